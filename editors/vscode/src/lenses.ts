// Run, Debug and Debug at compile time, above the code.
import * as vscode from 'vscode';
import { places } from './places';

export class Lenses implements vscode.CodeLensProvider, vscode.Disposable {
    private readonly changed = new vscode.EventEmitter<void>();
    private readonly settings: vscode.Disposable;
    readonly onDidChangeCodeLenses = this.changed.event;

    constructor() {
        this.settings = vscode.workspace.onDidChangeConfiguration(e => {
            if (e.affectsConfiguration('cpi.codeLens')) this.changed.fire();
        });
    }

    provideCodeLenses(document: vscode.TextDocument): vscode.CodeLens[] {
        if (!vscode.workspace.getConfiguration('cpi', document).get('codeLens', true)) return [];
        const uri = document.uri;
        return places(document.getText()).flatMap(place => {
            const range = new vscode.Range(place.line, 0, place.line, 0);
            const lens = (title: string, command: string, ...args: unknown[]) => new vscode.CodeLens(range, { title, command, arguments: args });
            switch (place.kind) {
                case 'main':
                    return [lens('$(play) Run', 'cpi.run', uri), lens('$(debug-alt) Debug', 'cpi.debug', uri)];
                case 'test':
                    return [lens('$(beaker) Run test', 'cpi.runTest', uri, place.name)];
                case 'evaluation':
                    return [lens('$(debug-alt) Debug at compile time', 'cpi.debugCompileTime', uri, place.line + 1)];
            }
        });
    }

    dispose(): void {
        this.settings.dispose();
        this.changed.dispose();
    }
}
