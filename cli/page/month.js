// SPDX-License-Identifier: GPL-3.0-or-later
// One month's payoffs.
import { h } from './dom.js';
import { tableAt } from './data.js';
import { point, scenario } from './state.js';
import { tableOf } from './table.js';

export function drawMonth(body) {
  const table = tableAt(point().month);
  const [first, second] = scenario().countries;
  body.replaceChildren(
    h('p', {}, `What a month pays: ${first} chooses the row, ${second} the column, and the number of ${first} ` +
      'comes first. A best reply to what the other does is underlined and starred.'),
    table ? tableOf(table, 'month-table', true) : h('p', {}, point().reason ?? ''));
}
