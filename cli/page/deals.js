// SPDX-License-Identifier: GPL-3.0-or-later
// Which deals hold.
import { h } from './dom.js';
import { tableAt } from './data.js';
import { point, scenario, state } from './state.js';
import { tableOf } from './table.js';
import { hidden } from './verdict.js';

// A cell below 0 is one that breaks: it is framed and barred, besides its minus sign.
function markCells(element, table) {
  const chosen = scenario().deals[state.deal];
  table.rows.forEach((row, r) => {
    const cells = element.querySelectorAll('tbody tr')[r].children;
    row.slice(1).forEach((value, k) => {
      if (!Array.isArray(value)) return;
      cells[k].classList.add(value[1] < 0 ? 'below' : 'above');
      if (`${row[1]}@${table.heads[k][0]}` === chosen) cells[k].classList.add('chosen');
    });
  });
}

export function drawDeals(body) {
  const table = tableAt(point().deals);
  if (!state.revealed || !table) return void body.replaceChildren(state.revealed ? h('p', {}, point().reason ?? '') : hidden());
  const element = tableOf(table, 'deals-table');
  if (!scenario().game) markCells(element, table);
  body.replaceChildren(
    h('p', {}, 'Each number is what departing once would cost the side that is most tempted. Above 0 the deal ',
      'enforces itself. Below 0, barred, departing pays and the deal breaks.'), element);
}
