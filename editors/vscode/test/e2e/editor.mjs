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
    'editor.hover.delay': 100000, 'explorer.confirmDelete': false,
};

/** Requests that make the program move. */
const MOVING = new Set(['initialize', 'launch', 'pause', 'continue', 'reverseContinue', 'next', 'stepIn', 'stepOut', 'stepBack', 'cpi/reverseStepIn',
    'cpi/reverseStepOut', 'cpi/runBackToCursor', 'cpi/seek', 'cpi/lastWrite', 'restartFrame', 'goto']);

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

/** How long anything may take: it is waited for states, and a busy machine is slow. */
const PATIENCE = 120_000;

export async function until(what, condition, patience = PATIENCE) {
    const begin = Date.now();
    for (;;) {
        const result = await condition();
        if (result) return result;
        if (Date.now() - begin > patience) throw new Error('waited in vain for: ' + what);
        await new Promise(resolve => setTimeout(resolve, 100));
    }
}

/** Opens a folder. `tools` is the directory of setup.sh, `cpi` the launcher (empty: whichever the extension finds), `out` takes screenshots and logs. */
export async function openEditor({ tools, vsix, cpi, folder, out, name }) {
    const state = mkdtempSync(path.join(os.tmpdir(), 'cpi-e2e-'));
    const [user, extensions, profile] = ['user', 'extensions', 'profile'].map(d => path.join(state, d));
    for (const d of ['User', 'Machine']) mkdirSync(path.join(user, d), { recursive: true });
    const toServer = path.join(out, name + '.to-server.log');
    const fromServer = path.join(out, name + '.from-server.log');
    for (const file of [toServer, fromServer]) rmSync(file, { force: true });
    const wrapper = path.join(state, 'cpi');
    writeFileSync(wrapper, `#!/bin/sh\nif [ "$1" != dap ]; then exec '${cpi}' "$@"; fi\ntee -a '${toServer}' | '${cpi}' "$@" | tee -a '${fromServer}'\n`);
    chmodSync(wrapper, 0o755);
    writeFileSync(path.join(user, 'User', 'settings.json'), JSON.stringify(SETTINGS));
    writeFileSync(path.join(user, 'Machine', 'settings.json'), JSON.stringify(cpi === '' ? {} : { 'cpi.executable': wrapper }));

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
    page.setDefaultTimeout(PATIENCE);
    await until('the server', async () => {
        try {
            await page.goto(`http://127.0.0.1:${port}/?folder=${folder}`);
            return true;
        } catch {
            return false;
        }
    }, 2 * PATIENCE);
    await page.waitForSelector('.explorer-folders-view .monaco-list-row');

    const editor = {
        page,
        shot: label => page.screenshot({ path: path.join(out, `${name}-${label}.png`) }),
        /** What was sent by the server and by the editor. */
        sent: () => messages(fromServer),
        asked: () => messages(toServer),
        stops: () => messages(fromServer).filter(m => m.event === 'stopped'),
        /** Types into the quick input that a key opens, and takes what it offers first once that is what was meant. */
        async quick(key, text, offer) {
            await page.keyboard.press(key);
            await page.locator('.quick-input-widget:visible input').first().waitFor();
            await page.keyboard.type(text);
            await page.locator(`.quick-input-list .monaco-list-row.focused[aria-label*="${offer}"]`).first().waitFor();
            await page.keyboard.press('Enter');
        },
        command: text => editor.quick('F1', text, text),
        async openFile(file) {
            await editor.quick('Control+p', file, path.basename(file));
            await page.waitForSelector(`.tab.active[aria-label*="${path.basename(file)}"]`);
        },
        async goToLine(line) {
            const there = page.locator(`.line-numbers.active-line-number:text-is("${line}")`);
            await until('line ' + line, async () => {
                await page.keyboard.press('Control+1');
                await page.keyboard.press('Control+g');
                await page.locator('.quick-input-widget:visible input').first().waitFor();
                await page.keyboard.type(String(line));
                await until('the number', async () => (await page.locator('.quick-input-widget:visible input').first().inputValue()).endsWith(String(line)));
                await page.keyboard.press('Enter');
                return await there.waitFor({ timeout: 5000 }).then(() => true, () => false);
            });
        },
        lens: text => page.locator('.codelens-decoration a', { hasText: text }),
        /** Does something that makes the program stop again, and waits until the editor shows it. Gives the event. */
        async stopAfter(what, action) {
            const stops = editor.stops().length;
            const motions = () => editor.asked().filter(m => MOVING.has(m.command)).length;
            const asked = motions();
            const moved = () => motions() > asked;
            // A busy editor may lose a key.
            for (let attempt = 0; attempt < 3 && !moved(); attempt++) {
                await action();
                await until(what, moved, attempt < 2 ? 12_000 : PATIENCE).catch(() => {});
            }
            const stop = await until('a stop after ' + what, () => editor.stops()[stops]);
            await editor.top();
            await page.waitForSelector('.debug-toolbar .action-label[aria-label^="Step Over"]:not(.disabled)');
            await page.waitForSelector('.debug-top-stack-frame-line, .debug-focused-stack-frame-line');
            await editor.quiet();
            return stop.body;
        },
        /** Waits until the editor has got all that it asks for, and asks nothing more for half a second. */
        async quiet() {
            let since = Date.now();
            let last = -1;
            await until('the end of questions', () => {
                const asked = editor.asked().filter(m => m.type === 'request');
                const answered = new Set(editor.sent().filter(m => m.type === 'response').map(m => m.request_seq));
                if (asked.length !== last || asked.some(m => !answered.has(m.seq))) since = Date.now();
                last = asked.length;
                return Date.now() - since > 500;
            });
            await page.evaluate(() => new Promise(resolve => requestAnimationFrame(() => requestAnimationFrame(resolve))));
        },
        /** Where the thread that stopped last stands: file name, line and function of its innermost frame, as the server told the editor. */
        async top() {
            const frame = await until('a call stack', () => {
                const all = editor.sent();
                const last = all.findLastIndex(m => m.event === 'stopped');
                const asked = editor.asked();
                const session = asked.findLastIndex(m => m.command === 'initialize');
                const wanted = new Set(asked.slice(session).filter(m => m.command === 'stackTrace' && (m.arguments.startFrame ?? 0) === 0
                    && m.arguments.threadId === all[last].body.threadId).map(m => m.seq));
                return all.slice(last).find(m => m.command === 'stackTrace' && m.success && wanted.has(m.request_seq))?.body.stackFrames[0];
            });
            return { name: frame.name, line: frame.line, file: path.basename(frame.source?.path ?? frame.source?.name ?? '') };
        },
        /** A row of the Variables view, by the name of the variable. */
        variable: name => page.locator('.debug-variables .monaco-list-row', { hasText: new RegExp(`^${name} ?[=:]`) }).first(),
        /** Opens the menu of a field of a variable. */
        async menuOf(variable, field) {
            const row = editor.variable(variable);
            await row.waitFor();
            // A row without contents yet may not be unfolded by the first attempt.
            await until(field + ' of ' + variable, async () => {
                if (await row.getAttribute('aria-expanded') !== 'true') {
                    await row.click();
                    await page.keyboard.press('ArrowRight');
                }
                return await editor.variable(field).waitFor({ timeout: 3000 }).then(() => true, () => false);
            });
            await editor.variable(field).click({ button: 'right' });
            await page.getByText('Go to Last Write').waitFor();
        },
        /** The frame of the timeline view, unfolded. */
        async timeline() {
            const header = page.locator('.pane-header', { hasText: /run timeline/i }).first();
            await header.waitFor();
            if (await header.getAttribute('aria-expanded') === 'false') await header.click();
            const frame = await until('the timeline', async () => {
                for (const f of page.frames()) if (await f.locator('#axis').count().catch(() => 0) > 0) return f;
                return undefined;
            });
            await until('its contents', async () => Number(await frame.locator('#axis').getAttribute('aria-valuemax')) > 0);
            return frame;
        },
        /** Drags the moment on the timeline from one part of its width to another; gives the tick where it comes to rest. */
        async drag(from, to) {
            const axis = (await editor.timeline()).locator('#axis');
            await axis.scrollIntoViewIfNeeded();
            const box = await axis.boundingBox();
            const seeks = all => all.filter(m => m.command === 'cpi/seek');
            const before = seeks(editor.asked()).length;
            await editor.stopAfter('dragging', async () => {
                await page.mouse.move(box.x + box.width * from, box.y + 30);
                await page.mouse.down();
                await page.mouse.move(box.x + box.width * to, box.y + 30, { steps: 12 });
                await page.mouse.up();
            });
            const answer = await until('all answers', () => {
                const asked = seeks(editor.asked());
                const last = seeks(editor.sent()).find(m => m.request_seq === asked.at(-1).seq);
                return asked.length > before && last?.success ? last : undefined;
            });
            const { tick } = answer.body;
            await until('the tick on the timeline', async () => Number(await axis.getAttribute('aria-valuenow')) === tick);
            return tick;
        },
        /** Sets a breakpoint with a condition on a line, as a person does. */
        async breakWhen(line, condition) {
            await editor.goToLine(line);
            await editor.command('Debug: Add Conditional Breakpoint');
            const input = page.locator('.breakpoint-widget .monaco-editor.focused');
            const typed = async () => (await input.locator('.view-line').first().innerText()).replaceAll('\u00a0', ' ');
            await input.waitFor();
            await until('the condition', async () => {
                await page.keyboard.press('Control+a');
                await page.keyboard.type(condition);
                return until('the text', async () => await typed() === condition, 3000).catch(() => false);
            });
            await page.keyboard.press('Enter');
            return until('the breakpoint', () => {
                const set = editor.asked().findLast(m => m.command === 'setBreakpoints'
                    && m.arguments.breakpoints.some(b => b.line === line && b.condition === condition));
                const answer = set && editor.sent().find(m => m.command === 'setBreakpoints' && m.request_seq === set.seq);
                const at = set?.arguments.breakpoints.findIndex(b => b.condition === condition);
                return answer?.body?.breakpoints[at]?.verified ? answer.body.breakpoints[at].id : undefined;
            });
        },
        /** The refusals of the server, but for those that asked for what the program had left in the meantime. */
        refusals: () => editor.sent().filter(m => m.type === 'response' && m.success === false
            && m.message !== 'cancelled' && !/not valid any more|the program is running/.test(m.message)),
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
