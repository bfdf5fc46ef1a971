// SPDX-License-Identifier: GPL-3.0-or-later
// What was solved. Tables, rows and sentences that are said more than once stand in the pool.

export const data = JSON.parse(document.getElementById('thaw-data').textContent);

export function pooled(place) {
  return typeof place === 'number' ? data.pool[place] : place;
}

export function tableAt(place) {
  const table = pooled(place);
  return table && { ...pooled(table.head), rows: table.rows.map(pooled) };
}

export function sentences(places) {
  return places.map(pooled);
}

export function scenarioNamed(name) {
  return data.scenarios.find((scenario) => scenario.name === name) ?? data.scenarios[0];
}

// The stop nearest to a value: an address may come from a page with other stops.
export function nearestStop(stops, value) {
  let best = 0;
  stops.forEach(([, stop], k) => {
    if (Math.abs(stop - value) < Math.abs(stops[best][1] - value)) best = k;
  });
  return best;
}
