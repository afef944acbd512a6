// The hunt of docs/guide/rewind.md: a panic, the last write of the field that is wrong, back and forth, the timeline, a breakpoint met going back.
import assert from 'node:assert/strict';
import { until } from './editor.mjs';

export const folder = 'empty';
export const files = ['examples/debugging/lost-job.cpi'];

const PANIC = 67;
const GUILTY = 26;
const ADD = 15;
/** Number of the thread of the dispatcher in the protocol. */
const DISPATCHER = 3;

export async function run(editor) {
    const { page } = editor;
    await editor.openFile('lost-job.cpi');
    await editor.goToLine(76);
    const debug = page.locator('.codelens-decoration a:visible', { hasText: /Debug\s*$/ }).first();
    await debug.waitFor();
    await editor.shot('0-lenses');

    const panic = await editor.stopAfter('the start', () => debug.click());
    assert.equal(panic.reason, 'exception');
    assert.match(panic.text, /the queue has a cycle/);
    assert.equal((await editor.top()).line, PANIC);
    await page.getByText('the queue has a cycle').first().waitFor();
    await editor.timeline();
    await editor.shot('1-panic');

    // The job where the walk stands is one of the cycle; its field `next` is wrong.
    await editor.menuOf('job', 'next');
    await editor.shot('2-menu');
    const write = await editor.stopAfter('Go to Last Write', () => page.getByText('Go to Last Write').click());
    let top = await editor.top();
    assert.equal(top.line, GUILTY, 'the guilty line');
    assert.equal(top.name, 'hurry');
    assert.equal(write.threadId, DISPATCHER, 'the guilty thread');
    const threads = editor.sent().findLast(m => m.command === 'threads').body.threads;
    assert.match(threads.find(t => t.id === DISPATCHER).name, /^dispatcher/);
    await page.locator('.debug-call-stack .monaco-list-row.selected', { hasText: 'hurry' }).waitFor();
    await editor.shot('3-last-write');

    // Back and forth.
    // The machine stands at the writing instruction, in the middle of its statement: the first step leads to the beginning of that.
    await editor.stopAfter('Step Back', () => page.keyboard.press('Alt+F10'));
    assert.equal((await editor.top()).line, GUILTY);
    await editor.stopAfter('Step Back', () => page.keyboard.press('Alt+F10'));
    assert.equal((await editor.top()).line, GUILTY - 1);
    await editor.stopAfter('Step Over', () => page.keyboard.press('F10'));
    assert.equal((await editor.top()).line, GUILTY);
    await editor.stopAfter('Step Back Out', () => page.keyboard.press('Alt+Shift+F11'));
    top = await editor.top();
    assert.deepEqual([top.name, top.line], ['dispatch', 43]);
    await editor.stopAfter('Step Into', () => page.keyboard.press('F11'));
    assert.equal((await editor.top()).name, 'hurry');

    // The timeline.
    const tick = await editor.drag(0.9, 0.5);
    const end = Number(await (await editor.timeline()).locator('#axis').getAttribute('aria-valuemax'));
    assert.ok(tick > end * 0.2 && tick < end * 0.6, `tick ${tick} of ${end} is about where the mouse was`);
    assert.equal(editor.stops().at(-1).body.description, 'Tick ' + tick);
    await editor.shot('4-timeline');

    // A conditional breakpoint, met going back from the end: the hits in reverse order.
    await editor.stopAfter('the end', async () => (await editor.timeline()).locator('#axis').press('End'));
    await editor.openFile('lost-job.cpi');
    const id = await editor.breakWhen(ADD, 'job.id > 9');
    for (const job of [12, 11, 10]) {
        const hit = await editor.stopAfter('Reverse', () => page.keyboard.press('Alt+F5'));
        assert.equal(hit.reason, 'breakpoint');
        assert.deepEqual(hit.hitBreakpointIds, [id]);
        assert.equal((await editor.top()).line, ADD);
        await page.locator('.debug-variables .monaco-list-row', { hasText: new RegExp(`^job ?[=:].*\\{id: ${job},`) }).first().waitFor();
    }
    await editor.shot('5-breakpoint');
    const start = await editor.stopAfter('Reverse', () => page.keyboard.press('Alt+F5'));
    assert.equal(start.description, 'Start of the run');
    assert.deepEqual(editor.refusals(), []);

    // In the panel the timeline has the width of the editor.
    await editor.command('cpi: Show the Timeline in the Panel');
    await until('the wide timeline', async () => {
        for (const f of page.frames()) {
            const wide = await f.evaluate(() => (document.getElementById('axis')?.clientWidth ?? 0) > 700
                && document.getElementById('axis').getAttribute('aria-valuemax') > 0).catch(() => false);
            if (wide) return true;
        }
        return false;
    });
    await page.locator('[role="tab"][aria-selected="true"]', { hasText: 'Run Timeline' }).first().waitFor();
    await editor.shot('6-panel');
}
