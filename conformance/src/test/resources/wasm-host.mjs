// Runs WebAssembly programs for WasmTest: takes one request per line (JSON), answers each with its exit status. WASI, and `Math` as the
// module `m`, are all that a program needs.
import { closeSync, openSync, readFileSync, writeSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { WASI } from 'node:wasi';

function run({ program, args, input, output, errors }) {
    const stdin = openSync(input, 'r'), stdout = openSync(output, 'w'), stderr = openSync(errors, 'w');
    try {
        const wasi = new WASI({ version: 'preview1', args: ['program', ...args], env: process.env, preopens: { '.': '.', '/': '/' },
            stdin, stdout, stderr });
        const module = new WebAssembly.Module(readFileSync(program));
        return wasi.start(new WebAssembly.Instance(module, { ...wasi.getImportObject(), m: Math }));
    } catch (e) {
        writeSync(stderr, `trap: ${e.message}\n`);
        return 134;
    } finally {
        for (const fd of [stdin, stdout, stderr]) closeSync(fd);
    }
}

for await (const line of createInterface({ input: process.stdin })) process.stdout.write(run(JSON.parse(line)) + '\n');
