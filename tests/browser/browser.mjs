// SPDX-License-Identifier: GPL-3.0-or-later
// What every test of a page needs: the program, and a page opened from disk in headless Chromium that
// may neither complain nor ask the network for anything.
import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

export const folder = process.env.THAW_BROWSER_FOLDER;
const root = new URL('../..', import.meta.url).pathname;
const { chromium } = createRequire(join(folder, 'package.json'))('playwright-core');

/** What `thaw ARGUMENTS` prints. */
export function thaw(...args) {
    return execFileSync(process.env.THAW_PROGRAM, args, { cwd: root, encoding: 'utf8', maxBuffer: 1 << 28 });
}

/** The answer of `thaw ARGUMENTS` as JSON. */
export function answer(...args) {
    return JSON.parse(thaw(...args, '--format', 'json'));
}

/** The path of a file that this run may write. */
export function scratch(name) {
    mkdirSync(folder, { recursive: true });
    return join(folder, name);
}

export const viewports = {
    projector: { width: 1280, height: 720 },
    wall: { width: 1920, height: 1080 },
    phone: { width: 390, height: 844 },
};

/** Chromium without a sandbox (root in a container), and without the calls home that a closed network refuses. */
export function launch() {
    return chromium.launch({
        executablePath: process.env.CHROMIUM,
        args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
            '--disable-background-networking', '--disable-component-update', '--disable-sync'],
    });
}

/** Opens a file with a viewport. `page.complaints` gathers errors of the console, exceptions and requests beyond the file. */
export async function open(browser, file, { viewport = viewports.projector, hash = '', ...more } = {}) {
    const context = await browser.newContext({ viewport, permissions: ['clipboard-read', 'clipboard-write'], ...more });
    const page = await context.newPage();
    page.complaints = [];
    page.on('console', (message) => {
        if (message.type() === 'error' || message.type() === 'warning')
            page.complaints.push(`console: ${message.text()}`);
    });
    page.on('pageerror', (error) => page.complaints.push(`exception: ${error.message}`));
    page.on('request', (request) => {
        if (!/^(file|data|blob|about):/.test(request.url()))
            page.complaints.push(`network: ${request.url()}`);
    });
    await page.goto(pathToFileURL(file).href + hash);
    return page;
}

/** The element that carries the answer of that name (data-testid). */
export function part(page, name) {
    return page.locator(`[data-testid="${name}"]`);
}
