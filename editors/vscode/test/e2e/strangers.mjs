// Programs as a newcomer opens them: two threads that wait for each other, and a program with a mistake.
import assert from 'node:assert/strict';

export const folder = 'empty';
export const files = ['tests/dap/programs/threads.cpi', 'tests/dap/programs/wrong.cpi'];

export async function run(editor) {
    const { page } = editor;
    const debug = page.locator('.codelens-decoration a:visible', { hasText: /Debug\s*$/ }).first();

    // A mistake: the message names it, the console has the place.
    await editor.openFile('wrong.cpi');
    await debug.waitFor();
    await debug.click();
    await page.getByText(/the program has errors: nothing is called/).first().waitFor();
    await editor.shot('1-mistake');
    await page.keyboard.press('Escape');

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
