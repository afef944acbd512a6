import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Decoder, encode, type Message } from '../../src/wire';

const first = { seq: 1, type: 'event', event: 'output', body: { output: 'é → 𝄞\r\n\r\n' } };
const second = { seq: 2, type: 'response', success: true };

test('messages are found however the stream is cut', () => {
    const stream = [...encode(first), ...encode(second)];
    for (let cut = 0; cut <= stream.length; cut++) {
        const decoder = new Decoder();
        const found: Message[] = [...decoder.take(Uint8Array.from(stream.slice(0, cut))), ...decoder.take(Uint8Array.from(stream.slice(cut)))];
        assert.deepEqual(found, [first, second]);
    }
});

test('what is no message is skipped', () => {
    const noise = new TextEncoder().encode('Warning: hot\r\n\r\nContent-Length: 3\r\n\r\n{a}');
    assert.deepEqual(new Decoder().take(Uint8Array.from([...noise, ...encode(second)])), [second]);
});
