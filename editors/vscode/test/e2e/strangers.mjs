// Programs as a newcomer opens them: two threads that wait for each other, and a program with a mistake.
import assert from 'node:assert/strict';

export const folder = 'empty';
export const files = ['tests/dap/programs/threads.cpi', 'tests/dap/programs/wrong.cpi'];

export async function run(editor) {
    const { page } = editor;
    const debug = page.locator('.codelens-decoration a:visible', { hasText: /Debug\s*$/ }).first();

    // A mistake: the message names it, the code and the Problems view show it, the console has the place.
    await editor.openFile('wrong.cpi');
    await debug.waitFor();
    await debug.click();
    await page.locator('.notification-list-item', { hasText: /has errors: nothing is called `nosuch`/ }).first().waitFor();
    await page.locator('.cdr.squiggly-error').first().waitFor();
    await page.locator('.repl', { hasText: 'wrong.cpi:4:13' }).first().waitFor();
    await page.getByText('Show Problems').click();
    await page.locator('.markers-panel .monaco-list-row', { hasText: /nothing is called `nosuch`.*E0404.*Ln 4, Col 13/ }).waitFor();
    await editor.shot('1-mistake');

    // A deadlock: every thread says what it waits for.
    await editor.openFile('threads.cpi');
    await editor.goToLine(24);
    await debug.waitFor();
    const deadlock = await editor.stopAfter('the deadlock', () => debug.click());
    assert.match(deadlock.description, /^Deadlock, tick \d+$/);
    await page.locator('.debug-call-stack .monaco-list-row', { hasText: /first \(waits for mutex/ }).waitFor();
    await page.locator('.debug-call-stack .monaco-list-row', { hasText: /second \(waits for mutex/ }).waitFor();
    await editor.timeline();
    await editor.shot('2-deadlock');
    await editor.stopAfter('Reverse', () => page.keyboard.press('Alt+F5'));
    assert.equal(editor.stops().at(-1).body.description, 'Start of the run');
}
