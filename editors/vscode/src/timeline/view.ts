// The timeline view, on the side of the editor: asks the server, and carries out what the page wants.
import * as vscode from 'vscode';
import type { Moment, Timeline } from '../protocol';

/** From the page. */
export type FromPage =
    | { kind: 'ready' }
    | { kind: 'seek'; moment: Moment }
    | { kind: 'step'; forward: boolean }
    | { kind: 'continue'; forward: boolean };

/** To the page. */
export type ToPage = { kind: 'timeline'; timeline: Timeline } | { kind: 'running' } | { kind: 'ended' };

/** Whether the view has been shown to this person. */
const REVEALED = 'timeline.revealed';

export class TimelineView implements vscode.WebviewViewProvider, vscode.DebugAdapterTrackerFactory {
    private webview: vscode.Webview | undefined;
    private wanted: Moment | undefined;
    private seeking = false;

    constructor(private readonly extension: vscode.ExtensionContext) {
        extension.subscriptions.push(vscode.debug.onDidChangeActiveDebugSession(session => {
            if (session?.type === 'cpi') void this.refresh(session);
        }));
    }

    createDebugAdapterTracker(session: vscode.DebugSession): vscode.DebugAdapterTracker {
        return {
            onDidSendMessage: (message: { type?: string; event?: string }) => {
                if (message.type !== 'event') return;
                if (message.event === 'stopped') void this.reveal();
                if (message.event === 'stopped' || message.event === 'breakpoint') void this.refresh(session);
                else if (message.event === 'continued') this.post({ kind: 'running' });
                else if (message.event === 'terminated') this.post({ kind: 'ended' });
            },
        };
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
<body><div id="bar"><span id="now" role="status"></span><span id="hover"></span>
<span id="buttons"><button id="out" title="Zoom out (-)">−</button><button id="in" title="Zoom in (+)">+</button><button id="all" title="Show all (0)">all</button></span></div>
<div id="axis" tabindex="0" role="slider" aria-label="Moment of the run"><canvas></canvas></div>
<div id="legend"></div>
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
        if (this.webview === undefined) return;
        try {
            this.post({ kind: 'timeline', timeline: await session.customRequest('cpi/timeline', {}) as Timeline });
        } catch {
            // The program runs, or has ended: the next stop brings a new timeline.
        }
    }

    private async receive(message: FromPage): Promise<void> {
        const session = this.session();
        if (session === undefined) return;
        switch (message.kind) {
            case 'ready':
                await this.refresh(session);
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
