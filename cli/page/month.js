// SPDX-License-Identifier: GPL-3.0-or-later
// One month's payoffs.
import { h } from './dom.js';
import { tableAt } from './data.js';
import { point, scenario } from './state.js';
import { tableOf } from './table.js';

// How the table is laid out, up to what is marked in it.
function layout([first, second, ...others]) {
  if (!second) return 'a row for each action. The best';
  if (others.length) return 'a row for each way in which all may choose, with a number for each. A best reply to what the others do';
  return `${first} chooses the row, ${second} the column, and the number of ${first} comes first. ` +
    'A best reply to what the other does';
}

export function drawMonth(body) {
  const table = tableAt(point().month);
  body.replaceChildren(h('p', {}, `What a month pays: ${layout(scenario().countries)} is underlined and starred.`),
    table ? tableOf(table, 'month-table', true) : h('p', {}, point().reason ?? ''));
}
