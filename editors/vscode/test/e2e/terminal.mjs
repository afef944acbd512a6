// A program that reads from the terminal: paused while it waits, looked at, and carried on.
import assert from 'node:assert/strict';
import { until } from './editor.mjs';

export const folder = 'terminal';
export const files = ['tests/dap/programs/input.cpi'];

export async function run(editor) {
    const { page } = editor;
    await editor.openFile('input.cpi');
    await editor.lens('Debug').first().waitFor();
    const started = () => editor.asked().filter(m => m.command === 'configurationDone').length;
    await page.keyboard.press('F5');
    await until('the start', () => started() === 1);

    const pause = await editor.stopAfter('Pause', () => page.keyboard.press('F6'));
    assert.equal(pause.reason, 'pause');
    await page.locator('.debug-call-stack .monaco-list-row.selected', { hasText: /^main.*input.cpi/ }).waitFor();
    await page.locator('.debug-variables .monaco-list-row', { hasText: /^lines ?[=:] ?0$/ }).waitFor();
    await editor.shot('1-waiting');

    await page.keyboard.press('F5');
    await until('going on', () => editor.asked().some(m => m.command === 'continue'));
    // The Debug Console comes to the front when a session starts.
    await page.locator('.part.panel').getByRole('tab', { name: /^Terminal/ }).click();
    await page.locator('.terminal-wrapper.active').click();
    await page.keyboard.type('one');
    await page.keyboard.press('Enter');
    const stops = editor.stops().length;
    await page.keyboard.press('Control+d');
    const ended = await until('the end', () => editor.stops()[stops]);
    assert.match(ended.body.text, /status 3/);
    await editor.quiet();
    await editor.shot('2-ended');
    assert.deepEqual(editor.refusals(), []);
}
