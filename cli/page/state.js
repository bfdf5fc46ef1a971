// SPDX-License-Identifier: GPL-3.0-or-later
// Where the page stands, and its address: whoever opens the address sees the same.
import { data, nearestStop, scenarioNamed } from './data.js';

export const state = {};
const watchers = [];

export function watch(watcher) {
  watchers.push(watcher);
}

export function scenario() {
  return scenarioNamed(state.scenario);
}

// The solved setting that is shown: as the case stands, or with one slider moved.
export function point() {
  return scenario().points[state.slider === null ? 0 : scenario().sliders[state.slider].points[state.stop]];
}

export function why() {
  return point().why ? point().why[state.deal] : null;
}

function atHome(of) {
  return { slider: null, stop: null, map: of.map ? of.map.axes.map((axis) => axis.now) : null };
}

function fresh(of) {
  return { scenario: of.name, deal: 0, predicted: '', revealed: false, month: 0, ...atHome(of) };
}

// How many inputs are not where they stand.
export function changedCount() {
  const axes = scenario().map ? scenario().map.axes : [];
  return (state.slider === null ? 0 : 1) + axes.filter((axis, k) => state.map[k] !== axis.now).length;
}

// ---- address

function words() {
  const of = scenario();
  const list = [['s', state.scenario], ['at', state.section], ['d', of.deals[state.deal]]];
  if (state.slider !== null) {
    const slider = of.sliders[state.slider];
    list.push(['x', `${slider.key}:${slider.stops[state.stop][0]}`]);
  }
  if (of.map && of.map.axes.some((axis, k) => state.map[k] !== axis.now))
    list.push(['m', of.map.axes.map((axis, k) => axis.stops[state.map[k]][0]).join(',')]);
  if (state.predicted) list.push(['p', state.predicted]);
  if (state.revealed) list.push(['r', '1']);
  if (state.month) list.push(['t', state.month + 1]);
  return list;
}

export function hashOf(changes = {}) {
  const list = words().map(([name, value]) => [name, changes[name] ?? value]);
  return '#' + list.map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join('&');
}

function readSlider(of, text) {
  const colon = text.lastIndexOf(':');
  const slider = of.sliders.findIndex(({ key }) => key === text.slice(0, colon));
  const value = Number(text.slice(colon + 1));
  if (slider < 0 || !Number.isFinite(value)) return {};
  const stop = nearestStop(of.sliders[slider].stops, value);
  return stop === of.sliders[slider].now ? {} : { slider, stop };
}

function readMap(of, text) {
  const values = text.split(',').map(Number);
  if (!of.map || values.length !== 2 || !values.every(Number.isFinite)) return {};
  return { map: of.map.axes.map((axis, k) => nearestStop(axis.stops, values[k])) };
}

// An address that says nothing, or nonsense, is the beginning.
export function readHash(hash) {
  const given = new URLSearchParams(hash.replace(/^#/, ''));
  const of = scenarioNamed(given.get('s'));
  const months = Math.max(1, ...of.history.map((future) => (future ? future.lanes[0].at.length : 0)));
  Object.assign(state, fresh(of), {
    section: given.get('at') ?? 'question',
    deal: Math.max(0, of.deals.indexOf(given.get('d'))),
    predicted: given.get('p') ?? '',
    revealed: given.get('r') === '1',
    month: Math.min(Math.max(0, Math.trunc(Number(given.get('t') ?? 1)) - 1 || 0), months - 1),
  }, readSlider(of, given.get('x') ?? ''), readMap(of, given.get('m') ?? ''));
}

function writeHash() {
  try {
    history.replaceState(null, '', hashOf());
  } catch {
    location.hash = hashOf();
  }
}

// ---- changes

// Everything that is shown is drawn again from the state.
export function update(changes) {
  Object.assign(state, changes);
  writeHash();
  watchers.forEach((watcher) => watcher());
}

// Another slide is looked at; nothing on it changes.
export function enter(section) {
  state.section = section;
  writeHash();
}

export function chooseScenario(name) {
  update({ ...fresh(scenarioNamed(name)), section: state.section });
}

export function moveSlider(slider, stop) {
  const back = stop === scenario().sliders[slider].now;
  update(back ? { slider: null, stop: null } : { slider, stop });
}

export function reset() {
  update(atHome(scenario()));
}

export function redraw() {
  watchers.forEach((watcher) => watcher());
}

export const many = data.scenarios.length > 1;
