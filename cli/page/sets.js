// SPDX-License-Identifier: GPL-3.0-or-later
// The payoffs that some self-enforcing arrangement could bring, no deal, and the deal with its punishment. A scale
// and its ticks are laid out here; every point is one that was solved.
import { h, measure, number, s } from './dom.js';
import { tableAt } from './data.js';
import { point, scenario, state } from './state.js';
import { tableOf } from './table.js';
import { HIDDEN } from './verdict.js';

function cornersOf(sets) {
  const list = [];
  for (let k = 0; sets && k < sets.corners.length; k += 2) list.push([sets.corners[k], sets.corners[k + 1]]);
  return list;
}

const at = (payoff) => [payoff[1], payoff[3]];

// Everything that is drawn while one slider moves fits one scale, so that what moves is seen to move.
function extent() {
  const of = scenario();
  const places = state.slider === null ? [0] : [0, ...of.sliders[state.slider].points];
  const all = places.map((k) => of.points[k].sets).filter(Boolean).flatMap((sets) => [
    ...cornersOf(sets), at(sets.no_deal), ...sets.deals.filter(Boolean).flat().map(at)]);
  return [0, 1].map((k) => {
    const values = all.map((value) => value[k]);
    const least = Math.min(...values), most = Math.max(...values);
    const margin = (most - least || 1) * 0.08;
    return [least - margin, most + margin];
  });
}

// Round numbers, at most `most` of them.
function ticks([low, high], most) {
  const rough = (high - low) / most;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((k) => k * power).find((k) => k >= rough);
  const list = [];
  for (let k = Math.ceil(low / step); k * step <= high; k++) list.push(Number((k * step).toPrecision(12)));
  return list;
}

function frameOf({ width, type }) {
  const height = Math.round(Math.min(width * 0.72, type * 24));
  const ranges = extent();
  const left = type * 3.4, bottom = height - type * 3.2, right = width - type, top = type * 2;
  const x = (value) => left + (right - left) * (value - ranges[0][0]) / (ranges[0][1] - ranges[0][0]);
  const y = (value) => bottom - (bottom - top) * (value - ranges[1][0]) / (ranges[1][1] - ranges[1][0]);
  return { width, height, left, bottom, right, top, x, y, ranges, type };
}

function axes(frame) {
  const { x, y, left, right, bottom, top, type } = frame;
  const [first, second] = scenario().countries;
  const unit = scenario().game ? 'points a month' : 'US$ bn a month';
  return [
    ...ticks(frame.ranges[0], frame.width / (type * 5)).map((value) => s('g', { class: 'tick' },
      s('line', { x1: x(value), x2: x(value), y1: top, y2: bottom }),
      s('text', { x: x(value), y: bottom + type * 1.2, 'text-anchor': 'middle' }, String(value)))),
    ...ticks(frame.ranges[1], frame.height / (type * 3)).map((value) => s('g', { class: 'tick' },
      s('line', { x1: left, x2: right, y1: y(value), y2: y(value) }),
      s('text', { x: left - type * 0.4, y: y(value) + type * 0.35, 'text-anchor': 'end' }, String(value)))),
    s('text', { x: right, y: frame.height - type * 0.5, 'text-anchor': 'end' }, `${first}, ${unit} \u2192`),
    s('text', { x: 0, y: type }, `\u2191 ${second}`)];
}

const path = (frame, corners) =>
  corners.map((corner, k) => `${k ? 'L' : 'M'}${frame.x(corner[0]).toFixed(1)} ${frame.y(corner[1]).toFixed(1)}`).join('') + 'Z';

// Shapes differ, not only colours: a square, a filled circle, an open one.
function marker(frame, kind, payoff) {
  const [x, y] = [frame.x(payoff[1]), frame.y(payoff[3])];
  const r = frame.type * 0.42;
  const shape = kind === 'none' ? s('rect', { x: x - r, y: y - r, width: 2 * r, height: 2 * r })
    : kind === 'punish' ? s('path', { d: `M${x} ${y - 1.3 * r}L${x + 1.3 * r} ${y}L${x} ${y + 1.3 * r}L${x - 1.3 * r} ${y}Z` })
      : s('circle', { cx: x, cy: y, r });
  return s('g', { class: `marker ${kind}` }, shape);
}

function markers(frame, sets) {
  const deal = state.revealed ? sets.deals[state.deal] : null;
  const list = [marker(frame, 'none', sets.no_deal)];
  if (deal) {
    list.push(s('line', { class: 'link', x1: frame.x(deal[0][1]), y1: frame.y(deal[0][3]), x2: frame.x(deal[1][1]), y2: frame.y(deal[1][3]) }));
    if (state.revealed) sets.deals.forEach((other, k) => k !== state.deal && other && list.push(marker(frame, 'other', other[0])));
    list.push(marker(frame, 'punish', deal[1]), marker(frame, 'deal', deal[0]));
  }
  return list;
}

export function setsChart(sets, size, testid) {
  const frame = frameOf(size);
  const home = cornersOf(scenario().points[0].sets);
  return s('svg', { 'data-testid': testid, role: 'img', width: size.width, height: frame.height,
    viewBox: `0 0 ${size.width} ${frame.height}`, 'aria-label': 'Payoffs that could be sustained; the list below has the points' },
  axes(frame), cornersOf(sets).length ? s('path', { class: 'set', d: path(frame, cornersOf(sets)) }) : null,
  state.slider === null || !home.length ? null : s('path', { class: 'home', d: path(frame, home) }), markers(frame, sets));
}

function entry(kind, words, payoff) {
  const mark = s('svg', { class: 'mark', width: '24', height: '24', viewBox: '0 0 24 24', 'aria-hidden': 'true' });
  if (payoff) mark.append(marker({ x: () => 12, y: () => 12, type: 18 }, kind, payoff));
  else mark.append(s('path', { class: kind, d: 'M2 5h20v14H2Z' }));
  return h('li', {}, mark, h('span', {}, words, payoff ? [': ', number(payoff[0], payoff[1]), ', ', number(payoff[2], payoff[3])] : null));
}

function key(sets) {
  const deal = sets.deals[state.deal];
  return h('ul', { class: 'legend points' }, cornersOf(sets).length ? entry('set', 'what some arrangement could sustain, if all were seen', null)
    : h('li', {}, 'Here the payoffs that could be sustained were not found.'),
    state.slider === null ? null : entry('home', 'the same as the scenario stands', null),
    entry('none', 'no deal', sets.no_deal),
    ...(state.revealed && deal ? [entry('deal', scenario().deals[state.deal], deal[0]), entry('punish', 'while it is punished', deal[1]),
      sets.deals.length > 1 ? otherEntry() : null] : []),
    state.revealed ? null : h('li', {}, `The deals: ${HIDDEN.toLowerCase()}`));
}

function otherEntry() {
  const mark = s('svg', { class: 'mark', width: '24', height: '24', viewBox: '0 0 24 24', 'aria-hidden': 'true' },
    marker({ x: () => 12, y: () => 12, type: 18 }, 'other', ['', 0, '', 0]));
  return h('li', {}, mark, h('span', {}, 'the other deals of this page'));
}

export function drawSets(body) {
  const sets = point().sets;
  if (!sets) return void body.replaceChildren(h('p', {}, point().reason ?? 'Payoff sets are drawn for two players.'));
  const table = tableAt(sets.table);
  const picture = h('div');
  body.replaceChildren(h('p', {}, 'What each side gets, from the first month on: the shaded payoffs are those of some ',
    'equilibrium in pure actions if all effort were seen. Noise leaves less.'),
  h('div', { class: 'split wide-left' }, picture, h('div', {}, key(sets), table ? tableOf(table, 'sets-table') : '')));
  picture.append(setsChart(sets, measure(picture), 'sets-chart'));
}
