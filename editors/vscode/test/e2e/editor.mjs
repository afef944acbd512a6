// A real editor with the packaged extension, headless: code-server on a free port of this machine, shown by Chromium.
import { spawn, spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import os from 'node:os';
import path from 'node:path';

const SETTINGS = {
    'workbench.startupEditor': 'none', 'security.workspace.trust.enabled': false, 'telemetry.telemetryLevel': 'off',
    'chat.disableAIFeatures': true, 'workbench.secondarySideBar.defaultVisibility': 'hidden', 'extensions.autoUpdate': false,
    'debug.openDebug': 'openOnSessionStart', 'window.restoreWindows': 'none', 'debug.onTaskErrors': 'debugAnyway',
    'workbench.colorTheme': 'Default Dark Modern', 'editor.minimap.enabled': false, 'workbench.tips.enabled': false,
    'editor.hover.delay': 100000, 'debug.inlineValues': 'on', 'explorer.confirmDelete': false,
};

function freePort() {
    return new Promise((resolve, reject) => {
        const probe = createServer();
        probe.on('error', reject);
        probe.listen(0, '127.0.0.1', () => {
            const { port } = probe.address();
            probe.close(() => resolve(port));
        });
    });
}

/** Messages of the debug adapter protocol in a stream that was copied into a file. */
function messages(file) {
    if (!existsSync(file)) return [];
    const bytes = readFileSync(file);
    const result = [];
    for (let at = 0; ;) {
        const end = bytes.indexOf('\r\n\r\n', at);
        if (end < 0) return result;
        const length = Number(/Content-Length: (\d+)/.exec(bytes.toString('ascii', at, end))[1]);
        if (bytes.length < end + 4 + length) return result;
        result.push(JSON.parse(bytes.toString('utf8', end + 4, end + 4 + length)));
        at = end + 4 + length;
    }
}

export async function until(what, condition, patience = 45_000) {
    const begin = Date.now();
    for (;;) {
        const result = await condition();
        if (result) return result;
        if (Date.now() - begin > patience) throw new Error('waited in vain for: ' + what);
        await new Promise(resolve => setTimeout(resolve, 100));
    }
}

/** Opens a folder. `tools` is the directory of setup.sh, `cpi` the launcher, `out` takes screenshots and logs. */
export async function openEditor({ tools, vsix, cpi, folder, out, name }) {
    const state = mkdtempSync(path.join(os.tmpdir(), 'cpi-e2e-'));
    const [user, extensions, profile] = ['user', 'extensions', 'profile'].map(d => path.join(state, d));
    for (const d of ['User', 'Machine']) mkdirSync(path.join(user, d), { recursive: true });
    const toServer = path.join(out, name + '.to-server.log');
    const fromServer = path.join(out, name + '.from-server.log');
    for (const file of [toServer, fromServer]) rmSync(file, { force: true });
    const wrapper = path.join(state, 'cpi');
    writeFileSync(wrapper, `#!/bin/sh\nif [ "$1" != dap ]; then exec '${cpi}' "$@"; fi\ntee '${toServer}' | '${cpi}' "$@" | tee '${fromServer}'\n`);
    chmodSync(wrapper, 0o755);
    writeFileSync(path.join(user, 'User', 'settings.json'), JSON.stringify(SETTINGS));
    writeFileSync(path.join(user, 'Machine', 'settings.json'), JSON.stringify({ 'cpi.executable': wrapper }));

    const server = path.join(tools, 'cs/node_modules/.bin/code-server');
    const node = path.join(tools, 'node/node_modules/node/bin');
    const env = { ...process.env, PATH: node + path.delimiter + process.env.PATH };
    const common = ['--user-data-dir', user, '--extensions-dir', extensions];
    const installed = spawnSync(server, [...common, '--install-extension', vsix], { env, encoding: 'utf8' });
    if (installed.status !== 0) throw new Error('the extension could not be installed: ' + installed.stdout + installed.stderr);
    const port = await freePort();
    const host = spawn(server, [...common, '--auth', 'none', '--bind-addr', `127.0.0.1:${port}`, '--disable-telemetry', '--disable-update-check',
        '--disable-workspace-trust', '--disable-getting-started-override'], { env, stdio: 'ignore', detached: true });

    const { chromium } = createRequire(path.join(tools, 'tools/package.json'))('playwright-core');
    const browser = await chromium.launchPersistentContext(profile, {
        executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', headless: true, viewport: { width: 1400, height: 900 },
        args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
    });
    const page = browser.pages()[0] ?? await browser.newPage();
    page.setDefaultTimeout(45_000);
    await until('the server', async () => {
        try {
            await page.goto(`http://127.0.0.1:${port}/?folder=${folder}`);
            return true;
        } catch {
            return false;
        }
    });
    await page.waitForSelector('.explorer-folders-view .monaco-list-row', { timeout: 90_000 });

    const editor = {
        page,
        shot: label => page.screenshot({ path: path.join(out, `${name}-${label}.png`) }),
        /** What was sent by the server and by the editor. */
        sent: () => messages(fromServer),
        asked: () => messages(toServer),
        stops: () => messages(fromServer).filter(m => m.event === 'stopped'),
        async command(text) {
            await page.keyboard.press('F1');
            await page.waitForSelector('.quick-input-widget:visible input');
            await page.keyboard.type(text);
            await page.waitForSelector('.quick-input-list .monaco-list-row');
            await page.waitForTimeout(250);
            await page.keyboard.press('Enter');
        },
        async openFile(file) {
            await page.keyboard.press('Control+p');
            await page.waitForSelector('.quick-input-widget:visible input');
            await page.keyboard.type(file);
            await page.waitForSelector('.quick-input-list .monaco-list-row');
            await page.waitForTimeout(250);
            await page.keyboard.press('Enter');
            await page.waitForSelector(`.tab[aria-label*="${path.basename(file)}"]`);
        },
        async goToLine(line) {
            await page.locator('.editor-group-container.active .view-lines').click();
            await page.keyboard.press('Control+g');
            await page.waitForSelector('.quick-input-widget:visible input');
            await page.keyboard.type(String(line));
            await page.waitForTimeout(250);
            await page.keyboard.press('Enter');
            await page.waitForSelector(`.line-numbers.active-line-number:text-is("${line}")`);
        },
        lens: text => page.locator('.codelens-decoration a', { hasText: text }),
        /** Does something that makes the program stop again, and waits until the editor shows it. Gives the event. */
        async stopAfter(what, action) {
            const before = editor.stops().length;
            await action();
            const stop = await until('a stop after ' + what, () => editor.stops()[before]);
            await page.waitForSelector('.debug-top-stack-frame-line, .debug-focused-stack-frame-line');
            await page.waitForTimeout(300);
            return stop.body;
        },
        /** The line of the frame on top of the last call stack that was sent: file name, line and function. */
        async top() {
            const stop = editor.stops().length;
            const frame = await until('a call stack', () => {
                const all = editor.sent();
                const last = all.findLastIndex(m => m.event === 'stopped');
                return all.slice(last).find(m => m.command === 'stackTrace' && m.success)?.body.stackFrames[0];
            });
            return { stop, name: frame.name, line: frame.line, file: path.basename(frame.source?.path ?? frame.source?.name ?? '') };
        },
        async close() {
            await browser.close();
            try {
                process.kill(-host.pid, 'SIGTERM');
            } catch {
                // It has ended already.
            }
            if (process.env.KEEP === undefined) rmSync(state, { recursive: true, force: true, maxRetries: 5 });
        },
    };
    return editor;
}
