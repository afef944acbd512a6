// Finds the places above which code lenses stand. Knows no editor.

export type PlaceKind = 'main' | 'test' | 'evaluation';

export interface Place {
    kind: PlaceKind;
    /** From 0. */
    line: number;
    /** The name of the test, constant or global; empty for `#run` and conditions. */
    name: string;
}

/** The text with comments and strings blanked, so that patterns meet only code. Line ends stay where they are. */
export function blank(text: string): string {
    const out = text.split('');
    const wipe = (from: number, to: number) => {
        for (let i = from; i < to; i++) if (out[i] !== '\n' && out[i] !== '\r') out[i] = ' ';
    };
    let i = 0;
    while (i < text.length) {
        const from = i;
        if (text.startsWith('--[', i)) {
            let depth = 0;
            do {
                if (text.startsWith('--[', i)) { depth++; i += 3; }
                else if (text.startsWith(']--', i)) { depth--; i += 3; }
                else i++;
            } while (depth > 0 && i < text.length);
            wipe(from, i);
        } else if (text.startsWith('--', i)) {
            while (i < text.length && text[i] !== '\n') i++;
            wipe(from, i);
        } else if (text[i] === '"') {
            i++;
            while (i < text.length && text[i] !== '"') i += text[i] === '\\' ? 2 : 1;
            const end = Math.min(i, text.length);
            i = end + 1;
            wipe(from + 1, end);
        } else if (text[i] === "'") {
            const literal = /^'(?:\\(?:x..|u\{[^}']*\}|.)|[^'\\\n])'/.exec(text.slice(i, i + 16));
            i += literal?.[0].length ?? 1;
            wipe(from + 1, i - 1);
        } else {
            i++;
        }
    }
    return out.join('');
}

const NAME = '[\\p{L}_][\\p{L}\\p{N}_]*';
const MAIN = /(?<![\w.#`])fn\s+main\s*\(/u;
const TEST = /#test\s*"/u;
const COMPUTED = /#run(?!\w)/u;
const CONDITION = /(?<![\w.])(?:#assert|#if)(?!\w)[^;{]*\(/u;
const CONSTANT = new RegExp(`^\\s*(${NAME})\\s*(?:::=|::[^=;]*=)(.*)`, 'u');
const GLOBAL = new RegExp(`^(?:#thread_local\\s+)?(${NAME})\\s*(?::=|:(?![:=])[^=;]*=)(.*)`, 'u');
/** A call or an instance with a call: something that runs. */
const CALL = new RegExp(`(?<![#\\p{L}\\p{N}_])(?!(?:fn|sizeof|alignof|offsetof|typeof|cast)\\b)${NAME}(?:!${NAME}|!\\([^()]*\\))?\\s*\\(|\\|\\s*${NAME}`, 'u');
const FUNCTION = /^\s*(?:#c\s+)?fn\b/u;

function evaluation(line: string): string | undefined {
    const constant = CONSTANT.exec(line) ?? GLOBAL.exec(line);
    if (constant !== null && !FUNCTION.test(constant[2]!) && (CALL.test(constant[2]!) || COMPUTED.test(constant[2]!))) return constant[1]!;
    return COMPUTED.test(line) || CONDITION.test(line) ? '' : undefined;
}

/** At most one place for each line. Globals are taken for such if they begin at the left margin. */
export function places(text: string): Place[] {
    const original = text.split('\n');
    const result: Place[] = [];
    blank(text).split('\n').forEach((line, number) => {
        if (MAIN.test(line)) result.push({ kind: 'main', line: number, name: 'main' });
        else if (TEST.test(line)) result.push({ kind: 'test', line: number, name: /#test\s*"((?:[^"\\]|\\.)*)"/u.exec(original[number]!)?.[1] ?? '' });
        else {
            const name = evaluation(line);
            if (name !== undefined) result.push({ kind: 'evaluation', line: number, name });
        }
    });
    return result;
}
