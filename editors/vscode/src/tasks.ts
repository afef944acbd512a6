// Tasks: check, run, build, test.
import * as vscode from 'vscode';
import { findServer } from './server';

export type TaskCommand = 'check' | 'run' | 'build' | 'test';

interface Definition extends vscode.TaskDefinition {
    command: TaskCommand;
    file?: string;
    options?: string[];
    args?: string[];
}

const COMMANDS: TaskCommand[] = ['check', 'run', 'build', 'test'];

/** The task of a definition; `${file}` stands for the file in the editor if it names none. */
export function makeTask(extension: vscode.ExtensionContext, definition: Definition, scope: vscode.WorkspaceFolder | vscode.TaskScope): vscode.Task {
    const server = findServer(extension, vscode.window.activeTextEditor?.document.uri.fsPath);
    const words = [definition.command, ...(definition.options ?? []), definition.file ?? '${file}', ...(definition.args ?? [])];
    const name = definition.command + (definition.file === undefined ? '' : ' ' + definition.file);
    const execution = new vscode.ProcessExecution(server.command, words, { env: server.env });
    const task = new vscode.Task(definition, scope, name, 'cpi', execution, ['$cpi', '$cpi-panic']);
    if (definition.command === 'build' || definition.command === 'check') task.group = vscode.TaskGroup.Build;
    if (definition.command === 'test') task.group = vscode.TaskGroup.Test;
    task.presentationOptions = { clear: true, showReuseMessage: false };
    return task;
}

export class Tasks implements vscode.TaskProvider {
    constructor(private readonly extension: vscode.ExtensionContext) {}

    provideTasks(): vscode.Task[] {
        try {
            return COMMANDS.map(command => makeTask(this.extension, { type: 'cpi', command }, vscode.TaskScope.Workspace));
        } catch {
            return [];
        }
    }

    resolveTask(task: vscode.Task): vscode.Task {
        return makeTask(this.extension, task.definition as Definition, task.scope ?? vscode.TaskScope.Workspace);
    }
}

/** Runs a command of cpi on a file in the terminal. */
export async function execute(extension: vscode.ExtensionContext, command: TaskCommand, file: vscode.Uri, options: string[] = []): Promise<void> {
    const scope = vscode.workspace.getWorkspaceFolder(file) ?? vscode.TaskScope.Workspace;
    await vscode.tasks.executeTask(makeTask(extension, { type: 'cpi', command, file: file.fsPath, options }, scope));
}
