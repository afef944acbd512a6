// Bundles the extension and the script of its timeline view into dist/. With --tests: the unit tests instead.
import { build } from 'esbuild';
import { readdirSync } from 'node:fs';

const common = { bundle: true, sourcemap: false, legalComments: 'none', logLevel: 'warning' };

if (process.argv.includes('--tests')) {
    const tests = readdirSync('test/unit').filter(name => name.endsWith('.test.ts')).map(name => 'test/unit/' + name);
    await build({ ...common, entryPoints: tests, outdir: 'dist/test', platform: 'node', format: 'cjs', target: 'node20' });
} else {
    await build({
        ...common, entryPoints: ['src/extension.ts'], outfile: 'dist/extension.js', platform: 'node', format: 'cjs', target: 'node20',
        external: ['vscode'], minify: true,
    });
    await build({
        ...common, entryPoints: ['src/timeline/page.ts'], outfile: 'dist/timeline.js', platform: 'browser', format: 'iife',
        target: 'es2022', minify: true,
    });
}
