// SPDX-License-Identifier: GPL-3.0-or-later
// A table of the answer, as a table of the page and as CSV. Cells are as cli/page_json.c writes them: a text,
// [shown, value], or for a pair [shown, value, shown, value].
import { h, number } from './dom.js';

// A best reply is underlined as well as starred. (Elsewhere a star says something else, beneath its table.)
function side(shown, value, best) {
  const inside = number(shown, value);
  return best && shown.endsWith('*') ? h('u', { class: 'best' }, inside) : inside;
}

export function cell(value, best = false) {
  if (!Array.isArray(value)) return value ?? '';
  if (value.length === 2) return side(value[0], value[1], best);
  return h('span', { class: 'pair' }, h('span', {}, side(value[0], value[1], best), ','), ' ',
    h('span', {}, side(value[2], value[3], best)));
}

function rowOf(table, [total, ...cells], best) {
  return h('tr', { class: total ? 'total' : null },
    cells.map((value, k) => k === 0 && table.heads[0][2] === 'text'
      ? h('th', { scope: 'row' }, cell(value))
      : h('td', { class: Array.isArray(value) ? 'number' : null }, cell(value, best))));
}

// The numbers before titles are of the order in which thaw solve prints its tables.
const captionOf = (table) => table.title.replace(/^\d+ /, '');

// A long head may break after a colon.
const breakable = (text) => text.split(/(?<=:)/).flatMap((part, k) => (k ? [h('wbr'), part] : [part]));

export function tableOf(table, testid, best = false) {
  const caption = captionOf(table);
  return h('div', { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': caption },
    h('table', { 'data-testid': testid, class: table.heads.length > 5 ? 'wide' : null },
      h('caption', {}, h('span', { class: 'title' }, caption), table.aside ? h('span', { class: 'aside' }, ' ', table.aside) : null),
      h('thead', {}, h('tr', {}, table.heads.map(([, head]) => h('th', { scope: 'col' }, breakable(head))))),
      h('tbody', {}, table.rows.map((row) => rowOf(table, row, best)))),
    table.note ? h('p', { class: 'note' }, table.note) : null);
}

// ---- CSV, as --format csv has it: complete numbers, a pair as two columns

function field(text) {
  const value = String(text ?? '');
  return /[",\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
}

function values(value, kind) {
  if (!Array.isArray(value)) return kind === 'pair' ? [value, ''] : [value];
  return value.filter((part, k) => k % 2 === 1);
}

export function csvOf(table) {
  const heads = table.heads.flatMap(([name, , kind]) =>
    kind === 'pair' ? table.sides.map((of) => `${name}_${of}`) : [name]);
  const rows = table.rows.map(([, ...cells]) => cells.flatMap((value, k) => values(value, table.heads[k][2])));
  return [heads, ...rows].map((row) => row.map(field).join(',')).join('\n') + '\n';
}
