// The timeline view, on the side of the editor: asks the server, and carries out what the page wants.
import * as vscode from 'vscode';
import type { Moment, Timeline } from '../protocol';
import type { Message } from '../wire';

/** From the page. */
export type FromPage =
    | { kind: 'ready' }
    | { kind: 'seek'; moment: Moment }
    | { kind: 'step'; forward: boolean }
    | { kind: 'continue'; forward: boolean };

/** To the page. */
export type ToPage = { kind: 'timeline'; timeline: Timeline } | { kind: 'running' } | { kind: 'none' };

/** Whether the view has been shown to this person. */
const REVEALED = 'timeline.revealed';

/** What is known about the program of a session. */
interface Run {
    /** Whether it stands still, so that it can be asked. */
    stands: boolean;
    /** The requests to move that are under way. */
    asked: Set<number>;
    last?: Timeline;
}

const MOVING = new Set(['configurationDone', 'continue', 'reverseContinue', 'next', 'stepIn', 'stepOut', 'stepBack', 'goto', 'restartFrame',
    'cpi/reverseStepIn', 'cpi/reverseStepOut', 'cpi/runBackToCursor', 'disconnect', 'terminate']);

export class TimelineView implements vscode.WebviewViewProvider, vscode.DebugAdapterTrackerFactory {
    private readonly runs = new Map<string, Run>();
    private webview: vscode.Webview | undefined;
    private wanted: Moment | undefined;
    private seeking = false;

    constructor(private readonly extension: vscode.ExtensionContext) {
        extension.subscriptions.push(vscode.debug.onDidChangeActiveDebugSession(() => void this.changed()));
    }

    createDebugAdapterTracker(session: vscode.DebugSession): vscode.DebugAdapterTracker {
        const run: Run = { stands: false, asked: new Set() };
        this.runs.set(session.id, run);
        const isActive = () => this.session()?.id === session.id;
        return {
            onWillReceiveMessage: (message: Message) => {
                if (message.type !== 'request' || !MOVING.has(message.command ?? '') || !run.stands) return;
                run.stands = false;
                run.asked.add(message.seq);
            },
            onDidSendMessage: (message: Message) => {
                if (message.type === 'response' && message.success === false && run.asked.delete(message.request_seq!)) run.stands = true;
                if (message.event === 'stopped') {
                    run.stands = true;
                    run.asked.clear();
                    void this.reveal();
                }
                if (message.event === 'continued') {
                    run.stands = false;
                    if (isActive()) this.post({ kind: 'running' });
                }
                if (message.event === 'terminated') this.runs.delete(session.id);
                if (message.event === 'stopped' || message.event === 'breakpoint' || message.event === 'invalidated') void this.refresh(session);
            },
        };
    }

    /** Another session is looked at now, or none. */
    private async changed(): Promise<void> {
        const session = this.session();
        const run = session === undefined ? undefined : this.runs.get(session.id);
        this.post(run?.last === undefined ? { kind: 'none' } : { kind: 'timeline', timeline: run.last });
        if (run?.last !== undefined && !run.stands) this.post({ kind: 'running' });
        if (session !== undefined) await this.refresh(session);
    }

    /** The editor folds views that it has no room for; the first time this one is unfolded, afterwards it stays as people like it. */
    private async reveal(): Promise<void> {
        if (this.extension.globalState.get(REVEALED, false)) return;
        await this.extension.globalState.update(REVEALED, true);
        await vscode.commands.executeCommand('cpi.timeline.focus', { preserveFocus: true });
    }

    resolveWebviewView(view: vscode.WebviewView): void {
        const webview = view.webview;
        const files = [vscode.Uri.joinPath(this.extension.extensionUri, 'dist'), vscode.Uri.joinPath(this.extension.extensionUri, 'media')];
        webview.options = { enableScripts: true, localResourceRoots: files };
        const script = webview.asWebviewUri(vscode.Uri.joinPath(files[0]!, 'timeline.js'));
        const style = webview.asWebviewUri(vscode.Uri.joinPath(files[1]!, 'timeline.css'));
        webview.html = `<!DOCTYPE html>
<html lang="en"><head><meta charset="UTF-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src ${webview.cspSource}; script-src ${webview.cspSource};">
<link rel="stylesheet" href="${style}"><title>Timeline</title></head>
<body><div id="bar"><span id="now" role="status"></span><span id="buttons"><button id="out" title="Zoom out (-)">−</button><button id="in" title="Zoom in (+)">+</button><button id="all" title="Show all (0)">all</button></span></div>
<div id="axis" tabindex="0" role="slider" aria-label="Moment of the run"><canvas></canvas></div>
<div id="foot"><span id="legend"></span><span id="hover"></span></div>
<script src="${script}"></script></body></html>`;
        webview.onDidReceiveMessage((message: FromPage) => this.receive(message));
        view.onDidDispose(() => { this.webview = undefined; });
        this.webview = webview;
    }

    private post(message: ToPage): void {
        void this.webview?.postMessage(message);
    }

    private session(): vscode.DebugSession | undefined {
        const session = vscode.debug.activeDebugSession;
        return session?.type === 'cpi' ? session : undefined;
    }

    private async refresh(session: vscode.DebugSession): Promise<void> {
        const run = this.runs.get(session.id);
        if (this.webview === undefined || run === undefined || !run.stands) return;
        try {
            run.last = await session.customRequest('cpi/timeline', {}) as Timeline;
            if (this.session()?.id === session.id) this.post({ kind: 'timeline', timeline: run.last });
        } catch {
            // The program runs again, or has ended: the next stop brings a new timeline.
        }
    }

    private async receive(message: FromPage): Promise<void> {
        const session = this.session();
        if (session === undefined) return;
        switch (message.kind) {
            case 'ready':
                await this.changed();
                break;
            case 'seek':
                this.wanted = message.moment;
                await this.seek(session);
                break;
            case 'step':
                await vscode.commands.executeCommand(message.forward ? 'workbench.action.debug.stepOver' : 'workbench.action.debug.stepBack');
                break;
            case 'continue':
                await vscode.commands.executeCommand(message.forward ? 'workbench.action.debug.continue' : 'workbench.action.debug.reverseContinue');
                break;
        }
    }

    /** One request at a time: while one is under way only the newest wish is kept. */
    private async seek(session: vscode.DebugSession): Promise<void> {
        if (this.seeking) return;
        this.seeking = true;
        try {
            while (this.wanted !== undefined) {
                const moment = this.wanted;
                this.wanted = undefined;
                await session.customRequest('cpi/seek', moment);
            }
        } catch (error) {
            void vscode.window.showErrorMessage(error instanceof Error ? error.message : String(error));
        } finally {
            this.seeking = false;
        }
    }
}
