// The frames of the Debug Adapter Protocol: a header with the length, and JSON. Knows no editor.

/** A message of the protocol, with what we look at. */
export interface Message {
    seq: number;
    type: string;
    command?: string;
    event?: string;
    request_seq?: number;
    success?: boolean;
    message?: string;
    arguments?: unknown;
    body?: unknown;
}

const HEADER_END = '\r\n\r\n';
const TEXT = new TextDecoder();

function joined(a: Uint8Array, b: Uint8Array): Uint8Array {
    const result = new Uint8Array(a.length + b.length);
    result.set(a);
    result.set(b, a.length);
    return result;
}

export function encode(message: object): Uint8Array {
    const body = new TextEncoder().encode(JSON.stringify(message));
    return joined(new TextEncoder().encode(`Content-Length: ${body.length}${HEADER_END}`), body);
}

/** Cuts a stream into messages. What is no message is skipped. */
export class Decoder {
    private rest: Uint8Array = new Uint8Array(0);

    /** The messages that are complete with these bytes. */
    take(bytes: Uint8Array): Message[] {
        this.rest = joined(this.rest, bytes);
        const result: Message[] = [];
        for (;;) {
            const end = headerEnd(this.rest);
            if (end < 0) return result;
            const from = end + HEADER_END.length;
            const length = /Content-Length: *(\d+)/i.exec(TEXT.decode(this.rest.subarray(0, end)))?.[1];
            const to = from + Number(length ?? 0);
            if (this.rest.length < to) return result;
            const text = TEXT.decode(this.rest.subarray(from, to));
            this.rest = this.rest.slice(to);
            try {
                result.push(JSON.parse(text) as Message);
            } catch {
                // No message.
            }
        }
    }
}

function headerEnd(bytes: Uint8Array): number {
    for (let at = bytes.indexOf(13); at >= 0; at = bytes.indexOf(13, at + 1)) {
        if (bytes[at + 1] === 10 && bytes[at + 2] === 13 && bytes[at + 3] === 10) return at;
    }
    return -1;
}
