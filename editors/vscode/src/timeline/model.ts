// The arithmetic of the timeline: moments, positions on the axis, pixels. Knows no page.
import type { Mark, Moment, Timeline } from '../protocol';

/** The visible part of the axis. Positions are ticks with a fraction for the steps behind the tick. */
export interface Window {
    from: number;
    to: number;
}

/** How many ticks are visible at least. */
const NARROWEST = 4;
/** Half of the distance between two ticks is given to the first steps; the map stays monotone for any number. */
const HALF_STEPS = 32;

export function position(m: Moment): number {
    return m.tick + m.step / (m.step + HALF_STEPS);
}

/** The whole run, never empty. */
export function whole(t: Timeline): Window {
    return { from: t.start.tick, to: Math.max(position(t.end), position(t.now), t.start.tick + NARROWEST) };
}

export function clamp(w: Window, limits: Window): Window {
    const size = Math.min(Math.max(w.to - w.from, NARROWEST), limits.to - limits.from);
    const from = Math.min(Math.max(w.from, limits.from), limits.to - size);
    return { from, to: from + size };
}

/** Zooms by a factor (below 1: closer) so that the position `around` stays where it is on the screen. */
export function zoom(w: Window, factor: number, around: number, limits: Window): Window {
    return clamp({ from: around - (around - w.from) * factor, to: around + (w.to - around) * factor }, limits);
}

/** Moves the window by a part of its size. */
export function pan(w: Window, part: number, limits: Window): Window {
    const by = (w.to - w.from) * part;
    return clamp({ from: w.from + by, to: w.to + by }, limits);
}

/** The same window after the run grew: one that showed everything goes on showing everything; the moment stays visible. */
export function follow(w: Window | undefined, previous: Window | undefined, limits: Window, now: number): Window {
    if (w === undefined || previous === undefined || (w.from <= previous.from && w.to >= previous.to)) return limits;
    if (now >= w.from && now <= w.to) return clamp(w, limits);
    const size = w.to - w.from;
    return clamp({ from: now - size / 2, to: now + size / 2 }, limits);
}

export function toPixel(p: number, w: Window, width: number): number {
    return (p - w.from) / (w.to - w.from) * width;
}

export function toPosition(x: number, w: Window, width: number): number {
    return w.from + x / width * (w.to - w.from);
}

/** The moment for a place on the axis: a mark within a few pixels, or the tick below. */
export function pick(x: number, t: Timeline, w: Window, width: number, reach: number): Moment {
    const mark = nearest(x, t.marks, w, width, reach);
    if (mark !== undefined) return { tick: mark.tick, step: mark.step };
    const at = Math.min(Math.max(toPosition(x, w, width), t.start.tick), position(t.end));
    return at >= position(t.end) ? t.end : { tick: Math.floor(at), step: 0 };
}

export function nearest(x: number, marks: Mark[], w: Window, width: number, reach: number): Mark | undefined {
    let best: Mark | undefined;
    let distance = reach;
    for (const mark of marks) {
        const d = Math.abs(toPixel(position(mark), w, width) - x);
        if (d <= distance) {
            best = mark;
            distance = d;
        }
    }
    return best;
}

/** Round numbers for the scale, about `count` of them. */
export function scale(w: Window, count: number): number[] {
    const raw = (w.to - w.from) / Math.max(count, 1);
    const power = 10 ** Math.floor(Math.log10(Math.max(raw, 1)));
    const step = Math.max(1, [1, 2, 5, 10].map(k => k * power).find(s => s >= raw) ?? 10 * power);
    const result: number[] = [];
    for (let v = Math.ceil(w.from / step) * step; v <= w.to; v += step) result.push(v);
    return result;
}

/** 1234567 as 1.23 M. */
export function short(n: number): string {
    for (const [unit, size] of [['G', 1e9], ['M', 1e6], ['k', 1e3]] as const) {
        if (n >= size) return `${Number.parseFloat((n / size).toPrecision(4))} ${unit}`;
    }
    return String(n);
}
