import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Timeline } from '../../src/protocol';
import { clamp, follow, nearest, pan, pick, position, scale, short, toPixel, toPosition, whole, zoom } from '../../src/timeline/model';

const run: Timeline = {
    start: { tick: 0, step: 0 }, now: { tick: 40, step: 2 }, end: { tick: 100, step: 5 }, lanes: [],
    marks: [{ kind: 'output', tick: 20, step: 3, threadId: 1, label: 'a' }, { kind: 'panic', tick: 100, step: 5, threadId: 1, label: 'b' }],
};

test('positions keep the order of moments', () => {
    const moments = [[0, 0], [0, 1], [0, 2], [0, 100000], [1, 0], [1, 1]].map(([tick, step]) => position({ tick: tick!, step: step! }));
    assert.deepEqual(moments, [...moments].sort((a, b) => a - b));
    assert.equal(new Set(moments).size, moments.length);
});

test('windows stay inside of the run', () => {
    const all = whole(run);
    assert.deepEqual(clamp({ from: -50, to: 1000 }, all), all);
    const near = zoom(all, 0.1, 50, all);
    assert.ok(near.to - near.from < 11 && near.from < 50 && near.to > 50);
    assert.equal(pan(near, 1000, all).to, all.to);
    assert.ok(zoom(near, 1e-9, 50, all).to - zoom(near, 1e-9, 50, all).from >= 4);
});

test('pixels and positions are inverse', () => {
    const w = { from: 10, to: 60 };
    assert.equal(toPosition(toPixel(33, w, 400), w, 400), 33);
});

test('a place near a mark is the mark', () => {
    const w = whole(run);
    const x = toPixel(position(run.marks[0]!), w, 500);
    assert.deepEqual(pick(x + 2, run, w, 500, 5), { tick: 20, step: 3 });
    assert.equal(nearest(x + 20, run.marks, w, 500, 5), undefined);
    assert.deepEqual(pick(1e6, run, w, 500, 5), run.end);
    assert.deepEqual(pick(-5, run, w, 500, 0), run.start);
});

test('the view follows', () => {
    const small = { from: 0, to: 100 };
    const large = { from: 0, to: 200 };
    assert.deepEqual(follow(undefined, undefined, large, 3), large);
    assert.deepEqual(follow(small, small, large, 150), large);
    assert.deepEqual(follow({ from: 10, to: 20 }, small, large, 15), { from: 10, to: 20 });
    assert.deepEqual(follow({ from: 10, to: 20 }, small, large, 150), { from: 145, to: 155 });
});

test('the scale has round numbers', () => {
    assert.deepEqual(scale({ from: 0, to: 100 }, 5), [0, 20, 40, 60, 80, 100]);
    assert.deepEqual(scale({ from: 3.5, to: 7.5 }, 10), [4, 5, 6, 7]);
    assert.equal(short(1234567), '1.235 M');
    assert.equal(short(999), '999');
});
