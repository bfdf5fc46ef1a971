// SPDX-License-Identifier: GPL-3.0-or-later
// The sections, and what starts them.
import { find, h } from './dom.js';
import { data } from './data.js';
import { chooseScenario, enter, hashOf, many, readHash, redraw, scenario, state, update, watch } from './state.js';
import { startVerdict } from './verdict.js';
import { drawPredict, drawQuestion, version } from './predict.js';
import { drawMonth } from './month.js';
import { drawDeals } from './deals.js';
import { drawWhy } from './why.js';
import { drawSets } from './sets.js';
import { drawSliders } from './sliders.js';
import { drawMap } from './map.js';
import { drawHistory } from './history.js';
import { drawTake } from './take.js';

const sections = [
  ['question', 'Question', null, drawQuestion],
  ['predict', 'Predict', 'Predict', drawPredict],
  ['month', 'A month', 'A month, played once', drawMonth],
  ['deals', 'Deals', 'Which deals hold', drawDeals],
  ['why', 'Why', 'Today against tomorrow', drawWhy],
  ['sets', 'Payoffs', 'What could be sustained', drawSets],
  ['thresholds', 'Thresholds', 'What would change the verdict', drawSliders],
  ['map', 'Map', 'Two inputs at once', drawMap],
  ['future', 'A future', 'One future, month by month', drawHistory],
  ['take', 'Take home', 'Take it home', drawTake],
];

// Each slide leads to the next.
function onward(k) {
  const next = sections[k + 1];
  return next ? h('p', { class: 'onward' }, h('a', { href: `#${next[0]}`, 'data-section': next[0] }, `Next: ${next[1]} \u2192`)) : '';
}

function build() {
  document.querySelector('main').append(...sections.map(([id, , title], k) =>
    h('section', { id, tabindex: '-1', 'aria-labelledby': `${id}-title` },
      h(id === 'question' ? 'h1' : 'h2', { id: `${id}-title` }, title ?? ''), h('div', { class: 'body' }), onward(k))));
  document.querySelector('nav').append(h('ul', {}, sections.map(([id, name]) =>
    h('li', {}, h('a', { href: `#${id}`, 'data-section': id }, name)))));
  document.querySelector('.made').textContent = `Made by thaw ${version}. Nothing on this page is loaded from anywhere.`;
}

function options(testid, list, chosen, label, choose) {
  const select = find(testid);
  if (select.list === list.join()) return void (select.value = chosen);
  select.list = list.join();
  select.replaceChildren(...list.map((value, k) => h('option', { value, selected: value === chosen ? '' : null }, label(value, k))));
  select.onchange = () => choose(select.value);
}

function drawChoosers() {
  options('scenario', data.scenarios.map(({ name }) => name), state.scenario, (name, k) => data.scenarios[k].heading, chooseScenario);
  options('deal', scenario().deals, scenario().deals[state.deal], (name) => name,
    (name) => update({ deal: scenario().deals.indexOf(name) }));
  find('scenario').closest('label').classList.toggle('single', !many);
  const solves = scenario().solved;
  find('solves-count').textContent = solves.shown;
  find('solves-count').setAttribute('data-value', solves.value);
  document.querySelector('#question h1').textContent = scenario().heading;
}

function drawNav() {
  document.querySelectorAll('[data-section]').forEach((link) => {
    link.href = hashOf({ at: link.dataset.section });
    if (link.dataset.section === state.section && link.closest('nav')) link.setAttribute('aria-current', 'location');
    else link.removeAttribute('aria-current');
  });
}

function draw() {
  drawChoosers();
  sections.forEach(([id, , , drawSection]) => drawSection(document.querySelector(`#${id} .body`)));
  drawNav();
}

// The first section begins above itself, with the choice of scenario and deal.
function show(behavior) {
  const section = document.getElementById(state.section);
  if (state.section === 'question') scrollTo({ top: 0, behavior });
  else section?.scrollIntoView({ behavior });
  return section;
}

// Whoever scrolls changes the slide: it is the last that has come up to the bar.
function noteSection() {
  const edge = document.querySelector('.bar').getBoundingClientRect().bottom + 40;
  const tops = sections.map(([id]) => document.getElementById(id).getBoundingClientRect().top);
  const [section] = sections[Math.max(0, tops.findLastIndex((top) => top <= edge))];
  if (section === state.section) return;
  enter(section);
  drawNav();
}

// A link names its section in its address; a plain anchor, as of the skip link, keeps the rest.
function follow() {
  if (location.hash.includes('=')) readHash(location.hash);
  else if (document.getElementById(location.hash.slice(1))) state.section = location.hash.slice(1);
  update({});
  show()?.focus({ preventScroll: true });
}

build();
startVerdict();
watch(draw);
readHash(location.hash.includes('=') ? location.hash : '');
const linked = location.hash.length > 1;
if (!location.hash.includes('=') && document.getElementById(location.hash.slice(1))) state.section = location.hash.slice(1);
update({});
if (linked) show('instant');
addEventListener('scroll', noteSection, { passive: true });
addEventListener('hashchange', follow);
let width = innerWidth;
addEventListener('resize', () => {
  if (innerWidth === width) return;
  width = innerWidth;
  redraw();
});
