// The same at compile time: through the lens to the panic of an evaluation, and back to the cause.
import assert from 'node:assert/strict';

export const folder = 'project';

export async function run(editor) {
    const { page } = editor;
    await editor.openFile('table.cpi');
    const lens = editor.lens('Debug at compile time').first();
    await lens.waitFor();
    const entry = await editor.stopAfter('the lens', () => lens.click());
    assert.equal(entry.reason, 'entry');
    const panic = await editor.stopAfter('Continue', () => page.keyboard.press('F5'));
    assert.equal(panic.reason, 'exception');
    assert.equal((await editor.top()).line, 22);
    await editor.shot('1-panic');

    const e = page.locator('.debug-variables .monaco-list-row', { hasText: /^e ?[=:]/ }).first();
    await e.waitFor();
    await e.click();
    await page.keyboard.press('ArrowRight');
    const next = page.locator('.debug-variables .monaco-list-row', { hasText: /^next ?[=:]/ }).first();
    await next.click({ button: 'right' });
    await editor.stopAfter('Go to Last Write', () => page.getByText('Go to Last Write').click());
    let top = await editor.top();
    assert.equal(top.line, 7);
    assert.equal(top.name, 'insert');
    await editor.shot('2-last-write');
    await editor.stopAfter('Step Back', () => page.keyboard.press('Alt+F10'));
    top = await editor.top();
    assert.ok(top.line === 6 || top.line === 7);
    assert.deepEqual(editor.sent().filter(m => m.type === 'response' && m.success === false), []);
}
