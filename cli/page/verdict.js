// SPDX-License-Identifier: GPL-3.0-or-later
// The line that says what the model says, and how each verdict looks: a word and a pattern, never colour alone.
import { find, h } from './dom.js';
import { pooled } from './data.js';
import { changedCount, point, reset, scenario, state, why, watch } from './state.js';

export const HIDDEN = 'Hidden until you have predicted.';

export function hidden() {
  return h('p', { class: 'hidden' }, HIDDEN, ' ', h('a', { href: '#predict', 'data-section': 'predict' }, 'Predict'));
}

// The letter of who departs: of a scenario 'u' and 'c', of a game file '1', '2' and on.
const signOf = (player) => scenario().game ? String.fromCharCode('1'.charCodeAt(0) + player) : 'uc'[player];

// A pattern each for four players; of more than that the letter tells.
const PATTERNS = ['breaks-u', 'breaks-c', 'breaks-3', 'breaks-4'];

// '#' holds, '?' not known, else the letter of who departs.
export function classOf(sign) {
  if (sign === '#') return 'holds';
  if (sign === '?') return 'unknown';
  return PATTERNS[scenario().countries.findIndex((name, k) => signOf(k) === sign) % PATTERNS.length];
}

export function letterOf(sign) {
  return sign === '#' ? '' : sign.toUpperCase();
}

export function legend() {
  const item = (sign, words) => h('li', {}, h('span', { class: `key ${classOf(sign)}`, 'aria-hidden': 'true' },
    h('b', {}, letterOf(sign))), words);
  return h('ul', { class: 'legend' }, item('#', 'holds'),
    scenario().countries.map((name, k) => item(signOf(k), `breaks: ${name} departs`)), item('?', 'not known'));
}

function sentence() {
  const answer = why();
  if (!state.revealed) return [h('span', { class: 'badge unknown' }, '?'), h('strong', {}, scenario().deals[state.deal]),
    ' ', HIDDEN];
  if (!answer) return [h('strong', {}, scenario().deals[state.deal]), ' ', point().reason ?? 'is not a deal here.'];
  const [verdict, departure] = answer.say.map(pooled);
  return [h('span', { class: `badge ${answer.verdict}` }, answer.verdict), h('strong', {}, verdict), ' ',
    h('span', { class: 'more' }, departure ?? '')];
}

function drawBar() {
  const count = changedCount();
  document.body.classList.toggle('revealed', state.revealed);
  const line = h('p', {}, sentence());
  if (find('verdict').textContent !== line.textContent) find('verdict').replaceChildren(...line.childNodes);
  find('changed-count').replaceChildren(count === 0 ? 'as it stands' : `${count} input${count > 1 ? 's' : ''} changed`);
  find('changed-count').setAttribute('data-value', count);
  find('changed-count').classList.toggle('moved', count > 0);
  find('reset').disabled = count === 0;
}

export function startVerdict() {
  // The slide that a link leads to begins beneath the bar.
  const bar = document.querySelector('.bar');
  new ResizeObserver(() => document.documentElement.style.setProperty('--bar', `${bar.offsetHeight}px`)).observe(bar);
  find('reset').addEventListener('click', reset);
  watch(drawBar);
}
