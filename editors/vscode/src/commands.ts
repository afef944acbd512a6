// What the buttons, menus and keys of the extension do.
import * as path from 'node:path';
import * as vscode from 'vscode';
import type { HistoryEntry, LastWrite, Timeline, ValueHistory } from './protocol';
import { findServer } from './server';
import { execute } from './tasks';

/** What VS Code hands to commands in the context menu of the Variables view. */
interface VariableContext {
    sessionId?: string;
    container?: { variablesReference?: number; expression?: string; name?: string };
    variable?: { name: string; value?: string; evaluateName?: string; variablesReference?: number };
}

/** Where an expression comes from: a row of the Variables view, or the editor. */
type Subject = { variablesReference: number; name: string; expression?: string } | { expression: string; frameId?: number };

interface Place {
    session: vscode.DebugSession;
    threadId: number;
    frameId?: number;
}

function place(): Place | undefined {
    const session = vscode.debug.activeDebugSession;
    if (session === undefined || session.type !== 'cpi') return undefined;
    const item = vscode.debug.activeStackItem;
    if (item === undefined || item.session.id !== session.id) return undefined;
    return { session, threadId: item.threadId, ...(item instanceof vscode.DebugStackFrame ? { frameId: item.frameId } : {}) };
}

function needPlace(): Place {
    const found = place();
    if (found === undefined) throw new Error('No cpi program is stopped.');
    return found;
}

/** The selection, or the expression at the cursor: names joined by dots, with the indexes of elements. */
function expressionAtCursor(editor: vscode.TextEditor): string | undefined {
    if (!editor.selection.isEmpty) return editor.document.getText(editor.selection);
    const cursor = editor.selection.active;
    const line = editor.document.lineAt(cursor.line).text;
    const chain = /[\p{L}_][\p{L}\p{N}_]*(?:\.[\p{L}_][\p{L}\p{N}_]*|\.\d+|\[[^\[\]]*\])*/gu;
    for (const match of line.matchAll(chain)) {
        if (match.index <= cursor.character && cursor.character <= match.index + match[0].length) {
            // Up to the end of the word under the cursor: in a.b.c with the cursor on b it is a.b.
            const rest = /^[\p{L}\p{N}_]*/u.exec(line.slice(cursor.character))![0].length;
            return line.slice(match.index, Math.max(cursor.character + rest, match.index + 1));
        }
    }
    return undefined;
}

async function subject(context: VariableContext | vscode.Uri | undefined, at: Place, prompt: string): Promise<Subject | undefined> {
    if (context !== undefined && !(context instanceof vscode.Uri) && context.variable !== undefined) {
        const { variable, container } = context;
        if (container?.variablesReference !== undefined) {
            return {
                variablesReference: container.variablesReference, name: variable.name,
                ...(variable.evaluateName === undefined ? {} : { expression: variable.evaluateName }),
            };
        }
        return { expression: variable.evaluateName ?? variable.name, ...(at.frameId === undefined ? {} : { frameId: at.frameId }) };
    }
    const editor = vscode.window.activeTextEditor;
    const guess = editor === undefined ? undefined : expressionAtCursor(editor);
    const expression = context instanceof vscode.Uri && guess !== undefined ? guess
        : await vscode.window.showInputBox({ prompt, value: guess ?? '' });
    return expression === undefined || expression === '' ? undefined : { expression, ...(at.frameId === undefined ? {} : { frameId: at.frameId }) };
}

async function lastWrite(context?: VariableContext | vscode.Uri): Promise<void> {
    const at = needPlace();
    const what = await subject(context, at, 'Whose last write? A variable, field or element.');
    if (what === undefined) return;
    const answer = await vscode.window.withProgress(
        { location: vscode.ProgressLocation.Window, title: 'cpi: looking for the last write' },
        () => at.session.customRequest('cpi/lastWrite', { ...what, threadId: at.threadId }) as Promise<LastWrite>);
    if (answer.found) vscode.window.setStatusBarMessage(answer.message, 6000);
    else void vscode.window.showInformationMessage(answer.message);
}

async function valueHistory(context?: VariableContext | vscode.Uri): Promise<void> {
    const at = needPlace();
    const what = await subject(context, at, 'The history of which expression?');
    if (what === undefined) return;
    const history = await vscode.window.withProgress(
        { location: vscode.ProgressLocation.Notification, title: 'cpi: collecting values' },
        () => at.session.customRequest('cpi/valueHistory', { ...what, frameId: at.frameId, threadId: at.threadId }) as Promise<ValueHistory>);
    const name = what.expression ?? ('name' in what ? what.name : '');
    if (history.entries.length === 0) {
        void vscode.window.showInformationMessage(`${name} has no history yet.`);
        return;
    }
    interface Row extends vscode.QuickPickItem { entry: HistoryEntry }
    const rows: Row[] = history.entries.map(entry => ({
        entry, label: entry.value,
        description: `tick ${entry.tick}` + (entry.path === undefined ? '' : `  ${path.basename(entry.path)}:${entry.line}`) + `  thread ${entry.threadId - 1}`,
    }));
    const picked = await vscode.window.showQuickPick(rows, {
        title: `Values of ${name}` + (history.complete ? '' : ' (the newest)'), placeHolder: 'Choose one to go to its moment', matchOnDescription: true,
    });
    if (picked !== undefined) await at.session.customRequest('cpi/seek', { tick: picked.entry.tick, step: picked.entry.step });
}

async function runBackToCursor(): Promise<void> {
    const at = needPlace();
    const editor = vscode.window.activeTextEditor;
    if (editor === undefined) return;
    const cursor = editor.selection.active;
    await at.session.customRequest('cpi/runBackToCursor', {
        threadId: at.threadId, source: { path: editor.document.uri.fsPath }, line: cursor.line + 1, column: cursor.character + 1,
    });
}

async function goTo(): Promise<void> {
    const at = needPlace();
    const timeline = await at.session.customRequest('cpi/timeline', {}) as Timeline;
    const text = await vscode.window.showInputBox({
        prompt: `A tick from ${timeline.start.tick} to ${timeline.end.tick}, or a part of the run such as 50%`, value: String(timeline.now.tick),
        validateInput: value => /^\s*\d+(\.\d+)?\s*%?\s*$/.test(value) ? undefined : 'A number, or a number and %',
    });
    if (text === undefined) return;
    const number = Number.parseFloat(text);
    const tick = text.includes('%')
        ? Math.round(timeline.start.tick + (timeline.end.tick - timeline.start.tick) * Math.min(number, 100) / 100) : Math.round(number);
    await at.session.customRequest('cpi/seek', { tick, step: 0 });
}

function fileOf(uri: vscode.Uri | undefined): vscode.Uri {
    const found = uri ?? vscode.window.activeTextEditor?.document.uri;
    if (found === undefined) throw new Error('No file is open.');
    return found;
}

async function start(uri: vscode.Uri | undefined, more: object): Promise<void> {
    const file = fileOf(uri);
    const name = 'Debug ' + path.basename(file.fsPath);
    await vscode.debug.startDebugging(vscode.workspace.getWorkspaceFolder(file), { type: 'cpi', request: 'launch', name, program: file.fsPath, ...more });
}

async function pickFile(pattern: string, what: string): Promise<string | undefined> {
    const files = await vscode.workspace.findFiles(pattern, '**/{node_modules,target}/**', 500);
    const picked = await vscode.window.showQuickPick(files.map(f => ({ label: vscode.workspace.asRelativePath(f), file: f.fsPath })), { placeHolder: what });
    return picked?.file;
}

async function timelineToPanel(): Promise<void> {
    await vscode.commands.executeCommand('vscode.moveViews', { viewIds: ['cpi.timeline'], destinationId: 'workbench.view.extension.cpi-timeline' });
}

async function timelineToSideBar(): Promise<void> {
    await vscode.commands.executeCommand('cpi.timeline.resetViewLocation');
    await vscode.commands.executeCommand('cpi.timeline.focus', { preserveFocus: true });
    // The panel would be left at whatever comes first in it.
    await vscode.commands.executeCommand('workbench.panel.repl.view.focus', { preserveFocus: true });
}

async function openRecording(): Promise<void> {
    const picked = await vscode.window.showOpenDialog({ filters: { 'Recordings of cpi': ['cpr'] }, title: 'Open a recording' });
    const file = picked?.[0];
    if (file === undefined) return;
    await vscode.debug.startDebugging(undefined, { type: 'cpi', request: 'launch', name: path.basename(file.fsPath), recording: file.fsPath });
}

/** Registers every command; what goes wrong is told in one sentence. */
export function registerCommands(extension: vscode.ExtensionContext): void {
    const register = <A extends unknown[]>(name: string, action: (...args: A) => Promise<unknown>) => {
        extension.subscriptions.push(vscode.commands.registerCommand(name, async (...args: A) => {
            try {
                return await action(...args);
            } catch (error) {
                void vscode.window.showErrorMessage(error instanceof Error ? error.message : String(error));
                return undefined;
            }
        }));
    };
    const back = (request: string) => async () => {
        const at = needPlace();
        await at.session.customRequest(request, { threadId: at.threadId });
    };
    register('cpi.run', (uri?: vscode.Uri) => execute(extension, 'run', fileOf(uri)));
    register('cpi.check', (uri?: vscode.Uri) => execute(extension, 'check', fileOf(uri)));
    register('cpi.runTest', (uri: vscode.Uri, name: string) => execute(extension, 'test', uri, ['--filter=' + name]));
    register('cpi.debug', (uri?: vscode.Uri) => start(uri, {}));
    register('cpi.debugCompileTime', (uri?: vscode.Uri, line?: number) =>
        start(uri, { compileTime: typeof line === 'number' ? { file: fileOf(uri).fsPath, line } : true, stopOnEntry: typeof line === 'number' }));
    register('cpi.reverseStepIn', back('cpi/reverseStepIn'));
    register('cpi.reverseStepOut', back('cpi/reverseStepOut'));
    register('cpi.runBackToCursor', runBackToCursor);
    register('cpi.lastWrite', lastWrite);
    register('cpi.valueHistory', valueHistory);
    register('cpi.goTo', goTo);
    register('cpi.timelineToPanel', timelineToPanel);
    register('cpi.timelineToSideBar', timelineToSideBar);
    register('cpi.openRecording', openRecording);
    register('cpi.pickProgram', () => pickFile('**/*.cpi', 'The main file of the program'));
    register('cpi.pickRecording', () => pickFile('**/*.cpr', 'A recording'));
    register('cpi.selectServer', async () => {
        const server = findServer(extension, vscode.window.activeTextEditor?.document.uri.fsPath);
        return vscode.window.showInformationMessage(`${server.command} (found by ${server.origin})`);
    });
}
