// Colours the library, the examples and the programs of the tests: nothing in correct programs may look illegal, and at the
// end of a file no construct may be open. Every code block of a guide is coloured by the Markdown injection.
import { readFileSync, readdirSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

const require = createRequire(import.meta.url);
const textmate = require('vscode-textmate');
const oniguruma = require('vscode-oniguruma');
await oniguruma.loadWASM(readFileSync(require.resolve('vscode-oniguruma/release/onig.wasm')).buffer);
const onigLib = Promise.resolve({
    createOnigScanner: patterns => new oniguruma.OnigScanner(patterns),
    createOnigString: text => new oniguruma.OnigString(text),
});
const load = file => textmate.parseRawGrammar(readFileSync(file, 'utf8'), file);
const fences = JSON.stringify({ scopeName: 'text.html.markdown', patterns: [{ match: '^$', name: 'empty' }] });
const registry = new textmate.Registry({
    onigLib,
    loadGrammar: async scope => ({
        'source.cpi': () => load('syntaxes/cpi.tmLanguage.json'),
        'markdown.cpi.codeblock': () => load('syntaxes/markdown.injection.json'),
        'text.html.markdown': () => textmate.parseRawGrammar(fences, 'markdown.json'),
    })[scope]?.() ?? null,
    getInjections: scope => scope === 'text.html.markdown' ? ['markdown.cpi.codeblock'] : [],
});

function files(directory, suffix) {
    return readdirSync(directory).flatMap(name => {
        const file = path.join(directory, name);
        return statSync(file).isDirectory() ? files(file, suffix) : name.endsWith(suffix) ? [file] : [];
    });
}

let failed = 0;
function complain(text) {
    failed++;
    console.log(text);
}

const root = '../..';
const grammar = await registry.loadGrammar('source.cpi');
const programs = ['lib', 'examples', 'tests/run', 'tests/lib'].flatMap(d => files(path.join(root, d), '.cpi'));
for (const file of programs) {
    let state = textmate.INITIAL;
    readFileSync(file, 'utf8').split('\n').forEach((line, i) => {
        const result = grammar.tokenizeLine(line, state);
        state = result.ruleStack;
        for (const token of result.tokens) {
            const bad = token.scopes.find(s => s.startsWith('invalid'));
            if (bad !== undefined) complain(`${file}:${i + 1}:${token.startIndex + 1}: ${bad}: ${line.slice(token.startIndex, token.endIndex)}`);
        }
    });
    if (state.depth > 1) complain(`${file}: something is open at the end: ${state.contentNameScopesList ?? ''}`);
}

const markdown = await registry.loadGrammar('text.html.markdown');
let state = textmate.INITIAL;
const scopes = ['text', '```cpi', 'fn main() none { }', '```', 'text'].map(line => {
    const result = markdown.tokenizeLine(line, state);
    state = result.ruleStack;
    return result.tokens.flatMap(t => t.scopes);
});
if (!scopes[2].includes('storage.type.function.cpi')) complain('a ```cpi block in Markdown is not coloured');
if (scopes[4].some(s => s.endsWith('.cpi'))) complain('the colours go on behind a ```cpi block');

console.log(`${programs.length} programs coloured, ${failed} complaints`);
process.exit(failed === 0 && programs.length > 0 ? 0 : 1);
