import assert from 'node:assert/strict';
import { test } from 'node:test';
import { blank, places } from '../../src/places';

const of = (text: string) => places(text).map(p => `${p.line}:${p.kind}:${p.name}`);

test('comments and strings hide nothing but themselves', () => {
    assert.equal(blank('a "fn main()" b -- c\nd'), 'a "         " b     \nd');
    assert.equal(blank('--[ x --[ y ]-- z ]-- a'), ' '.repeat(22) + 'a');
    assert.equal(blank("c := '\"'; d"), "c := ' '; d");
    assert.equal(blank('"open'), '"    ');
});

test('main and tests', () => {
    assert.deepEqual(of('\nfn main() none {\n}\n#test "half way" { }'), ['1:main:main', '3:test:half way']);
    assert.deepEqual(of('-- fn main()\nfn mainly() none { }\nx := "fn main()";'), []);
});

test('evaluations', () => {
    assert.deepEqual(of('PRIMES ::= primes(50);'), ['0:evaluation:PRIMES']);
    assert.deepEqual(of('A :: i64 = f(1);'), ['0:evaluation:A']);
    assert.deepEqual(of('SMALL ::= 3; LIST ::= []i64{1, 2};'), []);
    assert.deepEqual(of('table := build!(3)(4);'), ['0:evaluation:table']);
    assert.deepEqual(of('    local := build(4);'), []);
    assert.deepEqual(of('    local := #run build(4);'), ['0:evaluation:']);
    assert.deepEqual(of('#assert(size(3) == 9);'), ['0:evaluation:']);
    assert.deepEqual(of('#if debugOn() { }'), ['0:evaluation:']);
    assert.deepEqual(of('F ::= fn(x: i64) i64 { return g(x); };'), []);
    assert.deepEqual(of('S ::= 3|double;'), ['0:evaluation:S']);
});
