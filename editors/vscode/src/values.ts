// Values of variables beside the code, while a program is stopped.
import * as vscode from 'vscode';
import { mentions } from './variables';

export class InlineValues implements vscode.InlineValuesProvider {
    provideInlineValues(document: vscode.TextDocument, view: vscode.Range, context: vscode.InlineValueContext): vscode.InlineValue[] {
        return mentions(document.getText(), context.stoppedLocation.end.line)
            .filter(m => m.line >= view.start.line && m.line <= view.end.line)
            .map(m => new vscode.InlineValueVariableLookup(new vscode.Range(m.line, m.start, m.line, m.start + m.name.length), m.name, true));
    }
}
