// The same at compile time: through the lens to the panic of an evaluation, to the last write, back and forth, along the timeline, and back to
// a breakpoint.
import assert from 'node:assert/strict';

export const folder = 'project';

const PANIC = 22;
const GUILTY = 7;

export async function run(editor) {
    const { page } = editor;
    await editor.openFile('table.cpi');
    const lens = editor.lens('Debug at compile time').first();
    await lens.waitFor();
    const entry = await editor.stopAfter('the lens', () => lens.click());
    assert.equal(entry.reason, 'entry');
    const panic = await editor.stopAfter('Continue', () => page.keyboard.press('F5'));
    assert.equal(panic.reason, 'exception');
    assert.equal((await editor.top()).line, PANIC);
    await editor.timeline();
    assert.equal(await page.locator('.debug-call-stack .monaco-list-row', { hasText: 'evaluated for SIZE' }).count(), 1);
    await editor.shot('1-panic');

    await editor.menuOf('e', 'next');
    const write = await editor.stopAfter('Go to Last Write', () => page.getByText('Go to Last Write').click());
    assert.equal(write.reason, 'data breakpoint');
    const top = await editor.top();
    assert.deepEqual([top.name, top.line], ['insert', GUILTY]);
    await editor.shot('2-last-write');

    await editor.stopAfter('Step Back', () => page.keyboard.press('Alt+F10'));
    assert.equal((await editor.top()).line, GUILTY);
    await editor.stopAfter('Step Back', () => page.keyboard.press('Alt+F10'));
    assert.equal((await editor.top()).line, GUILTY - 1);
    await editor.stopAfter('Step Over', () => page.keyboard.press('F10'));
    assert.equal((await editor.top()).line, GUILTY);

    const tick = await editor.drag(0.9, 0.6);
    assert.ok(tick > 0);
    await editor.shot('3-timeline');

    await editor.stopAfter('the end', async () => (await editor.timeline()).locator('#axis').press('End'));
    await editor.openFile('table.cpi');
    const id = await editor.breakWhen(GUILTY, 'word mod 5 == 0');
    for (const word of [10, 5]) {
        const hit = await editor.stopAfter('Reverse', () => page.keyboard.press('Alt+F5'));
        assert.deepEqual([hit.reason, ...hit.hitBreakpointIds], ['breakpoint', id]);
        await page.locator('.debug-variables .monaco-list-row', { hasText: new RegExp(`^word ?[=:] ?${word}$`) }).waitFor();
    }
    await editor.shot('4-breakpoint');
    assert.deepEqual(editor.refusals(), []);
}
