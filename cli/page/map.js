// SPDX-License-Identifier: GPL-3.0-or-later
// Two inputs at once: a place for every pair of stops, each of them solved.
import { h, measure, once, s, say, textWidth } from './dom.js';
import { pooled } from './data.js';
import { scenario, state, update } from './state.js';
import { classOf, hidden, legend, letterOf } from './verdict.js';

const NAMES = ['x', 'y'];

function place() {
  return state.map[1] * scenario().map.axes[0].stops.length + state.map[0];
}

function move(axis, stop) {
  update({ map: state.map.map((old, k) => (k === axis ? stop : old)) });
}

function range(axis, k) {
  const id = `map-${NAMES[k]}`;
  const input = h('input', { type: 'range', id, 'data-testid': id, min: 0, max: axis.stops.length - 1, step: 1,
    oninput: () => move(k, Number(input.value)) });
  const shown = h('output', { class: 'value', for: id, 'data-testid': `${id}-value` });
  const note = h('strong', { class: 'now-at' });
  const element = h('div', { class: 'threshold' },
    h('div', { class: 'head' }, h('label', { for: id }, `${k ? 'Up' : 'Across'}: ${axis.key}`), shown), input, h('p', { class: 'meaning' }, note));
  return { element, input, shown, note };
}

function refreshRange({ element, input, shown, note }, k) {
  const axis = scenario().map.axes[k];
  const [text, value] = axis.stops[state.map[k]];
  const moved = state.map[k] !== axis.now;
  input.value = state.map[k];
  input.setAttribute('aria-valuetext', `${text} ${axis.unit}`);
  shown.replaceChildren(text, axis.unit ? h('span', { class: 'unit' }, ` ${axis.unit}`) : '');
  shown.setAttribute('data-value', value);
  element.classList.toggle('moved', moved);
  note.textContent = moved ? `Changed: it stands at ${axis.stops[axis.now][0]}.` : 'As it stands.';
}

function chart(map, { width, type }) {
  const [across, up] = map.axes;
  const signs = map.deals[state.deal].signs;
  const left = Math.max(...[0, up.stops.length - 1].map((k) => textWidth(up.stops[k][0], type))) + 12;
  const bottom = type * 2.6;
  const size = Math.floor(Math.min((width - left) / across.stops.length, (type * 20) / up.stops.length));
  const height = size * up.stops.length + bottom;
  const x = (k) => left + k * size, y = (k) => (up.stops.length - 1 - k) * size;
  const cells = [...signs].map((sign, k) => {
    const [i, j] = [k % across.stops.length, Math.floor(k / across.stops.length)];
    return s('g', { class: `place ${classOf(sign)}`, onclick: () => update({ map: [i, j] }) },
      s('rect', { x: x(i), y: y(j), width: size, height: size }),
      size >= type * 1.3 ? s('text', { x: x(i) + size / 2, y: y(j) + size / 2 + type * 0.35, 'text-anchor': 'middle' }, letterOf(sign)) : null);
  });
  const frame = (k, name) => s('rect', { class: name, x: x(k[0]), y: y(k[1]), width: size, height: size });
  const edge = (axis, k) => axis.stops[k][0];
  const here = frame(state.map, 'here');
  const goTo = ([i, j]) => fillPlace(here, x(i), y(j));
  const svg = s('svg', { 'data-testid': 'map-chart', role: 'img', width, height, viewBox: `0 0 ${width} ${height}`,
    'aria-label': 'The map; the sliders walk over it and the sentence says what is there' },
  cells, frame([across.now, up.now], 'home'), here,
  s('text', { x: left, y: height - type * 1.2 }, edge(across, 0)),
  s('text', { x: x(across.stops.length), y: height - type * 1.2, 'text-anchor': 'end' }, edge(across, across.stops.length - 1)),
  s('text', { x: left - 6, y: y(0) + size * 0.5 + type * 0.35, 'text-anchor': 'end' }, edge(up, 0)),
  s('text', { x: left - 6, y: size * 0.5 + type * 0.35, 'text-anchor': 'end' }, edge(up, up.stops.length - 1)));
  return { svg, goTo };
}

function fillPlace(rect, x, y) {
  rect.setAttribute('x', x);
  rect.setAttribute('y', y);
}

function build(body) {
  const { map } = scenario();
  if (!map) {
    body.append(h('p', {}, 'There is no map: fewer than two inputs move.'));
    return null;
  }
  const verdict = h('p', { class: 'answer', 'data-testid': 'map-verdict', role: 'status', 'aria-live': 'polite' });
  const ranges = map.axes.map(range);
  body.append(
    h('p', {}, 'Here two inputs move together, apart from the sliders above. The thick frame is where you are, the dashed one where ',
      'the scenario stands.'), verdict);
  const picture = h('div');
  body.append(h('div', { class: 'split' }, h('div', {}, ranges.map(({ element }) => element), state.revealed ? legend() : hidden()), picture));
  const drawn = state.revealed ? chart(map, measure(picture)) : null;
  if (drawn) picture.append(drawn.svg);
  return { verdict, ranges, drawn };
}

export function drawMap(body) {
  const parts = once(body, [state.scenario, state.deal, state.revealed, body.clientWidth].join(), build);
  if (!parts) return;
  parts.ranges.forEach(refreshRange);
  say(parts.verdict, state.revealed ? pooled(scenario().map.deals[state.deal].say[place()]) : '');
  parts.drawn?.goTo(state.map);
}
