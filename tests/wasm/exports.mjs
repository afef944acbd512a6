// A host that is no system: it knows neither files nor processes, only what the module asks of it.
import { readFileSync } from 'node:fs';

const text = (at, count) => new TextDecoder().decode(new Uint8Array(x.memory.buffer, at, Number(count)));
let written = '';
const wasi = {
    fd_write(fd, parts, n, done) {
        const view = new DataView(x.memory.buffer);
        let count = 0;
        for (let i = 0; i < n; i++) {
            const at = view.getUint32(parts + 8 * i, true), length = view.getUint32(parts + 8 * i + 4, true);
            written += text(at, length);
            count += length;
        }
        view.setUint32(done, count, true);
        return 0;
    },
    proc_exit(status) { throw new Error(`exit ${status}`); },
};
const host = {
    note: (at, count) => console.log('note:', text(at, count)),
    forEach(slice, f, sum) {
        const view = new DataView(x.memory.buffer);
        const data = view.getUint32(slice, true), count = view.getUint32(slice + 8, true);
        for (let i = 0; i < count; i++) x.__indirect_function_table.get(f)(view.getInt32(data + 4 * i, true), sum);
    },
    ratio: (a, b, flag, small) => a / b + flag * 1000 + small,
};
const module = new WebAssembly.Module(readFileSync(process.argv[2]));
console.log(WebAssembly.Module.imports(module).map(i => `${i.module}.${i.name}`).sort().join(' '));
const x = new WebAssembly.Instance(module, { wasi_snapshot_preview1: wasi, host, env: { fallback: x => x + 1n } }).exports;
console.log(Object.keys(x).sort().join(' '));

console.log(x.add(2, 3), x.wide(-3n, 1n << 40n), x.narrow(127, 0, 1), x.narrow(0, 511, 0));
const floats = x.allocate(24n);
new Float64Array(x.memory.buffer, floats, 3).set([1, 2, 6]);
console.log(x['mean of numbers'](floats, 3n));

const point = x.allocate(x.pointSize()), name = x.allocate(4n), other = x.allocate(x.pointSize());
new TextEncoder().encodeInto('here', new Uint8Array(x.memory.buffer, name, 4));
const view = new DataView(x.memory.buffer);
view.setFloat64(point, 3, true);
view.setFloat64(point + 8, 4, true);
view.setBigUint64(point + 16, BigInt(name), true);
view.setBigInt64(point + 24, 4n, true);
console.log(x.pointSize(), x.length(point));
x.mirrored(other, point);
console.log(view.getFloat64(other, true), view.getFloat64(other + 8, true), view.getBigUint64(other + 16, true) === BigInt(name));
console.log(x.twice(1.5), x.sum(4), x.apply(x.square(), 3));
x.hello();
console.log(x.count(), x.count(), JSON.stringify(written));
console.log(x.quotient(7n, 2n));
written = '';
try {
    x.quotient(7n, 0n);
} catch (e) {
    console.log(e.message, written.split('\n')[0]);
}
