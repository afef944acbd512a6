// Finds the variables whose values are worth showing beside the code. Knows no editor.
import { blank } from './places';

export interface Mention {
    /** From 0. */
    line: number;
    start: number;
    name: string;
}

const NAME = '[\\p{L}_][\\p{L}\\p{N}_]*';
const FUNCTION = /(?<![\w.#`])fn\b[^;{]*\(/u;
const DECLARED = [
    new RegExp(`(?<![.\\p{L}\\p{N}_]|\\bcase\\s+)(${NAME})\\s*:(?!:)`, 'gu'),
    new RegExp(`\\bfor\\s+(${NAME})\\s*,\\s*(${NAME})\\s*:`, 'gu'),
    new RegExp(`\\bcase\\b[^{]*:\\s*(${NAME})\\s*\\{`, 'gu'),
];
const MENTIONED = new RegExp(`(?<![.\\p{L}\\p{N}_#])${NAME}`, 'gu');

/**
 * The local variables and parameters that are mentioned between the head of the function and the line where the program stands, each once
 * on a line.
 */
export function mentions(text: string, stopped: number): Mention[] {
    const lines = blank(text).split('\n').slice(0, stopped + 1);
    const head = lines.findLastIndex(line => FUNCTION.test(line));
    if (head < 0) return [];
    const declared = new Set<string>();
    for (const line of lines.slice(head)) {
        for (const pattern of DECLARED) for (const match of line.matchAll(pattern)) match.slice(1).forEach(name => declared.add(name));
    }
    declared.delete('_');
    return lines.slice(head).flatMap((line, number) => {
        const seen = new Set<string>();
        return [...line.matchAll(MENTIONED)].filter(m => declared.has(m[0]) && !seen.has(m[0]) && seen.add(m[0]))
            .map(m => ({ line: head + number, start: m.index, name: m[0] }));
    });
}
