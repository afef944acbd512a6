// The private requests of `cpi dap`, for what the Debug Adapter Protocol has no words for.

/** A moment of a run: `step` instructions after the tick. Ordered over all threads. */
export interface Moment {
    tick: number;
    step: number;
}

/** A stretch of ticks in which one thread ran: first and last. */
export type Span = [from: number, to: number];

export interface Lane {
    id: number;
    name: string;
    spans: Span[];
}

export type MarkKind = 'output' | 'panic' | 'breakpoint' | 'write' | 'start' | 'end';

export interface Mark extends Moment {
    kind: MarkKind;
    threadId: number;
    label: string;
}

/** The answer to `cpi/timeline`. */
export interface Timeline {
    start: Moment;
    now: Moment;
    end: Moment;
    lanes: Lane[];
    marks: Mark[];
}

/** One value of an expression, in the answer to `cpi/valueHistory`. */
export interface HistoryEntry extends Moment {
    threadId: number;
    value: string;
    path?: string;
    line?: number;
}

export interface ValueHistory {
    entries: HistoryEntry[];
    /** Whether there are no more than these. */
    complete: boolean;
}

/** The answer to `cpi/lastWrite`: whether there was one, and a sentence about it. */
export interface LastWrite {
    found: boolean;
    message: string;
}

export function before(a: Moment, b: Moment): boolean {
    return a.tick < b.tick || (a.tick === b.tick && a.step < b.step);
}
