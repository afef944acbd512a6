// The entry point: registers everything.
import * as vscode from 'vscode';
import { registerCommands } from './commands';
import { Adapters, Configurations, Offers, Tracing } from './debug';
import { Lenses } from './lenses';
import { Problems } from './problems';
import { Tasks } from './tasks';
import { TimelineView } from './timeline/view';
import { InlineValues } from './values';

export function activate(extension: vscode.ExtensionContext): void {
    const channel = vscode.window.createOutputChannel('cpi');
    const lenses = new Lenses();
    const timeline = new TimelineView(extension);
    const problems = new Problems();
    registerCommands(extension);
    extension.subscriptions.push(
        channel, lenses, problems,
        vscode.languages.registerCodeLensProvider({ language: 'cpi', scheme: 'file' }, lenses),
        vscode.languages.registerInlineValuesProvider({ language: 'cpi' }, new InlineValues()),
        vscode.tasks.registerTaskProvider('cpi', new Tasks(extension)),
        vscode.debug.registerDebugConfigurationProvider('cpi', new Configurations()),
        vscode.debug.registerDebugConfigurationProvider('cpi', new Offers(), vscode.DebugConfigurationProviderTriggerKind.Dynamic),
        vscode.debug.registerDebugAdapterDescriptorFactory('cpi', new Adapters(extension)),
        vscode.debug.registerDebugAdapterTrackerFactory('cpi', new Tracing(channel)),
        vscode.debug.registerDebugAdapterTrackerFactory('cpi', timeline),
        vscode.debug.registerDebugAdapterTrackerFactory('cpi', problems),
        vscode.window.registerWebviewViewProvider('cpi.timeline', timeline, { webviewOptions: { retainContextWhenHidden: true } }),
    );
}
