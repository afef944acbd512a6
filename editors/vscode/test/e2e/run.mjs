// Runs the end-to-end tests: run.mjs DIR [NAME...], where DIR was made by setup.sh.
import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { openEditor } from './editor.mjs';

const here = import.meta.dirname;
const root = path.resolve(here, '../../../..');
const [tools, ...wanted] = process.argv.slice(2);
if (tools === undefined) {
    console.error('usage: run.mjs DIR [NAME...], where DIR was made by setup.sh');
    process.exit(2);
}
const names = wanted.length > 0 ? wanted : ['smoke', 'bug-hunt', 'compile-time', 'strangers', 'terminal'];
const out = path.join(here, 'out');
/** The pictures of the documents, and the screenshots that they are. */
const PICTURES = {
    'docs/guide/images/rewind-panic.png': 'bug-hunt-1-panic', 'docs/guide/images/rewind-last-write.png': 'bug-hunt-3-last-write',
    'docs/guide/images/rewind-timeline.png': 'bug-hunt-4-timeline', 'docs/guide/images/rewind-compile-time.png': 'compile-time-1-panic',
    'editors/vscode/images/last-write.png': 'bug-hunt-3-last-write', 'editors/vscode/images/timeline.png': 'bug-hunt-4-timeline',
};
mkdirSync(out, { recursive: true });
let failed = 0;
for (const name of names) {
    const test = await import(`./${name}.mjs`);
    const folder = mkdtempSync(path.join(os.tmpdir(), 'cpi-project-'));
    cpSync(path.join(here, test.folder), folder, { recursive: true });
    for (const file of test.files ?? []) cpSync(path.join(root, file), path.join(folder, path.basename(file)));
    const begin = Date.now();
    const cpi = process.env.CPI ?? path.join(root, 'cpi');
    const editor = await openEditor({ tools: path.resolve(tools), vsix: path.resolve(here, '../../cpi.vsix'), cpi, folder, out, name });
    try {
        await test.run(editor);
        if (process.env.PICTURES !== undefined) {
            for (const [to, from] of Object.entries(PICTURES)) {
                if (from.startsWith(name)) cpSync(path.join(out, from + '.png'), path.join(root, to));
            }
        }
        console.log(`ok      ${name} (${Math.round((Date.now() - begin) / 1000)} s)`);
    } catch (error) {
        failed++;
        console.log(`FAILED  ${name}: ${error.stack}`);
        await editor.shot('failed').catch(() => {});
    } finally {
        await editor.close();
        rmSync(folder, { recursive: true, force: true });
    }
}
process.exit(failed === 0 ? 0 : 1);
