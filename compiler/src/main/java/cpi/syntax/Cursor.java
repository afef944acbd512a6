package cpi.syntax;

import cpi.diag.Code;
import cpi.diag.Problem;
import cpi.diag.Problems;
import cpi.source.SourceFile;
import cpi.source.Span;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/// The parser's place in the tokens, with error reporting and recovery (D2.1).
///
/// After an error the cursor *panics*: the current kind becomes [#PANIC], which fits no rule, so every rule ends at once
/// without a message and without moving. The panic ends where it is known how to go on: behind the closing bracket of
/// the construct ([#close]), at its block ([#recoverToBlock]) or at the next statement ([#recover]).
final class Cursor {
    static final int MAX_DEPTH = 500;
    /// How many operators, postfixes or `else if` may follow one another. They are no nesting in the sense of L2.1, but the tree
    /// gets as deep as the chain is long, and every later stage walks it recursively.
    static final int MAX_CHAIN = 10_000;
    static final int PANIC = -1;

    private final Tokens tokens;
    private final SourceFile file;
    private final Problems problems;
    private final Indentation indentation;
    private Optional<Brackets> brackets = Optional.empty();
    /// The tokens of the open brackets; for a `{` that is missing, `~` of the token that closes it.
    private int[] open = new int[64];
    private int openCount;
    private int extraDepth;
    private int muted;
    private int pos;
    private int kind;
    private int lastEnd;
    /// The last `{` that began a statement, and so a struct literal; people from other languages mean a block.
    private int statementBrace = -1;
    /// How many brackets were open where the head of a construct began that ends at a `{`; -1 outside of heads.
    private int headDepth = -1;
    /// How many were open where the last statement or item began.
    private int statementDepth;
    /// Whether a bracket left open at the end of the file has been reported: the innermost is enough.
    private boolean endReported;
    /// Whether the current statement has had an error, so that a missing `;` is probably part of it.
    private boolean failed;
    /// The token before which a `}` was found to be missing last.
    private int missingBefore = -1;
    /// The first tokens of the lines that have had an error.
    private final Set<Integer> wrongLines = new HashSet<>();
    /// Whether the text here has been found to be nested too deeply; until it has come up far enough that is enough.
    private boolean deep;

    Cursor(Tokens tokens, Problems problems) {
        this.tokens = tokens;
        this.file = tokens.file();
        this.problems = problems;
        this.indentation = new Indentation(tokens);
        this.kind = tokens.kind(0);
    }

    // ---- looking

    int kind() {
        return kind;
    }

    int pos() {
        return pos;
    }

    Tokens tokens() {
        return tokens;
    }

    /// The kind of the token `n` behind the current one.
    int peek(int n) {
        return kind == PANIC ? PANIC : tokens.kind(Math.min(pos + n, tokens.count() - 1));
    }

    boolean at(int wanted) {
        return kind == wanted;
    }

    boolean atIdent() {
        return TokenKind.isIdent(kind);
    }

    boolean panicking() {
        return kind == PANIC;
    }

    int start() {
        return tokens.start(pos);
    }

    /// The end of the last token taken.
    int lastEnd() {
        return lastEnd;
    }

    /// The place of the current token.
    Span here() {
        return tokens.span(pos);
    }

    /// From `start` to the last token taken; the empty place behind that if it stands before `start`.
    Span from(int start) {
        return new Span(file, Math.min(start, lastEnd), lastEnd);
    }

    Span span(int start, int end) {
        return new Span(file, start, end);
    }

    /// The empty place behind the last token taken.
    Span gap() {
        return new Span(file, lastEnd, lastEnd);
    }

    Expr.Absent absent() {
        return new Expr.Absent(gap());
    }

    // ---- moving

    /// Takes the current token. Must not be called in a panic or at the end of the file.
    void advance() {
        lastEnd = tokens.end(pos);
        pos++;
        kind = tokens.kind(pos);
    }

    boolean accept(int wanted) {
        if (kind != wanted) return false;
        advance();
        return true;
    }

    boolean expect(int wanted) {
        if (accept(wanted)) return true;
        unexpected("`" + TokenKind.text(wanted) + "`");
        return false;
    }

    /// Takes the current token and gives its place.
    Span take() {
        Span place = here();
        advance();
        return place;
    }

    /// The `;` that ends an item or statement. If it is missing the text up to here is complete, and reading goes on at once
    /// if what follows stands on a new line or is clearly a declaration.
    ///
    /// Gives whether it was there.
    boolean expectSemicolon() {
        if (accept(TokenKind.SEMICOLON)) return true;
        if (kind == PANIC) return false;
        if (kind != TokenKind.ERROR && !failed) {
            Problem problem = Problem.of(Code.E0203, gap(), "expected `;`, found " + describe(pos));
            String habit = tokens.startsLine(pos) ? "" : kind == TokenKind.IF ? Habits.NO_VALUE : Habits.help(tokens, pos);
            report(habit.isEmpty() ? problem.help("insert `;`", gap(), ";") : problem.help(habit));
        }
        if (kind == TokenKind.IF && !tokens.startsLine(pos) && skipLine()) return accept(TokenKind.SEMICOLON);
        boolean goesOn = kind != TokenKind.ERROR && (tokens.startsLine(pos) || Starts.declaration(tokens, pos));
        if (!goesOn && kind != TokenKind.RBRACE && kind != TokenKind.EOF) panic();
        return false;
    }

    /// Skips to the `;` that ends this line, if there is one.
    boolean skipLine() {
        for (int i = pos; tokens.kind(i) != TokenKind.EOF && (i == pos || !tokens.startsLine(i)) && !endsOpenBracket(i); i = skip(i)) {
            if (tokens.kind(i) != TokenKind.SEMICOLON) continue;
            moveTo(i);
            return true;
        }
        return false;
    }

    /// An item or statement begins: whatever was wrong before has nothing to do with it.
    void beginStatement() {
        failed = false;
        statementDepth = openCount;
        if (openCount + extraDepth < MAX_DEPTH / 2) deep = false;
    }

    private void panic() {
        kind = PANIC;
        failed = true;
    }

    // ---- brackets and depth

    /// Takes an opening bracket, which the current token must be. Too deep nesting is E0213 and leaves it untaken, in a panic;
    /// [#close] belongs to it in either case.
    void open() {
        if (openCount == open.length) open = Arrays.copyOf(open, openCount * 2);
        open[openCount++] = pos;
        if (openCount + extraDepth > MAX_DEPTH) tooDeep();
        else advance();
    }

    /// Takes the `{` of a block of declarations or clauses; E0201 if it is missing. Gives whether the block is open.
    boolean openBlock() {
        if (kind == TokenKind.LBRACE) {
            open();
            return true;
        }
        Problem problem = Problem.of(Code.E0201, here(), "expected `{`, found " + describe(pos));
        boolean isThere = kind != TokenKind.SEMICOLON && openMissing();
        if (isThere) report(problem);
        else unexpected("`{`");
        return isThere;
    }

    void markStatementBrace() {
        statementBrace = pos;
    }

    /// Takes the closing bracket that belongs to the last [#open], skipping to it if there was an error.
    Span close(String expected) {
        int closer = innerCloser();
        if (kind != closer && kind != PANIC && endsOpenBracket(pos)) {
            // Only this bracket is left open; the one around it ends here.
            report(withHabit(misfit(expected + "`" + TokenKind.text(closer) + "`")));
            failed = true;
        } else if (kind == PANIC && itemFollows()) {
            moveTo(pos);
        } else if (kind != closer) {
            if (kind != PANIC) unexpected(expected + "`" + TokenKind.text(closer) + "`");
            int partner = partner(open[openCount - 1]);
            if (partner >= pos) moveTo(partner);
        }
        openCount--;
        if (kind != closer) return gap();
        return take();
    }

    /// Whether the bracket opened last can still have contents: not at its end, the end of the file, or in a panic.
    boolean inside() {
        return kind != PANIC && kind != TokenKind.EOF && kind != innerCloser();
    }

    /// Whether a declaration begins on a line of its own, where none can stand.
    private boolean itemFollows() {
        return tokens.startsLine(pos) && Starts.item(tokens, pos);
    }

    /// The kind of bracket that closes an open one.
    private int closerOf(int opened) {
        return opened < 0 ? TokenKind.RBRACE : TokenKind.closerOf(tokens.kind(opened));
    }

    private int innerCloser() {
        return closerOf(open[openCount - 1]);
    }

    /// The token that closes an open bracket, as far as that can be told; or -1.
    private int partner(int opened) {
        return opened < 0 ? ~opened : brackets().closer(opened);
    }

    /// Whether here, where a `{` is missing, a block stands all the same: its `}` is there. If so it is open now, as by [#open].
    boolean openMissing() {
        if (kind == PANIC || pos == 0 || openCount + extraDepth >= MAX_DEPTH) return false;
        int outer = openCount == 0 ? Indentation.NONE : open[openCount - 1];
        int closer = indentation.closerOfMissing(pos, outer);
        if (closer < 0 || closer == ~outer) return false;
        if (openCount == open.length) open = Arrays.copyOf(open, openCount * 2);
        open[openCount++] = ~closer;
        return true;
    }

    /// Whether the current closing bracket belongs to a bracket that is open; the innermost is then never closed.
    boolean closesOuter() {
        return kind != PANIC && endsOpenBracket(pos);
    }

    /// The head of a construct begins: at its own level the next `{` opens a block. Gives what [#endHead] wants.
    int beginHead() {
        int outer = headDepth;
        headDepth = openCount;
        return outer;
    }

    void endHead(int outer) {
        headDepth = outer;
    }

    boolean inHead() {
        return headDepth == openCount;
    }

    /// Whether the current token is in no brackets that opened since the statement or item began.
    boolean atStatementLevel() {
        return openCount == statementDepth;
    }

    /// The token that closes the bracket at token `i`, or -1.
    int closer(int i) {
        return brackets().closer(i);
    }

    /// The token behind the one at `i`, or behind the bracketed group that begins there.
    int behind(int i) {
        return skip(i);
    }

    /// One level of nesting that is not a bracket: types and operands. In a panic afterwards if it is one too many.
    void enter() {
        extraDepth++;
        if (openCount + extraDepth > MAX_DEPTH && kind != PANIC) tooDeep();
    }

    void leave() {
        extraDepth--;
    }

    /// The current token continues a chain of so many links. In a panic afterwards if it is one too many.
    void link(int count) {
        if (count > MAX_CHAIN && kind != PANIC) tooDeep("at most " + MAX_CHAIN + " operators may follow one another");
    }

    private void tooDeep() {
        tooDeep("at most " + MAX_DEPTH + " levels are allowed");
    }

    private void tooDeep(String limit) {
        Problem problem = Problem.of(Code.E0213, here(), "nesting is too deep").note(limit);
        if (!deep) report(problem);
        deep = true;
        panic();
    }

    // ---- errors

    /// The current token fits no rule: E0201 or E0202 (L2.1).
    void unexpected(String expected) {
        if (kind == PANIC) return;
        boolean isKnown = kind == TokenKind.ERROR || kind == TokenKind.EOF && (endReported || isExplained());
        if (!isKnown) report(withHabit(misfit(expected)));
        endReported |= kind == TokenKind.EOF;
        panic();
    }

    /// At the end of the file: whether the line where a `}` seems to be missing has had an error, which is the same one then.
    private boolean isExplained() {
        if (openCount == 0 || open[openCount - 1] < 0) return false;
        int suspect = indentation.misaligned(open[openCount - 1], pos, brackets());
        return suspect >= 0 && wrongLines.contains(indentation.firstOfLine(suspect));
    }

    private Problem misfit(String expected) {
        if (leavesOpen()) {
            return neverClosed(kind == TokenKind.EOF ? "noticed here, at the end of the file" : "noticed here");
        }
        return Problem.of(Code.E0201, here(), "expected " + expected + ", found " + describe(pos));
    }

    /// Whether the innermost bracket stays open because of what stands here. A `)` or `]` that belongs to nothing is just one too many
    /// in a block.
    private boolean leavesOpen() {
        if (openCount == 0 || open[openCount - 1] < 0 || innerCloser() == kind) return false;
        boolean isStray = innerCloser() == TokenKind.RBRACE && atStatementLevel() && !endsOpenBracket(pos);
        return kind == TokenKind.EOF || TokenKind.isCloser(kind) && !isStray;
    }

    /// Reports a `)` or `]` that belongs to nothing, where an expression is expected, and leaves it out.
    boolean skipStray(String expected) {
        if (kind == PANIC || !TokenKind.isCloser(kind) || !atStatementLevel() || endsOpenBracket(pos)) return false;
        if (!wrongLines.contains(indentation.firstOfLine(pos))) report(misfit(expected));
        while (TokenKind.isCloser(kind) && !endsOpenBracket(pos)) advance();
        return true;
    }

    /// E0202 at the innermost open bracket. A brace inside it whose partner stands at another indentation is probably the one meant.
    private Problem neverClosed(String noticed) {
        int opened = open[openCount - 1];
        Problem problem = Problem.of(Code.E0202, tokens.span(opened), "`" + TokenKind.text(tokens.kind(opened)) + "` is never closed")
                .label(here(), noticed);
        int suspect = indentation.misaligned(opened, pos, brackets());
        return suspect < 0 ? problem : problem.label(tokens.span(suspect), "this one's `}` is not where the indentation tells");
    }

    /// Whether a declaration stands here that the indentation puts behind the innermost block, in a text where a `}` is missing.
    boolean leavesBlock() {
        int opened = open[openCount - 1];
        if (kind == PANIC || opened < 0 || !itemFollows() || !indentation.isOutside(pos, opened)) return false;
        for (int n = 0; n < openCount; n++) if (open[n] >= 0 && brackets().closer(open[n]) < 0) return true;
        return false;
    }

    /// At a `case` in the block of a clause, or a declaration behind a block: the `}` before it is missing. E0202, once at a place.
    void missingEnd() {
        if (open[openCount - 1] >= 0 && missingBefore != pos) report(neverClosed("noticed here"));
        missingBefore = pos;
        openCount--;
    }

    private Problem withHabit(Problem problem) {
        if (openCount > 0 && open[openCount - 1] == statementBrace) {
            return problem.help("a block as a statement is written `do { … }`");
        }
        String help = kind == TokenKind.ASSIGN && !atStatementLevel() ? "a value gets its name with `:`, as in `{x: 1}`"
            : Habits.help(tokens, pos);
        return help.isEmpty() ? problem : problem.help(help);
    }

    /// Reports a problem unless it is surely a consequence of an earlier one.
    void report(Problem problem) {
        if (kind != PANIC) wrongLines.add(indentation.firstOfLine(pos));
        if (muted == 0 && !tokens.isMuted(tokens.start(pos))) problems.report(problem);
    }

    /// Reports and panics.
    void fail(Problem problem) {
        if (kind == PANIC) return;
        report(problem);
        panic();
    }

    /// Until [#unmute], nothing is reported.
    void mute() {
        muted++;
    }

    void unmute() {
        muted--;
    }

    String describe(int i) {
        int what = tokens.kind(i);
        if (what == TokenKind.EOF) return "the end of the file";
        String text = tokens.span(i).text();
        boolean isLong = text.length() > 30 || text.indexOf('\n') >= 0;
        if (what == TokenKind.STRING) return isLong ? "a string" : "the string " + text;
        if (TokenKind.isKeyword(what)) return "the keyword `" + text + "`";
        return isLong ? "`" + text.lines().findFirst().orElse("").substring(0, 20) + "…`" : "`" + text + "`";
    }

    // ---- recovery

    /// The elements of a list of declared names (fields, members, parameters) up to its closing bracket. After an error the
    /// later elements are still read, so that they are known, but nothing more is reported.
    ///
    /// Gives whether all of them are known.
    boolean declaredNames(Runnable element) {
        boolean silent = false;
        boolean known = true;
        while (inside()) {
            element.run();
            known &= kind != PANIC;
            if (inside() && !accept(TokenKind.COMMA)) {
                String wanted = "`,` or `" + TokenKind.text(innerCloser()) + "`";
                if (kind == TokenKind.SEMICOLON) {
                    fail(Problem.of(Code.E0201, here(), "expected " + wanted + ", found `;`").help("write a comma", here(), ","));
                } else {
                    unexpected(wanted);
                }
                known &= !itemFollows();
                if (itemFollows()) break;
                // Only the comma is missing if an element seems to begin here.
                boolean atSemicolon = tokens.kind(pos) == TokenKind.SEMICOLON;
                boolean begins = tokens.startsLine(pos) || Starts.declaration(tokens, pos);
                known &= atSemicolon || begins;
                if (begins) moveTo(pos);
                else if (!recoverToComma()) break;
            } else if (kind != PANIC) {
                continue;
            } else if (!recoverToComma()) {
                break;
            }
            if (!silent) muted++;
            silent = true;
        }
        if (silent) muted--;
        return known;
    }

    private boolean recoverToComma() {
        int opened = open[openCount - 1];
        int end = partner(opened);
        for (int i = Math.max(pos, opened + 1); i < end; i = skip(i)) {
            if (tokens.kind(i) == TokenKind.COMMA || tokens.kind(i) == TokenKind.SEMICOLON) {
                moveTo(i + 1);
                return true;
            }
        }
        return false;
    }

    /// Ends a panic at a `{` before the end of the statement, if there is one: the head of a construct was wrong, its block is read.
    void recoverToBlock() {
        if (kind == PANIC && blockFollows()) moveTo(nextBlock());
    }

    /// Whether there is a `{` before the end of the statement.
    boolean blockFollows() {
        return tokens.kind(nextBlock()) == TokenKind.LBRACE;
    }

    private int nextBlock() {
        int i = pos;
        while (!endsStatement(i) && tokens.kind(i) != TokenKind.LBRACE) i = skip(i);
        return i;
    }

    /// Ends a panic at the first `{` on this line, if there is one, whatever stands before it.
    void moveToBlockOnLine() {
        for (int i = pos; tokens.kind(i) != TokenKind.EOF && (i == pos || !tokens.startsLine(i)); i = skip(i)) {
            if (tokens.kind(i) == TokenKind.LBRACE) {
                moveTo(i);
                return;
            }
        }
    }

    /// Ends a panic behind the next `;`, or at the next closing bracket that ends something, or word that begins an item or
    /// statement (D2.1). Moves at least one token if the failed construct began at token `began`.
    void recover(int began) {
        if (kind != PANIC) return;
        int i = pos;
        boolean stuck = i == began && !endsOpenBracket(i) && tokens.kind(i) != TokenKind.EOF;
        if (stuck && Habits.foreignComment(tokens, i) == i) i = skip(i);
        while (!endsStatement(i)) {
            int comment = Habits.foreignComment(tokens, i);
            if (comment > i) {
                moveTo(comment);
                return;
            }
            boolean group = tokens.kind(i) == TokenKind.LBRACE;
            i = skip(i);
            if (group && tokens.startsLine(i)) break;
        }
        if (tokens.kind(i) == TokenKind.SEMICOLON) i++;
        moveTo(i);
    }

    /// Skips to the token `i` and goes on there.
    void moveTo(int i) {
        if (i > pos) lastEnd = tokens.end(i - 1);
        pos = i;
        kind = tokens.kind(i);
    }

    /// Ends a panic in a `switch` at its next clause or its end.
    void recoverToCase() {
        if (kind != PANIC) return;
        int i = pos;
        while (tokens.kind(i) != TokenKind.CASE && tokens.kind(i) != TokenKind.EOF && !endsOpenBracket(i)) i = skip(i);
        moveTo(i);
    }

    private boolean endsStatement(int i) {
        int what = tokens.kind(i);
        return what == TokenKind.SEMICOLON || what == TokenKind.EOF || endsOpenBracket(i) || Starts.construct(tokens, i);
    }

    private boolean endsOpenBracket(int i) {
        if (!TokenKind.isCloser(tokens.kind(i))) return false;
        for (int n = openCount - 1; n >= 0; n--) {
            if (closerOf(open[n]) == tokens.kind(i)) return true;
        }
        return false;
    }

    /// The token behind the one at `i`, or behind the bracketed group that begins there.
    private int skip(int i) {
        int partner = TokenKind.isOpener(tokens.kind(i)) ? brackets().closer(i) : -1;
        return Math.max(partner, i) + 1;
    }

    private Brackets brackets() {
        if (brackets.isEmpty()) brackets = Optional.of(new Brackets(tokens));
        return brackets.get();
    }
}
