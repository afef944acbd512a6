// Programs as a newcomer opens them: two threads that wait for each other, a deep recursion, and a program with a mistake.
import assert from 'node:assert/strict';
import { until } from './editor.mjs';

export const folder = 'empty';
export const files = ['tests/dap/programs/threads.cpi', 'tests/dap/programs/wrong.cpi', 'examples/algorithms/queens.cpi'];

export async function run(editor) {
    const { page } = editor;
    const debug = async file => {
        await editor.openFile(file);
        const line = page.locator('.codelens-decoration a:visible', { hasText: /Debug\s*$/ }).first();
        await editor.command('View: Close Panel').catch(() => {});
        await page.keyboard.press('Control+End');
        await line.waitFor();
        return () => line.click();
    };
    const stop = async () => {
        const over = editor.sent().filter(m => m.event === 'terminated').length;
        await page.keyboard.press('Shift+F5');
        await until('the end', () => editor.sent().filter(m => m.event === 'terminated').length > over || editor.asked().at(-1)?.command === 'disconnect');
        await page.waitForSelector('.debug-toolbar', { state: 'hidden' });
    };

    // A deadlock: every thread says what it waits for.
    const deadlock = await editor.stopAfter('the deadlock', await debug('threads.cpi'));
    assert.match(deadlock.description, /^Deadlock, tick \d+$/);
    await page.locator('.debug-call-stack .monaco-list-row', { hasText: /first \(waits for mutex/ }).waitFor();
    await page.locator('.debug-call-stack .monaco-list-row', { hasText: /second \(waits for mutex/ }).waitFor();
    await editor.timeline();
    await editor.shot('1-deadlock');
    await editor.stopAfter('Reverse', () => page.keyboard.press('Alt+F5'));
    assert.equal(editor.stops().at(-1).body.description, 'Start of the run');
    await stop();

    // Recursion: the stack, and a count of hits.
    const queens = await debug('queens.cpi');
    await editor.goToLine(1);
    await editor.stopAfter('the end', queens);
    assert.match(editor.stops().at(-1).body.description, /^Ended, tick \d+$/);
    await editor.shot('2-ended');
    await stop();

    // A mistake: the message names it, the console has the place.
    const wrong = await debug('wrong.cpi');
    await wrong();
    await page.getByText(/the program has errors: nothing is called/).first().waitFor();
    await editor.shot('3-mistake');
}
