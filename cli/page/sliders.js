// SPDX-License-Identifier: GPL-3.0-or-later
// The inputs nearest to changing the verdict. A slider stops only where the game was solved, so nothing is
// interpolated but one thing: where between two stops the mark of a threshold stands on the bar.
import { h, measure, once } from './dom.js';
import { tableAt } from './data.js';
import { moveSlider, point, scenario, state, why } from './state.js';
import { setsChart } from './sets.js';
import { cell } from './table.js';
import { classOf, hidden, legend, letterOf } from './verdict.js';

// Cells of the bar are the stops; a threshold's mark is set between the two stops around it, in proportion.
function placeOf(stops, value) {
  const above = stops.findIndex(([, stop]) => stop >= value);
  if (above < 0 || value < stops[0][1]) return null;
  const low = stops[Math.max(0, above - 1)][1], high = stops[above][1];
  const share = high > low ? (value - low) / (high - low) : 0;
  return ((above === 0 ? 0 : above - 1 + share) + 0.5) / stops.length;
}

function bar(slider, crossings) {
  const cells = slider.points.map((place, k) => {
    const why = scenario().points[place].why;
    const sign = why && why[state.deal] ? why[state.deal].sign : '?';
    return h('span', { class: `cell ${state.revealed ? classOf(sign) : 'covered'}${k === slider.now ? ' now' : ''}` },
      h('b', {}, state.revealed ? letterOf(sign) : ''));
  });
  const marks = !state.revealed ? [] : crossings.map((row) => placeOf(slider.stops, row[1 + limitAt(slider)][1]))
    .filter((place) => place !== null).map((place) => h('i', { class: 'mark', style: `left:${(100 * place).toFixed(2)}%` }));
  return h('div', { class: 'cells', 'aria-hidden': 'true' }, cells, marks);
}

function headsOf(slider) {
  return tableAt(slider.bars[state.deal]).heads.map(([name]) => name);
}

const limitAt = (slider) => headsOf(slider).indexOf('limit');

// "0.243: holds above; else us departs in crisis+frozen, to pressure (9% of its range away)"
function crossing(slider, row) {
  const at = Object.fromEntries(headsOf(slider).map((name, k) => [name, row[k + 1]]));
  const away = at.percent_of_range;
  return h('li', {}, cell(at.limit), `: holds ${at.holds}; else `, h('b', {}, at.player), ` departs in ${at.state}, to ${at.action}`,
    away && away[0] ? [' (', cell(away), ' of its range away)'] : '');
}

function limits(slider) {
  const table = tableAt(slider.bars[state.deal]);
  if (!state.revealed) return null;
  return h('ul', { class: 'limits' }, table.rows.length ? table.rows.map((row) => crossing(slider, row))
    : h('li', {}, 'No value of this input alone changes the verdict of this deal.'),
  table.note && table.rows.length ? h('li', { class: 'note' }, table.note) : null);
}

function row(slider, k) {
  const input = h('input', { type: 'range', id: `slider-${k}`, 'data-testid': `slider-${slider.key}`, min: 0,
    max: slider.stops.length - 1, step: 1, oninput: () => moveSlider(k, Number(input.value)) });
  const shown = h('output', { class: 'value', for: `slider-${k}`, 'data-testid': `value-${slider.key}` });
  const note = h('strong', { class: 'now-at' });
  const element = h('div', { class: 'threshold', 'data-testid': `threshold-${slider.key}`, style: `--stops:${slider.stops.length}` },
    h('div', { class: 'head' }, h('label', { for: `slider-${k}` }, slider.key), shown),
    h('p', { class: 'meaning' }, slider.meaning, ' ', note),
    bar(slider, tableAt(slider.bars[state.deal]).rows), input,
    h('div', { class: 'ends', 'aria-hidden': 'true' }, h('span', {}, slider.stops[0][0]), h('span', {}, slider.stops.at(-1)[0])),
    limits(slider));
  return { element, input, shown, note };
}

function refresh({ element, input, shown, note }, k) {
  const slider = scenario().sliders[k];
  const stop = state.slider === k ? state.stop : slider.now;
  const [text, value] = slider.stops[stop];
  input.value = stop;
  input.setAttribute('aria-valuetext', `${text} ${slider.unit}`);
  shown.replaceChildren(text, slider.unit ? h('span', { class: 'unit' }, ` ${slider.unit}`) : '');
  shown.setAttribute('data-value', value);
  element.classList.toggle('moved', state.slider === k);
  note.textContent = state.slider === k ? `Changed: it stands at ${slider.stops[slider.now][0]}.` : '';
}

function build(body) {
  const rows = scenario().sliders.map(row);
  if (rows.length === 0) body.append(h('p', {}, 'No input alone was found to change the verdict of the first deal.'));
  else body.append(
    h('p', {}, 'Move one input; the others go back to where they stand, for only one at a time was solved. Each cell is a ',
      'solved stop; the framed one is where the input stands; a mark between cells is the threshold itself.'),
    state.revealed ? legend() : hidden());
  const panel = h('aside', { class: 'panel', 'aria-label': 'As the sliders stand' });
  if (rows.length) body.append(h('div', { class: 'split wide-left' }, h('div', { class: 'thresholds' }, rows.map(({ element }) => element)), panel));
  return { rows, panel };
}

// Beside the sliders: what they do to the verdict, the cost of departing and the picture.
function drawPanel(panel) {
  const answer = why();
  const table = state.revealed && answer ? tableAt(answer.items) : null;
  const total = table?.rows.at(-1);
  panel.replaceChildren(...[
    h('h3', {}, state.slider === null ? 'As it stands' : `${scenario().sliders[state.slider].key} at `
      + scenario().sliders[state.slider].stops[state.stop][0]),
    total ? h('p', { class: 'cost' }, `${total[1]}: `, cell(total.at(-1)), ` ${table.aside}`) : null,
    point().reason ? h('p', {}, point().reason) : null].filter(Boolean));
  if (point().sets) panel.append(setsChart(point().sets, measure(panel), 'live-chart'));
}

export function drawSliders(body) {
  const { rows, panel } = once(body, [state.scenario, state.deal, state.revealed, body.clientWidth].join(), build);
  rows.forEach(refresh);
  if (rows.length) drawPanel(panel);
}
