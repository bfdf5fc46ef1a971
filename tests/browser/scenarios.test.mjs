// SPDX-License-Identifier: GPL-3.0-or-later
// Every scenario that comes with Thaw has a page that opens without complaint, on a projector and on a phone, and
// whose verdict is the program's.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { answer, launch, open, part, scratch, thaw, viewports } from './browser.mjs';

const deal = 'partial@grim';
let browser;
before(async () => { browser = await launch(); });
after(() => browser.close());

for (const { name } of answer('scenarios').scenarios)
    test(name, async () => {
        const file = scratch(`${name}.html`);
        thaw('page', name, '--deal', deal, '--vary', 'leverage.linkage', '--points', '2', '--months', '12', '--quiet', '-o', file);
        const { verdict } = answer('solve', name, deal).deals[0];
        for (const viewport of [viewports.projector, viewports.phone]) {
            const page = await open(browser, file, { viewport });
            await part(page, 'reveal').click();
            assert.match(await part(page, 'verdict').textContent(), new RegExp(`${deal} ${verdict}`));
            const [width, room] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
            assert.ok(width <= room, `${width} px wide`);
            assert.deepEqual(page.complaints, []);
            await page.close();
        }
    });
