// SPDX-License-Identifier: GPL-3.0-or-later
// A table of the answer, as a table of the page and as CSV. Cells are as cli/page_json.c writes them: a text,
// [shown, value], or for a pair [shown, value, shown, value].
import { h, number } from './dom.js';

// Underlined as well as marked where it is a best reply.
function side(shown, value) {
  const inside = number(shown, value);
  return shown.endsWith('*') ? h('u', { class: 'best' }, inside) : inside;
}

export function cell(value) {
  if (!Array.isArray(value)) return value ?? '';
  if (value.length === 2) return side(value[0], value[1]);
  return h('span', { class: 'pair' }, h('span', {}, side(value[0], value[1]), ','), ' ',
    h('span', {}, side(value[2], value[3])));
}

function rowOf(table, [total, ...cells]) {
  return h('tr', { class: total ? 'total' : null },
    cells.map((value, k) => k === 0 && table.heads[0][2] === 'text'
      ? h('th', { scope: 'row' }, cell(value))
      : h('td', { class: Array.isArray(value) ? 'number' : null }, cell(value))));
}

export function tableOf(table, testid, caption) {
  return h('div', { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': caption },
    h('table', { 'data-testid': testid, class: table.heads.length > 5 ? 'wide' : null },
      h('caption', {}, caption, table.aside ? h('span', { class: 'aside' }, ' ', table.aside) : null),
      h('thead', {}, h('tr', {}, table.heads.map(([, head]) => h('th', { scope: 'col' }, head)))),
      h('tbody', {}, table.rows.map((row) => rowOf(table, row)))),
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
