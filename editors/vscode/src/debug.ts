// Debug configurations, and the start of the server.
import * as fs from 'node:fs';
import * as path from 'node:path';
import * as vscode from 'vscode';
import { Adapter } from './adapter';
import { findServer } from './server';

/** What the Run view offers without a launch.json. */
export class Offers implements vscode.DebugConfigurationProvider {
    provideDebugConfigurations(): vscode.DebugConfiguration[] {
        return [
            { type: 'cpi', request: 'launch', name: 'Debug this file', program: '${file}' },
            { type: 'cpi', request: 'launch', name: 'Debug compile time of this file', program: '${file}', compileTime: true },
        ];
    }
}

export class Configurations implements vscode.DebugConfigurationProvider {
    resolveDebugConfiguration(folder: vscode.WorkspaceFolder | undefined, config: vscode.DebugConfiguration): vscode.ProviderResult<vscode.DebugConfiguration> {
        const editor = vscode.window.activeTextEditor;
        if (config.type === undefined || config.type === '') {
            if (editor?.document.languageId !== 'cpi') {
                void vscode.window.showErrorMessage('Open a cpi program first, or make a launch.json.');
                return undefined;
            }
            config.type = 'cpi';
            config.request = 'launch';
            config.name = 'Debug ' + path.basename(editor.document.uri.fsPath);
        }
        if (config['program'] === undefined && config['recording'] === undefined) config['program'] = '${file}';
        config['cwd'] ??= folder?.uri.fsPath ?? '${fileDirname}';
        return config;
    }

    async resolveDebugConfigurationWithSubstitutedVariables(_: vscode.WorkspaceFolder | undefined, config: vscode.DebugConfiguration): Promise<vscode.DebugConfiguration | undefined> {
        const program: unknown = config['program'];
        if (typeof program === 'string') await vscode.workspace.textDocuments.find(d => d.isDirty && d.uri.fsPath === program)?.save();
        return config;
    }
}

function isDirectory(file: string): boolean {
    return fs.statSync(file, { throwIfNoEntry: false })?.isDirectory() === true;
}

export class Adapters implements vscode.DebugAdapterDescriptorFactory {
    constructor(private readonly extension: vscode.ExtensionContext) {}

    createDebugAdapterDescriptor(session: vscode.DebugSession): vscode.DebugAdapterDescriptor {
        const program: unknown = session.configuration['program'];
        try {
            const server = findServer(this.extension, typeof program === 'string' ? program : undefined);
            const cwd: unknown = session.configuration['cwd'];
            return new vscode.DebugAdapterInlineImplementation(new Adapter(server, typeof cwd === 'string' && isDirectory(cwd) ? cwd : undefined));
        } catch (error) {
            // The editor itself would say nothing.
            void vscode.window.showErrorMessage(error instanceof Error ? error.message : String(error));
            throw error;
        }
    }
}

/** Writes the messages of sessions into a channel if `cpi.trace.debug` is on. */
export class Tracing implements vscode.DebugAdapterTrackerFactory {
    constructor(private readonly channel: vscode.OutputChannel) {}

    createDebugAdapterTracker(): vscode.ProviderResult<vscode.DebugAdapterTracker> {
        if (!vscode.workspace.getConfiguration('cpi').get('trace.debug', false)) return undefined;
        const began = Date.now();
        const write = (direction: string, message: unknown) =>
            this.channel.appendLine(`${String(Date.now() - began).padStart(7)} ${direction} ${JSON.stringify(message)}`);
        return {
            onWillReceiveMessage: message => write('-->', message),
            onDidSendMessage: message => write('<--', message),
            onError: error => write('!!!', error.message),
            onExit: (code, signal) => write('!!!', `exit ${code ?? ''} ${signal ?? ''}`),
        };
    }
}
