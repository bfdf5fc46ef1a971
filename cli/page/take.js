// SPDX-License-Identifier: GPL-3.0-or-later
// What to take home: the slide's address, a scenario of one's own, a table.
import { find, h } from './dom.js';
import { tableAt } from './data.js';
import { hashOf, point, scenario, state, why } from './state.js';
import { csvOf } from './table.js';

let shown = 'month';

// A file's text, in pieces: a number stands for one of the values that the stops give.
function filled(pieces, stops) {
  const values = stops.flatMap(([shown, , ...texts]) => (texts.length ? texts : [shown]));
  return pieces.map((piece) => (typeof piece === 'number' ? values[piece] : piece)).join('');
}

// The child scenario of what is changed on the page: a slider, else the map's inputs.
export function iniText() {
  const of = scenario();
  const moved = of.map && of.map.axes.some((axis, k) => state.map[k] !== axis.now);
  if (!of.ini) return null;
  if (state.slider !== null) {
    const slider = of.sliders[state.slider];
    return filled(slider.ini, [slider.stops[state.stop]]);
  }
  return moved ? filled(of.map.ini, of.map.axes.map((axis, k) => axis.stops[state.map[k]])) : filled(of.ini, []);
}

// The tables that may be seen now.
function tables() {
  const list = [['month', 'The month', point().month]];
  if (!state.revealed) return list;
  const future = scenario().history[state.deal];
  return [...list, ['deals', 'The deals', point().deals], ['why', 'Why', why()?.items],
    ['sets', 'Worst and best', point().sets?.table], ['path', 'The future', future?.path],
    ...scenario().sliders.map((slider) => [slider.key, `Thresholds of ${slider.key}`, slider.bars[state.deal]])];
}

async function copy(area) {
  try {
    await navigator.clipboard.writeText(area.value);
  } catch {
    area.select();
    document.execCommand('copy');
  }
  find('copied').textContent = `Copied: ${area.value.trimEnd().split('\n').length} lines.`;
}

function text(testid, label, value, copier) {
  const area = h('textarea', { 'data-testid': testid, readonly: '', rows: Math.min(16, value.split('\n').length), spellcheck: 'false',
    'aria-label': label });
  area.value = value;
  return [area, h('button', { type: 'button', 'data-testid': `copy-${testid}`, onclick: () => copy(area) }, copier)];
}

function csvPart() {
  const list = tables().filter(([, , place]) => tableAt(place));
  const [name, , place] = list.find(([other]) => other === shown) ?? list[0];
  const choose = (event) => {
    shown = event.target.value;
    drawTake(event.target.closest('.body'));
    find('csv-table').focus();
  };
  return [h('label', {}, h('span', {}, 'Table '), h('select', { 'data-testid': 'csv-table', onchange: choose },
    list.map(([other, label]) => h('option', { value: other, selected: other === name ? '' : null }, label)))),
  ...text('csv', 'The table as CSV', csvOf(tableAt(place)), 'Copy the table as CSV')];
}

export function drawTake(body) {
  const ini = iniText();
  const focused = document.activeElement?.dataset?.testid;
  body.replaceChildren(
    h('h3', {}, 'This slide'), h('p', {}, 'The address has everything: scenario, section, deal, sliders, prediction, month. ',
      h('a', { 'data-testid': 'link', href: hashOf() }, 'Link to this slide')),
    h('h3', {}, 'A scenario of your own'),
    ...(ini === null ? [h('p', {}, 'No scenario.ini can extend this: it is a game file, came from standard input, or has a name that no scenario can say.')]
      : [h('p', {}, 'What you changed, as a file for thaw: save it as scenario.ini beside its parent, say why, and run ',
        h('code', {}, 'thaw solve scenario.ini'), '.'), ...text('ini', 'The scenario', ini, 'Copy as scenario.ini')]),
    h('h3', {}, 'The numbers'), ...csvPart(), h('p', { 'data-testid': 'copied', role: 'status', 'aria-live': 'polite' }, ''));
  if (focused?.startsWith('copy-')) find(focused)?.focus();
}
