import assert from 'node:assert/strict';
import { test } from 'node:test';
import { mentions } from '../../src/variables';

const text = `total: i64;
fn other(a: i64) i64 { return a; }
fn sum(xs: []i64, p: *Point) i64 {
    n := 0;             -- n is not counted here
    for x, i: xs {
        p.x = n + x; io.print("x");
        n += thread.id() + n;
    }
    switch s { case Circle: r { n = r; } }
    later := 1;
}`;

test('variables of the function up to where it stands', () => {
    const shown = mentions(text, 6).map(m => `${m.line}:${m.start}:${m.name}`);
    assert.deepEqual(shown, ['2:7:xs', '2:18:p', '3:4:n', '4:8:x', '4:11:i', '6:8:n']);
    assert.deepEqual(mentions(text, 5).filter(m => m.line === 5).map(m => m.name), ['p', 'n', 'x']);
});

test('members of a switch, and nothing outside of functions', () => {
    assert.deepEqual(mentions(text, 8).filter(m => m.line === 8).map(m => m.name), ['r', 'n']);
    assert.deepEqual(mentions(text, 9).filter(m => m.line === 8).map(m => m.name), ['r', 'n']);
    assert.deepEqual(mentions('fn f(n: i64) none {\n  if n == 1 {}\n  n ~and= 1;\n}', 3).map(m => m.line), [0, 2]);
    assert.deepEqual(mentions(text, 0), []);
    assert.deepEqual(mentions(text, 1).map(m => m.name), ['a']);
});
