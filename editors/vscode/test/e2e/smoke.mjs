// The extension loads: colours, lenses, the language.
import assert from 'node:assert/strict';

export const folder = 'project';

export async function run(editor) {
    await editor.openFile('table.cpi');
    await editor.lens('Debug at compile time').first().waitFor();
    assert.equal(await editor.lens('Run').count(), 1);
    const colours = await editor.page.evaluate(() => new Set([...document.querySelectorAll('.view-line span span')].map(s => s.className)).size);
    assert.ok(colours >= 5, 'the text has several colours');
    await editor.shot('editor');
}
