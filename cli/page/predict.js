// SPDX-License-Identifier: GPL-3.0-or-later
// The question, and the prediction that comes before every verdict.
import { find, h } from './dom.js';
import { data, sentences } from './data.js';
import { scenario, state, update, why } from './state.js';

// A deal and what it is, in words.
export function meaning(k) {
  const of = scenario();
  return of.meanings[k] === of.deals[k].split('@')[0] ? null : `${of.meanings[k]}.`;
}

export function drawQuestion(body) {
  const of = scenario();
  body.replaceChildren(h('p', { class: 'question' }, of.question || of.line), h('p', { class: 'line' }, of.question ? of.line : ''),
    h('h2', { class: 'minor' }, of.deals.length > 1 ? 'The deals of this page' : 'The deal of this page'),
    h('dl', { class: 'deals' }, of.deals.map((name, k) => h('div', { class: k === state.deal ? 'chosen' : null },
      h('dt', {}, name), h('dd', {}, meaning(k) ?? '')))),
    h('p', {}, 'What the model says of them stays hidden until you have said what you think.'));
}

function choices() {
  const of = scenario();
  return [['holds', 'It holds'],
    ...of.countries.map((name, k) => [of.players[k], `It breaks: ${name} departs`]),
    ['unsure', 'I cannot tell']];
}

function choice([value, words]) {
  return h('label', { class: 'choice' },
    h('input', { type: 'radio', name: 'predict', value, checked: state.predicted === value ? '' : null,
      onchange: () => update({ predicted: value }) }), h('span', {}, words));
}

// What the model says to a prediction: the words after "You said: ...".
function reply(answer) {
  if (answer.verdict === 'undecided') return state.predicted === 'unsure' ? 'Nor can the model.' : 'The model cannot tell.';
  const found = answer.verdict === 'breaks' ? answer.who : 'holds';
  return found === state.predicted ? 'So does the model.' : 'The model says otherwise.';
}

function outcome() {
  const answer = why();
  const said = choices().find(([value]) => value === state.predicted);
  if (!said || !answer || (state.predicted === 'unsure' && answer.verdict !== 'undecided')) return null;
  return h('p', { class: 'outcome', 'data-testid': 'outcome' }, `You said: ${said[1]}. `, h('strong', {}, reply(answer)));
}

function answerOf() {
  const answer = why();
  return [outcome(), h('p', { class: 'answer' }, answer ? sentences(answer.say).slice(0, 2).join(' ') : ''),
    h('h3', {}, 'All of it, as the scenario stands'),
    h('ul', { class: 'story' }, sentences(scenario().say).map((text) => h('li', {}, text))),
    h('button', { type: 'button', 'data-testid': 'hide', onclick: () => update({ revealed: false }) },
      'Hide the verdicts again')];
}

export function drawPredict(body) {
  const focused = document.activeElement?.closest('[data-testid="predict"]') ? document.activeElement.value : null;
  const toReveal = document.activeElement === find('reveal') || document.activeElement === find('hide');
  body.replaceChildren(
    h('fieldset', { 'data-testid': 'predict' },
      h('legend', {}, 'Would ', h('strong', {}, scenario().deals[state.deal]), ' hold by itself?'),
      h('p', {}, meaning(state.deal) ?? '', ' Decide, write down why, then look.'), choices().map(choice)),
    ...(state.revealed ? answerOf().filter(Boolean) : [h('button', { type: 'button', class: 'main', 'data-testid': 'reveal',
      onclick: () => update({ revealed: true }) }, 'Show what the model says')]));
  if (focused) body.querySelector(`input[value="${CSS.escape(focused)}"]`)?.focus();
  if (toReveal) (find('reveal') ?? find('hide')).focus();
}

export const version = data.version;
