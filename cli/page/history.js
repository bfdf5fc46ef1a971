// SPDX-License-Identifier: GPL-3.0-or-later
// One future, month by month.
import { h, measure, once, s, textWidth } from './dom.js';
import { sentences, tableAt } from './data.js';
import { scenario, state, update } from './state.js';
import { cell } from './table.js';
import { hidden } from './verdict.js';

const future = () => scenario().history[state.deal];

function stepTo(month) {
  const last = future().lanes[0].at.length - 1;
  update({ month: Math.min(Math.max(0, month), last) });
}

function laneChart(lane, frame, top) {
  const { left, unit, type, narrow, row } = frame;
  const y = (level) => top + (lane.levels.length - 1 - level) * row + row / 2;
  const steps = lane.at.map((level, m) => `${m ? 'H' : 'M'}${left + m * unit} ${m ? `V${y(level)}` : y(level)}`);
  return [s('text', { class: 'head', x: 0, y: narrow ? top - type * 0.3 : y(lane.levels.length - 1) + type * 0.35 }, lane.name),
    ...lane.levels.map((name, k) => s('g', { class: 'tick' },
      s('line', { x1: left, x2: left + unit * lane.at.length, y1: y(k), y2: y(k) }),
      s('text', { x: left - 8, y: y(k) + type * 0.35, 'text-anchor': 'end' }, name))),
    s('path', { class: 'steps', d: `${steps.join('')}h${unit}` })];
}

function shockMarks(frame, months) {
  const { left, unit, type } = frame;
  return months.map((m) => {
    const x = left + (m + 0.5) * unit;
    return s('path', { class: 'shock', d: `M${x - type * 0.4} ${type * 1.4}h${type * 0.8}L${x} ${type * 2.1}Z` });
  });
}

// A lane in which nothing ever changes is said by the months themselves.
const moves = (lane) => lane.at.some((level) => level !== lane.at[0]) || lane.name === 'tension' || lane.name === 'phase';

function chart({ lanes, shocks }, { width, type }) {
  const widest = (list) => Math.max(...list.map((name) => textWidth(name, type)));
  const shown = lanes.filter(moves);
  const narrow = width < 34 * type;
  const left = widest(shown.flatMap((lane) => lane.levels)) + 16 + (narrow ? 0 : widest(shown.map((lane) => lane.name)) + 8);
  const frame = { left, unit: (width - left - 4) / lanes[0].at.length, type, narrow, row: type * 1.35 };
  const drawn = [];
  let top = type * (narrow ? 4 : 2.6);
  shown.forEach((lane) => {
    drawn.push(...laneChart(lane, frame, top));
    top += lane.levels.length * frame.row + type * (narrow ? 1.8 : 0.6);
  });
  const height = Math.ceil(top);
  const cursor = s('rect', { class: 'cursor', y: type * 2.2, width: Math.max(frame.unit, 4) + 2, height: height - type * 2.2 });
  const goTo = (month) => cursor.setAttribute('x', left + month * frame.unit - 1);
  const svg = s('svg', { 'data-testid': 'history-chart', role: 'img', width, height, viewBox: `0 0 ${width} ${height}`,
    'aria-label': 'The whole future; the buttons step through it' },
  cursor, s('text', { x: left - 8, y: type * 2, 'text-anchor': 'end' }, 'shocks'), shockMarks(frame, shocks), drawn);
  return { svg, goTo };
}

// What the month's row has, name by name; an empty cell is a month in which nothing else happened.
function monthNow(table) {
  const row = table.rows[state.month];
  return table.heads.map(([name, head], k) => [name, head || name, row[k + 1]]).filter(([name]) => name !== 'month')
    .map(([, head, value]) => h('div', {}, h('dt', {}, head), h('dd', {}, value === '' || value === null ? 'nothing else' : cell(value))));
}

function steps(count) {
  const before = h('button', { type: 'button', 'data-testid': 'history-prev', onclick: () => stepTo(state.month - 1) }, '\u2190 Month before');
  const after = h('button', { type: 'button', class: 'main', 'data-testid': 'history-next', onclick: () => stepTo(state.month + 1) },
    'Next month \u2192');
  const input = h('input', { type: 'range', 'data-testid': 'history-month', min: 1, max: count, step: 1,
    oninput: () => stepTo(Number(input.value) - 1) });
  const words = h('span');
  const keys = (event) => {
    const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (by === undefined || event.target === input) return;
    event.preventDefault();
    stepTo(state.month + by);
  };
  const element = h('div', { class: 'steps', onkeydown: keys }, before, h('label', {}, words, input), after);
  return { element, before, after, input, words, count };
}

// A button that has nowhere to go is marked and stays, so that the focus stays with it.
function refresh({ before, after, input, words, count }) {
  before.setAttribute('aria-disabled', state.month === 0);
  after.setAttribute('aria-disabled', state.month === count - 1);
  input.value = state.month + 1;
  input.setAttribute('aria-valuetext', `month ${state.month + 1}`);
  words.textContent = `Month ${state.month + 1} of ${count}`;
}

function build(body) {
  const of = future();
  if (!state.revealed || !of) {
    body.append(state.revealed ? h('p', {}, 'The punishment of this deal was not found, so it cannot be played.') : hidden());
    return null;
  }
  const table = tableAt(of.path);
  const stepping = steps(table.rows.length);
  const now = h('dl', { 'data-testid': 'history-now', role: 'status', 'aria-live': 'polite' });
  body.append(h('p', {}, sentences(of.say).join(' '),
    ' Played with the inputs as they stand. A triangle marks a month with a shock. Arrow keys step, too.'), stepping.element, now);
  const drawn = chart(of, measure(body));
  body.append(drawn.svg);
  return { table, stepping, now, drawn };
}

export function drawHistory(body) {
  const parts = once(body, [state.scenario, state.deal, state.revealed, body.clientWidth].join(), build);
  if (!parts) return;
  const shock = future().shocks.includes(state.month);
  refresh(parts.stepping);
  parts.now.className = shock ? 'now shock' : 'now';
  parts.now.replaceChildren(...monthNow(parts.table));
  parts.drawn.goTo(state.month);
}
