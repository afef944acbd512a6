// Finds the cpi to use: the setting, a directory above the file, the PATH, the one that came with the extension.
import * as fs from 'node:fs';
import * as path from 'node:path';
import * as vscode from 'vscode';

/** How to start cpi. */
export interface Server {
    command: string;
    env: { [name: string]: string };
    /** Where it was found, for people. */
    origin: string;
}

const NAMES = process.platform === 'win32' ? ['cpi.exe', 'cpi.bat', 'cpi.cmd'] : ['cpi'];

function isProgram(file: string): boolean {
    try {
        if (!fs.statSync(file).isFile()) return false;
        if (process.platform !== 'win32') fs.accessSync(file, fs.constants.X_OK);
        return true;
    } catch {
        return false;
    }
}

function inDirectory(directory: string): string | undefined {
    return NAMES.map(name => path.join(directory, name)).find(isProgram);
}

function above(file: string): string | undefined {
    for (let directory = path.dirname(file); ; directory = path.dirname(directory)) {
        const found = inDirectory(directory);
        if (found !== undefined) return found;
        if (path.dirname(directory) === directory) return undefined;
    }
}

/**
 * The cpi for a file. A program that lies in the workspace is started only if the workspace is trusted.
 * Throws an error with a sentence for people if there is none.
 */
export function findServer(extension: vscode.ExtensionContext, file?: string): Server {
    const settings = vscode.workspace.getConfiguration('cpi');
    const env: { [name: string]: string } = {};
    const javaHome = settings.get<string>('javaHome', '');
    if (javaHome !== '') env['JAVA_HOME'] = javaHome;

    const configured = settings.get<string>('executable', '');
    if (configured !== '') {
        const folder = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath ?? '';
        const command = path.resolve(folder, configured.replace(/\$\{workspaceFolder\}/g, folder));
        if (!isProgram(command)) throw new Error(`The setting cpi.executable names ${command}, which is no program.`);
        return { command, env, origin: 'the setting cpi.executable' };
    }
    if (vscode.workspace.isTrusted) {
        const starts = [file, ...(vscode.workspace.workspaceFolders ?? []).map(folder => path.join(folder.uri.fsPath, 'x'))];
        for (const start of starts) {
            const found = start === undefined ? undefined : above(start);
            if (found !== undefined) return { command: found, env, origin: 'a directory above the file' };
        }
    }
    for (const directory of (process.env['PATH'] ?? '').split(path.delimiter)) {
        const found = path.isAbsolute(directory) ? inDirectory(directory) : undefined;
        if (found !== undefined) return { command: found, env, origin: 'the PATH' };
    }
    const bundled = inDirectory(extension.asAbsolutePath('server'));
    if (bundled !== undefined) return { command: bundled, env, origin: 'the extension' };
    throw new Error('There is no cpi. Put it on the PATH, or name it in the setting cpi.executable.');
}
