// SPDX-License-Identifier: GPL-3.0-or-later
// The departure that binds the deal: what it brings today against what it costs tomorrow, as bars.
import { h, measure, number, s, textWidth } from './dom.js';
import { sentences, tableAt } from './data.js';
import { point, state, why } from './state.js';
import { tableOf } from './table.js';
import { hidden } from './verdict.js';

// Rows with their differences; the first total ends today, the last is the cost of departing.
function items(table) {
  const rows = table.rows.map((row) => ({ total: row[0] === 1, name: row[1], shown: row.at(-1)[0], value: row.at(-1)[1] }));
  const today = rows.findIndex((row) => row.total);
  rows.forEach((row, k) => {
    row.kind = row.total ? 'sum' : k < today ? 'today' : 'tomorrow';
  });
  return rows;
}

function bar(row, frame, y) {
  const { zero, unit, type } = frame;
  const length = Math.max(1, Math.abs(row.value) * unit);
  const left = row.value < 0 ? zero - length : zero;
  const room = textWidth(row.shown, type);
  const outside = row.value < 0 ? left - 6 : left + length + 6;
  const fits = row.value < 0 ? outside - room > frame.left : outside + room < frame.right;
  const at = fits ? outside : row.value < 0 ? zero + 6 : zero - 6;
  const anchor = (row.value < 0) === fits ? 'end' : 'start';
  return s('g', { class: `item ${row.kind} ${row.value < 0 ? 'gain' : 'loss'}` },
    s('rect', { x: left, y: y + frame.label, width: length, height: frame.bar }),
    s('text', { class: row.total ? 'strong' : null, x: frame.label ? 0 : frame.left - 12, y: y + (frame.label ? type : frame.bar * 0.75),
      'text-anchor': frame.label ? 'start' : 'end' }, row.name),
    s('text', { class: 'n', x: at, y: y + frame.label + frame.bar * 0.75, 'text-anchor': anchor, 'data-value': row.value },
      row.shown));
}

function frameOf(rows, { width, type }) {
  const narrow = width < 34 * type;
  const left = narrow ? 0 : Math.max(...rows.map((row) => textWidth(row.name, type))) + 12;
  const most = Math.max(0, ...rows.map((row) => row.value));
  const least = Math.min(0, ...rows.map((row) => row.value));
  const room = Math.max(...rows.map((row) => textWidth(row.shown, type))) + 10;
  const unit = (width - left - 2 * room) / (most - least || 1);
  return { narrow, left, right: width, unit, zero: left + room - least * unit, type,
    label: narrow ? type * 1.35 : 0, bar: type * 1.3, step: narrow ? type * 3.1 : type * 1.75 };
}

// Which way is which, as long as there is room to say so.
function ends({ zero, right, type }) {
  const say = [['\u25c4 gained by departing', '\u25c4 gains'], ['lost by departing \u25ba', 'loses \u25ba']];
  const room = [zero - 8, right - zero - 8];
  return say.map((words, k) => s('text', { x: zero + (k ? 8 : -8), y: type, 'text-anchor': k ? 'start' : 'end' },
    textWidth(words[0], type) < room[k] ? words[0] : words[1]));
}

function chart(rows, size) {
  const frame = frameOf(rows, size);
  const groups = [];
  let y = frame.type * 1.8;
  let last = '';
  const heads = { today: 'Today', tomorrow: 'Tomorrow' };
  rows.forEach((row) => {
    if (row.kind !== last && heads[row.kind]) {
      y += frame.type * 0.5;
      groups.push(s('text', { class: 'head', x: 0, y: y + frame.type }, heads[row.kind]));
      y += frame.type * 1.7;
    }
    if (row.total) groups.push(s('line', { class: 'rule', x1: 0, x2: frame.right, y1: y - frame.type * 0.25, y2: y - frame.type * 0.25 }));
    groups.push(bar(row, frame, y));
    y += frame.step;
    last = row.kind;
  });
  const height = Math.ceil(y + frame.type * 0.5);
  return s('svg', { 'data-testid': 'why-chart', role: 'img', width: size.width, height, viewBox: `0 0 ${size.width} ${height}`,
    'aria-label': rows.map((row) => `${row.name} ${row.shown}`).join('; ') },
  ends(frame),
  s('line', { class: 'axis', x1: frame.zero, x2: frame.zero, y1: frame.type * 1.3, y2: height }), groups);
}

export function drawWhy(body) {
  const answer = why();
  if (!state.revealed) return void body.replaceChildren(hidden());
  if (!answer) return void body.replaceChildren(h('p', {}, point().reason ?? ''));
  const table = tableAt(answer.items);
  const words = h('div', {}, sentences(answer.say).map((text) => h('p', {}, text)));
  const picture = h('div');
  body.replaceChildren(h('div', { class: 'split' }, words, picture));
  if (!table) return;
  const rows = items(table);
  words.append(h('p', { class: 'cost' }, `${rows.at(-1).name}: `, number(rows.at(-1).shown, rows.at(-1).value),
    table.aside ? ` ${table.aside}` : ''),
  h('details', {}, h('summary', {}, 'The same as a table'), tableOf(table, 'why-table')));
  picture.append(chart(rows, measure(picture)));
}
