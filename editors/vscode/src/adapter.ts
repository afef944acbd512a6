// The process `cpi dap` of one session. The editor could start it itself, but would not tell people what it writes if it fails to start,
// such as that there is no JDK, nor that it takes a while because cpi is built first.
import { spawn, type ChildProcess } from 'node:child_process';
import * as vscode from 'vscode';
import type { Server } from './server';
import { Decoder, encode, type Message } from './wire';

/** A start that takes longer is explained. */
const SLOW_MS = 4000;
/** How long the server may take to end after it was told to. */
const ENDING_MS = 4000;
const MOST_NOISE = 4000;

export class Adapter implements vscode.DebugAdapter {
    private readonly sent = new vscode.EventEmitter<vscode.DebugProtocolMessage>();
    private readonly process: ChildProcess;
    private readonly decoder = new Decoder();
    private readonly open = new Map<number, string>();
    private readonly slow: ReturnType<typeof setTimeout>;
    private noise = '';
    private speaks = false;
    private over = false;
    private tellStarted = () => {};
    readonly onDidSendMessage = this.sent.event;

    constructor(private readonly server: Server, cwd: string | undefined) {
        this.process = spawn(server.command, ['dap'], {
            env: { ...process.env, ...server.env }, stdio: 'pipe', windowsHide: true, shell: /\.(?:cmd|bat)$/i.test(server.command),
            ...(cwd === undefined ? {} : { cwd }),
        });
        this.process.stdout!.on('data', (bytes: Uint8Array) => this.decoder.take(bytes).forEach(message => this.receive(message)));
        this.process.stderr!.on('data', (bytes: Uint8Array) => { this.noise = (this.noise + new TextDecoder().decode(bytes)).slice(-MOST_NOISE); });
        this.process.stdin!.on('error', () => { /* It has ended; `exit` tells why. */ });
        this.process.on('error', error => this.ended(`${server.command} cannot be started: ${error.message}`));
        this.process.on('close', (code, signal) => this.ended(this.reason(code, signal)));
        this.slow = setTimeout(() => this.explain(), SLOW_MS);
    }

    /** Why the server has ended although nobody asked it to. What it wrote itself says it best. */
    private reason(code: number | null, signal: string | null): string {
        const said = this.noise.trim().split('\n').slice(-8).join('\n');
        return said !== '' ? said : `${this.server.command} dap ended ` + (signal === null ? `with status ${code ?? '?'}` : `by ${signal}`);
    }

    private explain(): void {
        void vscode.window.withProgress({ location: vscode.ProgressLocation.Notification, title: 'cpi is starting' }, progress => {
            progress.report({ message: 'built first if its sources are new' });
            return new Promise<void>(resolve => { this.tellStarted = resolve; });
        });
    }

    handleMessage(message: vscode.DebugProtocolMessage): void {
        const request = message as Message;
        if (request.type === 'request') this.open.set(request.seq, request.command ?? '');
        if (this.over) this.refuseAll(this.reason(null, null));
        else this.process.stdin!.write(encode(message));
    }

    private receive(message: Message): void {
        if (!this.speaks) {
            this.speaks = true;
            clearTimeout(this.slow);
            this.tellStarted();
        }
        if (message.type === 'response') this.open.delete(message.request_seq!);
        this.sent.fire(message);
    }

    private refuseAll(reason: string): void {
        for (const [seq, command] of this.open) {
            const leaves = command === 'disconnect' || command === 'terminate';
            this.sent.fire({
                seq: 0, type: 'response', request_seq: seq, success: leaves, command, message: reason,
                body: { error: { id: 3, format: '{reason}', variables: { reason }, showUser: true } },
            } as Message);
        }
        this.open.clear();
    }

    /** The server is gone. Everything that waits for it is answered. */
    private ended(reason: string): void {
        if (this.over) return;
        this.over = true;
        clearTimeout(this.slow);
        this.tellStarted();
        const unasked = [...this.open.values()].some(command => command !== 'disconnect' && command !== 'terminate');
        if (unasked && this.speaks) this.sent.fire({ seq: 0, type: 'event', event: 'output', body: { category: 'important', output: reason + '\n' } } as Message);
        this.refuseAll(reason);
        this.sent.fire({ seq: 0, type: 'event', event: 'terminated' } as Message);
    }

    dispose(): void {
        clearTimeout(this.slow);
        this.tellStarted();
        this.process.stdin!.end();
        if (this.over) return;
        const kill = setTimeout(() => this.process.kill('SIGKILL'), ENDING_MS);
        this.process.on('close', () => clearTimeout(kill));
    }
}
