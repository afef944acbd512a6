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

/** Behind the name of a variable that is assigned. */
const ASSIGNED = /^\s*(?:[-+*\/]|mod|~[a-z]+)?=(?!=)/u;

/**
 * Where the values of local variables and parameters are shown, between the head of the function and the line where the program stands:
 * where they are declared or assigned, and on the line itself wherever they are mentioned. Each once on a line.
 */
export function mentions(text: string, stopped: number): Mention[] {
    const lines = blank(text).split('\n').slice(0, stopped + 1);
    const head = lines.findLastIndex(line => FUNCTION.test(line));
    if (head < 0) return [];
    const declared = new Set<string>();
    const here = lines.slice(head).map(line => {
        const names = new Set<string>();
        for (const pattern of DECLARED) for (const match of line.matchAll(pattern)) match.slice(1).forEach(name => names.add(name));
        names.delete('_');
        names.forEach(name => declared.add(name));
        return names;
    });
    return lines.slice(head).flatMap((line, number) => {
        const seen = new Set<string>();
        const isShown = (name: string, end: number) =>
            head + number === stopped || here[number]!.has(name) || ASSIGNED.test(line.slice(end));
        return [...line.matchAll(MENTIONED)]
            .filter(m => declared.has(m[0]) && !seen.has(m[0]) && isShown(m[0], m.index + m[0].length) && seen.add(m[0]))
            .map(m => ({ line: head + number, start: m.index, name: m[0] }));
    });
}
