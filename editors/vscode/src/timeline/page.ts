// The timeline view, in its page: lanes of the threads, marks, the present moment. Drag to go there.
import type { Mark, MarkKind, Moment, Timeline } from '../protocol';
import type { FromPage, ToPage } from './view';
import { follow, nearest, pan, pick, position, scale, short, toPixel, toPosition, whole, zoom, type Window } from './model';

declare function acquireVsCodeApi(): { postMessage(message: FromPage): void };

/** Heights. Lanes become higher where there is room. */
const LANE_LEAST = 14;
const LANE_MOST = 24;
const MARKS = 20;
const SCALE = 15;
/** What is above and below the lanes, bar and legend included. */
const AROUND = 21 + MARKS + SCALE + 4 + 24;
/** Room for the names of threads, and for marks at the end of the run. */
const LABEL_MOST = 120;
const LABEL_LEAST = 40;
const RIGHT = 8;
const REACH = 5;
/** Moving for a shorter time is not worth showing. */
const RUNNING_MS = 200;

const COLOURS: { [kind in MarkKind]: string } = {
    output: '--output',
    panic: '--panic',
    breakpoint: '--vscode-debugIcon-breakpointForeground',
    write: '--write',
    start: '--vscode-foreground',
    end: '--vscode-foreground',
};
const LANES = ['--lane-1', '--lane-2', '--lane-3', '--lane-4', '--lane-5'];

const api = acquireVsCodeApi();
const axis = document.getElementById('axis')!;
const canvas = axis.querySelector('canvas')!;
const legend = document.getElementById('legend')!;
const nowText = document.getElementById('now')!;
const hoverText = document.getElementById('hover')!;

let timeline: Timeline | undefined;
let view: Window | undefined;
let limits: Window | undefined;
let dragging: Moment | undefined;
let running = false;
let runningTimer: ReturnType<typeof setTimeout> | undefined;
let scheduled = false;
let label = LABEL_LEAST;
let laneHeight = LANE_LEAST;

function colour(name: string): string {
    return getComputedStyle(document.body).getPropertyValue(name).trim() || '#888888';
}

function draw(): void {
    scheduled = false;
    const width = axis.clientWidth;
    const lanes = timeline?.lanes ?? [];
    const count = Math.max(lanes.length, 1);
    laneHeight = Math.min(Math.max(Math.floor((window.innerHeight - AROUND) / count), LANE_LEAST), LANE_MOST);
    const height = MARKS + SCALE + count * laneHeight + 4;
    const ratio = window.devicePixelRatio || 1;
    canvas.width = width * ratio;
    canvas.height = height * ratio;
    canvas.style.height = height + 'px';
    const g = canvas.getContext('2d')!;
    g.scale(ratio, ratio);
    if (timeline === undefined || view === undefined) return;
    g.font = '11px ' + (getComputedStyle(document.body).fontFamily || 'sans-serif');
    label = Math.min(Math.max(LABEL_LEAST, ...lanes.map(lane => Math.ceil(g.measureText(lane.name).width) + 12)), LABEL_MOST);
    const inner = innerWidth();
    g.textBaseline = 'middle';
    g.globalAlpha = running ? 0.5 : 1;
    drawLanes(g, timeline, view, inner);
    g.save();
    g.beginPath();
    g.rect(label - REACH, 0, inner + REACH + RIGHT, height);
    g.clip();
    drawScale(g, view, inner, height);
    for (const mark of timeline.marks) drawMark(g, mark, label + toPixel(position(mark), view, inner));
    drawNow(g, label + toPixel(position(dragging ?? timeline.now), view, inner), height);
    g.restore();
}

function drawLanes(g: CanvasRenderingContext2D, t: Timeline, w: Window, inner: number): void {
    t.lanes.forEach((lane, row) => {
        const y = MARKS + row * laneHeight;
        g.fillStyle = colour('--vscode-foreground');
        g.fillText(lane.name, 4, y + laneHeight / 2, label - 8);
        g.fillStyle = colour('--vscode-editorWidget-border');
        g.fillRect(label, y + laneHeight / 2, inner, 1);
        g.fillStyle = colour(LANES[row % LANES.length]!);
        for (const [from, to] of lane.spans) {
            if (to < w.from || from > w.to) continue;
            const left = Math.max(toPixel(from, w, inner), 0);
            const right = Math.min(toPixel(to + 1, w, inner), inner);
            g.fillRect(label + left, y + 3, Math.max(right - left, 1), laneHeight - 6);
        }
    });
}

function drawScale(g: CanvasRenderingContext2D, w: Window, inner: number, height: number): void {
    g.fillStyle = colour('--vscode-descriptionForeground');
    for (const tick of scale(w, inner / 90)) {
        const x = label + toPixel(tick, w, inner);
        g.fillRect(x, height - SCALE, 1, 4);
        g.fillText(short(tick), x + 3, height - SCALE / 2);
    }
}

function drawMark(g: CanvasRenderingContext2D, mark: Mark, x: number): void {
    g.fillStyle = colour(COLOURS[mark.kind]);
    g.beginPath();
    switch (mark.kind) {
        case 'panic':
            g.moveTo(x, 2); g.lineTo(x + 6, 12); g.lineTo(x - 6, 12); g.closePath();
            break;
        case 'breakpoint':
            g.arc(x, 8, 4, 0, 2 * Math.PI);
            break;
        case 'write':
            g.moveTo(x, 3); g.lineTo(x + 5, 8); g.lineTo(x, 13); g.lineTo(x - 5, 8); g.closePath();
            break;
        case 'output': case 'start': case 'end':
            g.rect(x - 1, 4, 2, 12);
            break;
    }
    g.fill();
}

function drawNow(g: CanvasRenderingContext2D, x: number, height: number): void {
    g.fillStyle = colour('--vscode-focusBorder');
    g.fillRect(x - 1, 0, 2, height - SCALE + 4);
    g.beginPath();
    g.moveTo(x - 6, 0); g.lineTo(x + 6, 0); g.lineTo(x, 8); g.closePath();
    g.fill();
}

function schedule(): void {
    if (!scheduled) {
        scheduled = true;
        requestAnimationFrame(draw);
    }
}

function describe(): void {
    if (timeline === undefined) return;
    const now = dragging ?? timeline.now;
    const size = position(timeline.end) - timeline.start.tick;
    const percent = size <= 0 ? 100 : Math.min(100, (position(now) - timeline.start.tick) / size * 100);
    nowText.textContent = `tick ${now.tick}` + (now.step > 0 ? ` +${now.step}` : '') + ` · ${percent.toFixed(1)} %` + (running ? ' · running' : '');
    axis.setAttribute('aria-valuemin', String(timeline.start.tick));
    axis.setAttribute('aria-valuemax', String(timeline.end.tick));
    axis.setAttribute('aria-valuenow', String(now.tick));
    axis.setAttribute('aria-valuetext', nowText.textContent);
}

function refresh(): void {
    describe();
    schedule();
}

function show(next: Timeline): void {
    const previous = limits;
    timeline = next;
    limits = whole(next);
    view = follow(view, previous, limits, position(next.now));
    moving(false);
    showLegend(next.marks);
    refresh();
}

function moving(now: boolean): void {
    clearTimeout(runningTimer);
    if (now) runningTimer = setTimeout(() => { running = true; refresh(); }, RUNNING_MS);
    else running = false;
}

const SIGNS: [kind: MarkKind, sign: string, name: string][] =
    [['panic', '▲', 'panic'], ['breakpoint', '●', 'breakpoint'], ['write', '◆', 'write'], ['output', '❙', 'output']];

/** Tells about the mark under the mouse, instead of the legend. */
function explain(mark: Mark | undefined): void {
    axis.classList.toggle('mark', mark !== undefined);
    legend.hidden = mark !== undefined;
    hoverText.hidden = mark === undefined;
    if (mark === undefined) return;
    const name = SIGNS.find(([kind]) => kind === mark.kind)?.[2] ?? mark.kind;
    hoverText.textContent = `${name}, tick ${mark.tick}, thread ${mark.threadId - 1}: ${mark.label}`;
    hoverText.title = hoverText.textContent;
}

/** Explains the kinds of marks that there are. */
function showLegend(marks: Mark[]): void {
    const kinds = new Set(marks.map(mark => mark.kind));
    legend.replaceChildren(...SIGNS.filter(([kind]) => kinds.has(kind)).map(([kind, sign, name]) => {
        const item = document.createElement('span');
        const symbol = document.createElement('span');
        symbol.textContent = sign;
        symbol.style.color = colour(COLOURS[kind]);
        item.append(symbol, ' ' + name);
        return item;
    }));
}

function seek(moment: Moment): void {
    api.postMessage({ kind: 'seek', moment });
}

function xOf(event: MouseEvent): number {
    return event.clientX - axis.getBoundingClientRect().left - label;
}

function innerWidth(): number {
    return Math.max(axis.clientWidth - label - RIGHT, 1);
}

function dragTo(event: PointerEvent): void {
    if (timeline === undefined || view === undefined) return;
    const moment = pick(xOf(event), timeline, view, innerWidth(), event.shiftKey ? 0 : REACH);
    if (dragging !== undefined && dragging.tick === moment.tick && dragging.step === moment.step) return;
    dragging = moment;
    refresh();
    seek(moment);
}

axis.addEventListener('pointerdown', event => {
    if (event.button !== 0 || timeline === undefined) return;
    axis.setPointerCapture(event.pointerId);
    dragTo(event);
});
axis.addEventListener('pointermove', event => {
    if (dragging !== undefined) dragTo(event);
    if (timeline === undefined || view === undefined) return;
    const mark = nearest(xOf(event), timeline.marks, view, innerWidth(), REACH);
    explain(mark);
});
axis.addEventListener('pointerleave', () => explain(undefined));
const drop = () => {
    dragging = undefined;
    refresh();
};
axis.addEventListener('pointerup', drop);
axis.addEventListener('pointercancel', drop);
axis.addEventListener('wheel', event => {
    if (view === undefined || limits === undefined) return;
    event.preventDefault();
    if (event.shiftKey || Math.abs(event.deltaX) > Math.abs(event.deltaY)) view = pan(view, Math.sign(event.deltaX || event.deltaY) * 0.1, limits);
    else view = zoom(view, event.deltaY > 0 ? 1.25 : 0.8, toPosition(xOf(event), view, innerWidth()), limits);
    schedule();
}, { passive: false });

function zoomBy(factor: number): void {
    if (view === undefined || limits === undefined || timeline === undefined) return;
    const now = position(timeline.now);
    view = zoom(view, factor, now >= view.from && now <= view.to ? now : (view.from + view.to) / 2, limits);
    schedule();
}

function showAll(): void {
    view = limits;
    schedule();
}

document.getElementById('in')!.addEventListener('click', () => zoomBy(0.5));
document.getElementById('out')!.addEventListener('click', () => zoomBy(2));
document.getElementById('all')!.addEventListener('click', showAll);

/** Arrows step, with Control they continue to the next stop, with Shift they go a twentieth of the view. */
function arrow(event: KeyboardEvent, forward: boolean): void {
    if (timeline === undefined || view === undefined) return;
    if (event.ctrlKey) api.postMessage({ kind: 'continue', forward });
    else if (!event.shiftKey) api.postMessage({ kind: 'step', forward });
    else {
        const by = Math.max(1, Math.round((view.to - view.from) / 20));
        const tick = Math.min(Math.max(timeline.now.tick + (forward ? by : -by), timeline.start.tick), timeline.end.tick);
        seek({ tick, step: 0 });
    }
}

axis.addEventListener('keydown', event => {
    if (timeline === undefined) return;
    switch (event.key) {
        case 'ArrowLeft': arrow(event, false); break;
        case 'ArrowRight': arrow(event, true); break;
        case 'Home': seek(timeline.start); break;
        case 'End': seek(timeline.end); break;
        case '+': case '=': zoomBy(0.5); break;
        case '-': zoomBy(2); break;
        case '0': showAll(); break;
        default: return;
    }
    event.preventDefault();
});

/** There is no run to be shown. */
function forget(): void {
    timeline = undefined;
    view = undefined;
    limits = undefined;
    moving(false);
    explain(undefined);
    nowText.textContent = 'Nothing is stopped yet.';
    legend.replaceChildren();
    schedule();
}

window.addEventListener('message', (event: MessageEvent<ToPage>) => {
    switch (event.data.kind) {
        case 'timeline': show(event.data.timeline); break;
        case 'running': moving(true); break;
        case 'none': forget(); break;
    }
});
new ResizeObserver(schedule).observe(axis);
window.addEventListener('resize', schedule);
new MutationObserver(schedule).observe(document.body, { attributes: true });
api.postMessage({ kind: 'ready' });
