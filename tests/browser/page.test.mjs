// SPDX-License-Identifier: GPL-3.0-or-later
// The seminar page as a class meets it: opened from disk, with a mouse, with keys alone, on a projector and on a phone.
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { answer, launch, open, part, scratch, thaw, viewports } from './browser.mjs';

const deal = 'partial@grim';
const weak = 'full_calm@grim';
const file = scratch('seminar.html');
const input = 'leverage.linkage';
let browser;

before(async () => {
    browser = await launch();
    thaw('page', 'baseline', 'taiwan-crisis', '--deal', deal, '--deal', weak, '--vary', input, '--vary', 'china.discount',
        '--map', `${input},china.discount`, '--points', '3', '--months', '24', '--quiet', '-o', file);
});
after(() => browser.close());

/** A page on the baseline, its verdicts shown. */
async function revealed(more) {
    const page = await open(browser, file, more);
    await part(page, 'reveal').click();
    return page;
}

/** The complete numbers of a table, a list a row. */
function numbers(page, table) {
    return part(page, table).locator('tbody tr').evaluateAll((rows) => rows.map((row) => ({
        name: row.querySelector('th').textContent.trim(),
        values: [...row.querySelectorAll('[data-value]')].map((cell) => Number(cell.dataset.value)),
    })));
}

function close(found, expected, what) {
    assert.ok(Math.abs(found - expected) <= 1e-9 * Math.max(1, Math.abs(expected)), `${what}: ${found}, not ${expected}`);
}

/** What the cheapest departure from a deal costs, whoever makes it and whether it gives less or more. */
function cost({ price, price_more }) {
    return Math.min(...[...price, ...price_more].filter((one) => one !== null));
}

/** What a button has put on the clipboard. The browser does so in its own time, and only then does the page say so. */
async function copied(page, name) {
    await page.evaluate(() => navigator.clipboard.writeText(''));
    await part(page, 'copied').evaluate((e) => { e.textContent = ''; });
    await part(page, `copy-${name}`).click();
    await part(page, 'copied').filter({ hasText: /^Copied: \d+ lines\.$/ }).waitFor();
    return page.evaluate(() => navigator.clipboard.readText());
}

/** What the page says, part by part. */
async function said(page) {
    const parts = ['verdict', 'month-table', 'deals-table', 'why-table', 'sets-table', 'changed-count', 'map-verdict',
        'history-now', 'ini'];
    const texts = {};
    for (const name of parts)
        texts[name] = await part(page, name).evaluate((e) => e.value ?? e.textContent);
    texts.sets = await part(page, 'sets-chart').innerHTML();
    return texts;
}

test('opens from disk, complete, without a complaint and without the network', async () => {
    const page = await revealed();
    assert.deepEqual(page.complaints, []);
    assert.ok(readFileSync(file).length < 2e6);
    for (const id of ['question', 'predict', 'month', 'deals', 'why', 'sets', 'thresholds', 'map', 'future', 'take'])
        assert.ok(await page.locator(`section#${id} h2, section#${id} h1`).first().isVisible(), id);
    const count = await part(page, 'solves-count').getAttribute('data-value');
    assert.match(await part(page, 'solves-count').textContent(), new RegExp(`^${count} settings`));
});

test('begins at its top, with the choice of scenario and deal in sight', async () => {
    const page = await open(browser, file);
    await page.waitForTimeout(300);
    assert.equal(await page.evaluate(() => scrollY), 0);
    assert.ok(await part(page, 'deal').isVisible());
});

test('says no verdict anywhere before the prediction is made', async () => {
    const page = await open(browser, file);
    assert.doesNotMatch(await page.evaluate(() => document.body.innerText), /@\S+ (holds|breaks)/);
    for (const name of ['deals-table', 'why-chart', 'map-chart'])
        assert.equal(await part(page, name).count(), 0, name);
    assert.match(await page.locator('#sets').textContent(), /The deals: hidden until you have predicted/);
    assert.equal(await page.locator('#sets .marker:not(.none)').count(), 0);
    await part(page, 'predict').locator('input[value=holds]').check();
    await part(page, 'reveal').click();
    assert.match(await part(page, 'verdict').textContent(), /partial@grim holds/);
    await part(page, 'hide').click();
    assert.doesNotMatch(await part(page, 'verdict').textContent(), /holds/);
});

test('its numbers are those of --format json', async () => {
    const page = await revealed();
    const solved = answer('solve', 'baseline');
    for (const row of await numbers(page, 'deals-table')) {
        const deals = solved.deals.filter(({ plan }) => plan === row.name);
        assert.equal(deals.length, row.values.length, row.name);
        deals.forEach((one, k) => close(row.values[k], cost(one), `${row.name}@${one.punishment}`));
    }
    const month = await numbers(page, 'month-table');
    const shown = answer('show', 'baseline');
    assert.ok(month.length >= 3 && shown);
    const binding = answer('why', 'baseline', deal);
    const last = (await numbers(page, 'why-table')).at(-1);
    close(last.values.at(-1), cost(binding.deal), 'cost of departing once');
});

test('a slider moves verdict, table, bars and picture, and says what the program says there', async () => {
    const page = await revealed();
    const start = await said(page);
    const slider = part(page, `slider-${input}`);
    await slider.focus();
    await page.keyboard.press('Home');
    const value = await part(page, `value-${input}`).getAttribute('data-value');
    const moved = await said(page);
    for (const name of ['deals-table', 'why-table', 'sets', 'ini', 'changed-count'])
        assert.notEqual(moved[name], start[name], `${name} did not move`);
    const solved = answer('solve', 'baseline', deal, '--set', `${input}=${value}`);
    const row = (await numbers(page, 'deals-table')).find(({ name }) => name === 'partial');
    close(row.values.at(-1), cost(solved.deals[0]), 'partial@grim');
    assert.match(moved.verdict, new RegExp(`partial@grim ${solved.deals[0].verdict}`));
    assert.match(await slider.getAttribute('aria-valuetext'), new RegExp(`^${value}`));
    await part(page, 'reset').click();
    assert.deepEqual(await said(page), start);
});

test('the map moves two inputs at once', async () => {
    const page = await revealed();
    for (const [name, key] of [['map-x', 'End'], ['map-y', 'Home']]) {
        await part(page, name).focus();
        await page.keyboard.press(key);
    }
    const at = await Promise.all(['map-x', 'map-y'].map((name) => part(page, name).getAttribute('aria-valuetext')));
    const set = [input, 'china.discount'].flatMap((key, k) => ['--set', `${key}=${parseFloat(at[k])}`]);
    const solved = answer('solve', 'baseline', deal, ...set);
    assert.match(await part(page, 'map-verdict').textContent(), new RegExp(`partial@grim ${solved.deals[0].verdict}`));
});

test('a history is stepped through by buttons and keys, shocks marked', async () => {
    const page = await revealed();
    const now = part(page, 'history-now');
    const first = await now.textContent();
    await part(page, 'history-next').click();
    assert.match(await page.evaluate(() => location.hash), /t=2/);
    await part(page, 'history-month').focus();
    const states = new Set([first]);
    for (let k = 0; k < 22; k++) {
        await page.keyboard.press('ArrowRight');
        states.add(await now.textContent());
    }
    assert.ok(states.size > 2, 'nothing changes');
    assert.match(await page.evaluate(() => location.hash), /t=24/);
    assert.ok(await part(page, 'history-chart').locator('title, text').count() > 0);
});

test('an address brings back the slide', async () => {
    const page = await revealed();
    await part(page, 'deal').selectOption(weak);
    await part(page, `slider-${input}`).focus();
    await page.keyboard.press('End');
    await part(page, 'map-x').focus();
    await page.keyboard.press('End');
    await part(page, 'history-next').click();
    const again = await open(browser, file, { hash: await page.evaluate(() => location.hash) });
    assert.deepEqual(await said(again), await said(page));
    assert.match(await part(again, 'verdict').textContent(), /full_calm@grim/);
    assert.deepEqual(again.complaints, []);
});

test('nonsense in the address is a page from its beginning', async () => {
    const page = await open(browser, file, { hash: '#s=nobody&d=x@y&x=a:b&m=1,zz&t=-4&at=nowhere&r=2' });
    assert.deepEqual(page.complaints, []);
    assert.equal(await part(page, 'deal').inputValue(), deal);
});

test('the scenario that it gives to copy is the one that export writes', async () => {
    const page = await revealed();
    await part(page, `slider-${input}`).focus();
    await page.keyboard.press('Home');
    const value = await part(page, `value-${input}`).getAttribute('data-value');
    const child = thaw('export', 'baseline', '--to', 'ini', '--set', `${input}=${value}`)
        .replace(/^extends = .*\//m, 'extends = ');
    assert.equal((await part(page, 'ini').inputValue()).trim(), child.trim());
    assert.equal(await copied(page, 'ini'), await part(page, 'ini').inputValue());
    const csv = await copied(page, 'csv');
    assert.equal(csv, await part(page, 'csv').inputValue());
    assert.match(csv, /,/);
});

test('the patience of both sides is copied as two discount factors', async () => {
    const own = scratch('patience.html');
    thaw('page', 'baseline', '--deal', deal, '--vary', 'patience=1:2:2', '--months', '2', '--quiet', '-o', own);
    const page = await open(browser, own);
    await part(page, 'reveal').click();
    await part(page, 'slider-patience').focus();
    await page.keyboard.press('End');
    const solved = answer('solve', 'baseline', deal, '--set', 'us.discount=0.93', '--set', 'china.discount=0.98');
    const last = (await numbers(page, 'why-table')).at(-1);
    close(last.values.at(-1), cost(solved.deals[0]), 'cost of departing once');
    assert.match(await part(page, 'ini').inputValue(), /\[us\]\ndiscount = 0\.9\d* ;.*\n\n\[china\]\ndiscount = 0\.98 ;/);
    assert.deepEqual(page.complaints, []);
});

test('all of it can be reached by keys', async () => {
    const page = await revealed();
    const wanted = new Set(['deal', `slider-${input}`, 'map-x', 'map-y', 'history-next', 'history-month', 'copy-ini', 'copy-csv']);
    await page.evaluate(() => { scrollTo(0, 0); document.activeElement.blur(); });
    for (let k = 0; k < 80 && wanted.size; k++) {
        await page.keyboard.press('Tab');
        wanted.delete(await page.evaluate(() => document.activeElement.dataset.testid));
    }
    assert.deepEqual([...wanted], []);
    assert.equal(await part(page, 'verdict').getAttribute('aria-live'), 'polite');
    const nameless = await page.locator('input, select, textarea, button').evaluateAll((all) => all
        .filter((e) => !e.labels?.length && !e.ariaLabel && !e.textContent.trim()).map((e) => e.outerHTML));
    assert.deepEqual(nameless, []);
});

for (const [name, viewport] of Object.entries(viewports))
    test(`fits ${name} (${viewport.width}x${viewport.height}), in type of 18 px or more`, async () => {
        const page = await revealed({ viewport });
        const [width, room] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
        assert.ok(width <= room, `${width} px wide`);
        const small = await page.evaluate(() => [...document.querySelectorAll('body *')].filter((e) => {
            if (e.closest('script, style, noscript') || !e.getClientRects().length) return false;
            if (![...e.childNodes].some((n) => n.nodeType === 3 && n.data.trim())) return false;
            const scale = e.ownerSVGElement ? e.getScreenCTM().a : 1;
            return parseFloat(getComputedStyle(e).fontSize) * scale < 17.99;
        }).map((e) => e.outerHTML.slice(0, 120)));
        assert.deepEqual(small, []);
        await page.screenshot({ path: scratch(`page-${name}.png`), fullPage: true });
    });

test('one scenario of several is chosen, and each is whole', async () => {
    const page = await revealed();
    const names = await part(page, 'scenario').locator('option').evaluateAll((all) => all.map((e) => e.value));
    assert.deepEqual(names, ['baseline', 'taiwan-crisis']);
    const first = await said(page);
    await part(page, 'scenario').selectOption('taiwan-crisis');
    await part(page, 'reveal').click();
    assert.notEqual((await said(page))['deals-table'], first['deals-table']);
    assert.deepEqual(page.complaints, []);
});

test('a game of one\'s own has its page too', async () => {
    const out = scratch('game.html');
    thaw('page', 'scenarios/games/pd.json', '--deal', 'cooperate/cooperate@grim', '--points', '3', '--quiet', '-o', out);
    const page = await open(browser, out);
    await part(page, 'reveal').click();
    assert.match(await part(page, 'verdict').textContent(), /cooperate\/cooperate@grim holds/);
    assert.deepEqual(page.complaints, []);
});

/** A page of a game of one month, its verdicts hidden. */
async function paged(name, game, deal, ...more) {
    const json = scratch(`${name}.json`), out = scratch(`${name}.html`);
    writeFileSync(json, JSON.stringify(game));
    thaw('page', json, '--deal', deal, '--points', '3', '--months', '3', '--quiet', '-o', out, ...more);
    return open(browser, out);
}

/** The words of an element, set in one line. */
async function words(locator) {
    return (await locator.innerText()).replace(/\s+/g, ' ').trim();
}

test('three players have a row for each way to choose, and a pattern each', async () => {
    const payoffs = [[[[2, 2, 2], [1, 1, 3]], [[1, 3, 1], [0, 2, 2]]], [[[3, 1, 1], [2, 0, 2]], [[2, 2, 0], [1, 1, 1]]]];
    const page = await paged('three', { players: ['A', 'B', 'C'], discount: [0.9, 0.9, 0.9], states: [{ name: 's',
        actions: [['x', 'y'], ['x', 'y'], ['x', 'y']], payoffs, transitions: payoffs.map((a) => a.map((b) => b.map(() => [1]))) }] },
    'x/x/x@grim', '--vary', 'discount.3=0.1:0.9', '--vary', 'discount.1=0.1:0.9');
    assert.match(await words(page.locator('#month p').first()), /a row for each way in which all may choose.*what the others do/);
    await part(page, 'reveal').click();
    for (const section of ['thresholds', 'map']) {
        const legend = page.locator(`#${section} .legend`);
        assert.equal(await words(legend), 'holds 1 breaks: A departs 2 breaks: B departs 3 breaks: C departs ? not known');
        const looks = await legend.locator('.key').evaluateAll((keys) => keys.map((key) => getComputedStyle(key).backgroundImage));
        assert.equal(new Set(looks.slice(1, 4)).size, 3);
    }
    const third = part(page, 'threshold-discount.3').locator('.cell').first();
    assert.equal(await words(third), '3');
    assert.match(await third.getAttribute('class'), /breaks-3/);
    assert.equal(await page.locator('#map .place.breaks-3').count() > 0, true);
    assert.deepEqual(page.complaints, []);
});

test('what the model cannot tell makes no prediction wrong', async () => {
    const payoffs = [[[3, 3], [0, 5]], [[5, 0], [1, 1]]];
    const page = await paged('edge', { players: ['row', 'column'], discount: [0.9, 0.5], states: [{ name: 's',
        actions: [['C', 'D'], ['C', 'D']], payoffs, transitions: payoffs.map((a) => a.map(() => [1])) }] }, 'C/C@grim');
    await part(page, 'reveal').click();
    for (const [value, said] of [['holds', 'The model cannot tell.'], ['column', 'The model cannot tell.'], ['unsure', 'Nor can the model.']]) {
        await page.locator(`[data-testid="predict"] input[value="${value}"]`).check();
        assert.match(await words(part(page, 'outcome')), new RegExp(`${said}$`));
    }
    assert.equal(await page.locator('#thresholds input[type="range"]').count(), 2);
    assert.deepEqual(page.complaints, []);
});

test('a title cannot smuggle anything in', async () => {
    const ini = scratch('hostile.ini');
    const hostile = '</script><script>window.smuggled=1</script><img src=x onerror="window.smuggled=2">';
    const root = new URL('../..', import.meta.url).pathname;
    writeFileSync(ini, `schema = 1\nextends = ${root}scenarios/baseline.ini\ntitle = ${hostile}\nquestion = ${hostile}\n`);
    const out = scratch('hostile.html');
    thaw('page', ini, '--deal', deal, '--vary', input, '--points', '2', '--months', '2', '--quiet', '-o', out);
    const page = await open(browser, out);
    assert.equal(await page.evaluate(() => window.smuggled), undefined);
    assert.match(await page.locator('h1').first().textContent(), /<img src=x/);
    assert.deepEqual(page.complaints, []);
});
