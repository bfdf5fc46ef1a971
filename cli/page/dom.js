// SPDX-License-Identifier: GPL-3.0-or-later
// Elements. Texts are only ever set as text: what a file says is never read as markup.

const SVG = 'http://www.w3.org/2000/svg';

function fill(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
    else if (value !== null && value !== undefined && value !== false) element.setAttribute(name, value);
  }
  element.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined));
  return element;
}

export function h(name, attributes = {}, ...children) {
  return fill(document.createElement(name), attributes, children);
}

export function s(name, attributes = {}, ...children) {
  return fill(document.createElementNS(SVG, name), attributes, children);
}

export function find(testid) {
  return document.querySelector(`[data-testid="${testid}"]`);
}

// A number as it is shown, with the complete one beside it.
export function number(shown, value) {
  return h('span', { class: 'n', 'data-value': value }, shown);
}

// How wide a picture may be, and how large its type is, in pixels: pictures are drawn at their own size, so that
// their type is never scaled.
export function measure(element) {
  const type = parseFloat(getComputedStyle(document.documentElement).fontSize);
  return { width: Math.max(280, Math.floor(element.clientWidth)), type };
}

// About how wide a text is.
export function textWidth(text, type) {
  return text.length * type * 0.6;
}

// What a section is built of stays in place until the key changes, so that a slider is not taken from under the hand
// that moves it. `build` fills the body and returns what is to be refreshed.
export function once(body, key, build) {
  if (body.key !== key) {
    body.replaceChildren();
    body.parts = build(body);
    body.key = key;
  }
  return body.parts;
}

// Sets a text that is read aloud only where it changes.
export function say(element, text) {
  if (element.textContent !== text) element.textContent = text;
}
