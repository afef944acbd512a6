// Errors and warnings of the program that was launched last, in the Problems view and under the code.
import * as path from 'node:path';
import * as vscode from 'vscode';
import type { Message } from './wire';

/** A place in the JSON form of diagnostics; lines and columns count from 1, columns in code points. */
interface Span {
    file: string;
    line: number;
    column: number;
    endLine: number;
    endColumn: number;
    primary: boolean;
    label: string;
}

interface Problem {
    severity: string;
    code: string;
    message: string;
    spans: Span[];
    notes: string[];
    helps: { message: string }[];
}

export class Problems implements vscode.Disposable, vscode.DebugAdapterTrackerFactory {
    private readonly collection = vscode.languages.createDiagnosticCollection('cpi-launch');
    private readonly changes: vscode.Disposable;

    constructor() {
        this.changes = vscode.workspace.onDidChangeTextDocument(e => this.changed(e));
    }

    createDebugAdapterTracker(session: vscode.DebugSession): vscode.DebugAdapterTracker {
        let shown: Promise<number> = Promise.resolve(0);
        return {
            onDidSendMessage: (message: Message) => {
                if (message.event === 'cpi/problems') shown = this.show(session, (message.body as { problems: Problem[] }).problems);
                // The editor leaves it to us to tell.
                else if (message.command === 'launch' && message.success === false && message.type === 'response') {
                    void shown.then(errors => errors > 0 ? this.tell(message.message ?? '', errors) : undefined);
                }
            },
        };
    }

    private async tell(message: string, errors: number): Promise<void> {
        const more = errors === 1 ? '' : ` (and ${errors - 1} more)`;
        const answer = await vscode.window.showErrorMessage(message.charAt(0).toUpperCase() + message.slice(1) + more, 'Show Problems');
        if (answer !== undefined) await vscode.commands.executeCommand('workbench.actions.view.problems');
    }

    /** Gives the number of errors. */
    private async show(session: vscode.DebugSession, problems: Problem[]): Promise<number> {
        this.collection.clear();
        const base: unknown = session.configuration['cwd'];
        const uriOf = (span: Span) => vscode.Uri.file(path.resolve(typeof base === 'string' ? base : '', span.file));
        const files = new Map<string, [vscode.Uri, vscode.Diagnostic[]]>();
        for (const problem of problems) {
            const place = problem.spans.find(span => span.primary);
            if (place === undefined) continue;
            const diagnostic = new vscode.Diagnostic(await rangeOf(uriOf(place), place), textOf(problem, place),
                problem.severity === 'error' ? vscode.DiagnosticSeverity.Error : vscode.DiagnosticSeverity.Warning);
            diagnostic.source = 'cpi';
            diagnostic.code = problem.code;
            diagnostic.relatedInformation = await Promise.all(problem.spans.filter(span => !span.primary).map(async span =>
                new vscode.DiagnosticRelatedInformation(new vscode.Location(uriOf(span), await rangeOf(uriOf(span), span)), span.label)));
            const uri = uriOf(place);
            const list = files.get(uri.toString()) ?? [uri, []];
            list[1].push(diagnostic);
            files.set(uri.toString(), list);
        }
        this.collection.set([...files.values()]);
        return problems.filter(problem => problem.severity === 'error').length;
    }

    /** A problem whose text is edited is gone until the next check; the others keep their places. */
    private changed(event: vscode.TextDocumentChangeEvent): void {
        let list = this.collection.get(event.document.uri);
        if (list === undefined || list.length === 0 || event.contentChanges.length === 0) return;
        for (const change of event.contentChanges) {
            const lines = change.text.split('\n').length - 1 - (change.range.end.line - change.range.start.line);
            list = list.filter(d => d.range.end.line < change.range.start.line || d.range.start.line > change.range.end.line).map(d => {
                if (lines === 0 || d.range.start.line <= change.range.end.line) return d;
                d.range = new vscode.Range(d.range.start.translate(lines), d.range.end.translate(lines));
                return d;
            });
        }
        this.collection.set(event.document.uri, [...list]);
    }

    dispose(): void {
        this.changes.dispose();
        this.collection.dispose();
    }
}

function textOf(problem: Problem, place: Span): string {
    return [problem.message + (place.label === '' ? '' : ': ' + place.label), ...problem.notes.map(note => 'note: ' + note),
        ...problem.helps.map(help => 'help: ' + help.message)].join('\n');
}

async function rangeOf(uri: vscode.Uri, span: Span): Promise<vscode.Range> {
    let document: vscode.TextDocument | undefined;
    try {
        document = await vscode.workspace.openTextDocument(uri);
    } catch {
        // Of the bundled library, or gone.
    }
    const at = (line: number, column: number) => {
        const text = document !== undefined && line <= document.lineCount ? document.lineAt(line - 1).text : undefined;
        return new vscode.Position(line - 1, text === undefined ? column - 1 : [...text].slice(0, column - 1).join('').length);
    };
    return new vscode.Range(at(span.line, span.column), at(span.endLine, span.endColumn));
}
