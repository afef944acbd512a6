// The hunt of docs/guide/rewind.md: a panic, the last write of the field that is wrong, back and forth, the timeline, a breakpoint met going back.
import assert from 'node:assert/strict';
import { until } from './editor.mjs';

export const folder = 'empty';
export const files = ['examples/debugging/lost-job.cpi'];

const PANIC = 67;
const GUILTY = 26;

export async function run(editor) {
    const { page } = editor;
    await editor.openFile('lost-job.cpi');
    await editor.goToLine(76);
    const debug = page.locator('.codelens-decoration a:visible', { hasText: 'Debug' }).first();
    await debug.waitFor();

    const panic = await editor.stopAfter('the start', () => debug.click());
    assert.equal(panic.reason, 'exception');
    assert.equal((await editor.top()).line, PANIC);
    await editor.shot('1-panic');

    // The job where the walk stands is one of the cycle; its field `next` is shown below it.
    const row = name => page.locator('.debug-variables .monaco-list-row', { hasText: new RegExp(`^${name} ?[=:]`) }).first();
    const job = row('job');
    await job.waitFor();
    await job.click();
    await page.keyboard.press('ArrowRight');
    const next = row('next');
    await next.waitFor();
    await next.click({ button: 'right' });
    await editor.shot('2-menu');
    const write = await editor.stopAfter('Go to Last Write', () => page.getByText('Go to Last Write').click());
    let top = await editor.top();
    assert.equal(top.line, GUILTY, 'the guilty line');
    assert.equal(top.name, 'hurry');
    assert.equal(write.threadId, 3, 'the thread of the dispatcher');
    await editor.shot('3-last-write');

    // Back and forth.
    // The machine stands at the writing instruction, in the middle of its statement: the first step leads to the beginning of that.
    await editor.stopAfter('Step Back', () => page.keyboard.press('Alt+F10'));
    assert.equal((await editor.top()).line, GUILTY);
    await editor.stopAfter('Step Back', () => page.keyboard.press('Alt+F10'));
    top = await editor.top();
    assert.equal(top.line, GUILTY - 1);
    await editor.stopAfter('Step Over', () => page.keyboard.press('F10'));
    assert.equal((await editor.top()).line, GUILTY);
    await editor.stopAfter('Step Back Out', () => page.keyboard.press('Alt+Shift+F11'));
    assert.equal((await editor.top()).name, 'dispatch');

    // The timeline: drag to the middle.
    const header = page.locator('.pane-header', { hasText: /timeline of the run/i });
    if (await header.getAttribute('aria-expanded') === 'false') await header.click();
    const frame = await until('the timeline', async () => {
        for (const f of page.frames()) if (await f.locator('#axis').count().catch(() => 0) > 0) return f;
        return undefined;
    });
    const axis = frame.locator('#axis');
    await axis.scrollIntoViewIfNeeded();
    const box = await axis.boundingBox();
    await editor.stopAfter('dragging', async () => {
        await page.mouse.move(box.x + box.width * 0.9, box.y + 30);
        await page.mouse.down();
        for (let part = 0.85; part > 0.45; part -= 0.05) await page.mouse.move(box.x + box.width * part, box.y + 30);
        await page.mouse.up();
    });
    const seeks = editor.asked().filter(m => m.command === 'cpi/seek');
    assert.ok(seeks.length > 0, 'dragging seeks');
    await until('all answers', () => editor.sent().filter(m => m.command === 'cpi/seek').length === seeks.length);
    await editor.shot('4-timeline');

    // A conditional breakpoint, met going back from the end.
    await editor.stopAfter('the end', () => frame.locator('#axis').press('End'));
    await editor.openFile('lost-job.cpi');
    await editor.goToLine(15);
    await editor.command('Debug: Add Conditional Breakpoint');
    await page.waitForSelector('.breakpoint-widget .monaco-editor');
    await page.locator('.breakpoint-widget .monaco-editor.focused').waitFor();
    await page.waitForTimeout(500);
    await page.keyboard.type('job.id == 5', { delay: 30 });
    await page.keyboard.press('Enter');
    await until('the breakpoint', () => editor.sent().some(m => m.command === 'setBreakpoints' && m.body?.breakpoints?.some(b => b.verified)));
    const hit = await editor.stopAfter('Reverse', () => page.keyboard.press('Alt+F5'));
    assert.equal(hit.reason, 'breakpoint');
    assert.equal((await editor.top()).line, 15);
    const set = editor.asked().findLast(m => m.command === 'setBreakpoints');
    assert.equal(set.arguments.breakpoints[0].condition, 'job.id == 5');
    const answer = editor.sent().findLast(m => m.command === 'setBreakpoints');
    assert.deepEqual(hit.hitBreakpointIds, [answer.body.breakpoints[0].id]);
    await editor.shot('5-breakpoint');

    // While one drags, the editor asks for variables of moments that have been left.
    const stale = m => m.message === 'cancelled' || /not valid any more/.test(m.message);
    assert.deepEqual(editor.sent().filter(m => m.type === 'response' && m.success === false && !stale(m)), []);
}
