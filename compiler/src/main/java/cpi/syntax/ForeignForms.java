package cpi.syntax;

import cpi.diag.Code;
import cpi.diag.Edit;
import cpi.diag.Help;
import cpi.diag.Problem;
import cpi.diag.Suggest;
import cpi.source.Span;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/// Reads declarations and loops as other languages write them, after telling so, so that their names are known and the rest of the
/// function can be checked.
final class ForeignForms {
    private static final int MAX_WORDS = 4;
    private static final int MAX_HEAD = 200;
    private static final Set<String> DECLARING = Set.of("let", "var", "const", "mut", "val", "auto", "static");
    /// Words that begin statements or items, and are not types before the name of a variable.
    private static final Set<String> STATEMENT_WORDS = Set.of("not", "goto", "delete", "using", "use", "package", "try", "throw", "await",
        "yield", "loop", "unless", "until", "inline", "interface");
    /// The keywords that a name may follow.
    private static final List<String> JUMPS = List.of("return", "break", "continue");
    private static final Set<String> FUNCTION_WORDS = Set.of("proc", "func", "function", "def");
    private static final Set<String> TYPE_WORDS = Set.of("const", "mut", "var", "volatile");

    private final Parser parser;
    private final Cursor cursor;

    ForeignForms(Parser parser) {
        this.parser = parser;
        this.cursor = parser.cursor;
    }

    /// Whether `let x = …`, `int x;` or the like begins here.
    boolean atVariable() {
        return words() > 1;
    }

    /// Whether `Node *n = …` stands here: an assignment to a product.
    boolean atPointer() {
        int stars = 1;
        while (cursor.peek(stars + 1) == TokenKind.STAR) stars++;
        return TokenKind.isIdent(cursor.peek(stars + 1)) && cursor.peek(stars + 2) == TokenKind.ASSIGN;
    }

    /// Such a variable. E0203.
    Decl pointer() {
        int start = cursor.start();
        Span type = cursor.take();
        Span stars = cursor.here();
        Expr pointer = new Expr.Name(type.text(), type);
        cursor.report(Problem.of(Code.E0203, cursor.gap(), "expected `;`, found `*`")
                .help("the name comes first, and the star before the type: `name: *" + type.text() + "`"));
        while (cursor.accept(TokenKind.STAR)) pointer = new Expr.PointerType(pointer, type.to(stars));
        Ident name = parser.name("a name");
        cursor.advance();
        Expr value = parser.exprs.expression();
        cursor.expectSemicolon();
        return new Decl.Var(name, pointer, value, false, cursor.from(start));
    }

    /// How many identifiers stand in a row here, before what follows the name of a variable; 0 if something else follows.
    private int words() {
        Tokens tokens = cursor.tokens();
        int n = 0;
        while (n <= MAX_WORDS && tokens.kind(cursor.pos() + n) == TokenKind.IDENT && (n == 0 || !tokens.startsLine(cursor.pos() + n))) n++;
        int next = cursor.peek(n);
        boolean declares = next == TokenKind.ASSIGN || next == TokenKind.SEMICOLON || Starts.declarationSign(next);
        return declares && n <= MAX_WORDS ? n : 0;
    }

    /// The variable or constant that [#atVariable] has found. E0203 in a function, E0201 elsewhere.
    Decl variable(boolean inFunction) {
        int words = words();
        int start = cursor.start();
        String word = cursor.here().text();
        Span type = cursor.take();
        Problem problem = inFunction ? Problem.of(Code.E0203, cursor.gap(), "expected `;`, found " + cursor.describe(cursor.pos()))
                : Problem.of(Code.E0201, cursor.here(), "expected `:=`, `:`, `::=` or `::` after the name, found "
                        + cursor.describe(cursor.pos()));
        Optional<String> foreign = Suggest.foreignWord(word);
        Optional<String> meant = inFunction && foreign.isEmpty() && words == 2 && cursor.peek(1) == TokenKind.SEMICOLON
                ? Suggest.nearest(word, JUMPS) : Optional.empty();
        if (meant.isPresent()) {
            cursor.report(problem.help("did you mean `" + meant.get() + "`?", type, meant.get()));
            cursor.moveTo(cursor.pos() + 2);
            return new Decl.Missing(cursor.from(start));
        }
        int name = cursor.pos() + words - 2;
        Help order = nameFirst(type, cursor.tokens().span(name));
        boolean isType = !DECLARING.contains(word) && !STATEMENT_WORDS.contains(word);
        cursor.report(foreign.isEmpty() ? problem.help(order)
                : isType ? problem.help(order.message() + "; " + foreign.get()) : problem.help(foreign.get()));
        cursor.moveTo(name);
        if (Starts.declarationSign(cursor.peek(1))) return parser.decls.variableOrConstant(cursor.start(), false);
        Ident ident = parser.name("a name");
        Expr known = foreign.isPresent() ? cursor.absent() : new Expr.Name(type.text(), type);
        Expr value = cursor.accept(TokenKind.ASSIGN) ? parser.exprs.expression()
                : known instanceof Expr.Absent ? new Expr.Missing(cursor.gap()) : cursor.absent();
        cursor.expectSemicolon();
        Span span = cursor.from(start);
        // In a function other languages have a `const` that is computed when it is reached.
        return word.equals("const") && !inFunction && !(value instanceof Expr.Missing) ? new Decl.Const(ident, cursor.absent(), value, span)
                : new Decl.Var(ident, known, value, false, span);
    }

    private static Help nameFirst(Span type, Span name) {
        String text = name.text() + ": " + type.text();
        return new Help("the name comes first: `" + text + "`", List.of(new Edit(type.to(name), text)));
    }

    /// Whether `func f(…)`, `int f(…)`, `f :: proc(…)` or the like begins here.
    boolean atFunction() {
        Tokens tokens = cursor.tokens();
        int at = cursor.pos();
        boolean named = tokens.kind(at) == TokenKind.IDENT && cursor.peek(1) == TokenKind.IDENT && cursor.peek(2) == TokenKind.LPAREN;
        boolean assigned = tokens.kind(at) == TokenKind.IDENT && cursor.peek(1) == TokenKind.COLON_COLON
                && (cursor.peek(2) == TokenKind.IDENT && FUNCTION_WORDS.contains(tokens.name(at + 2)) && cursor.peek(3) == TokenKind.LPAREN
                || cursor.peek(2) == TokenKind.LPAREN || cursor.peek(2) == TokenKind.FN && cursor.peek(3) == TokenKind.LPAREN);
        return (named || assigned) && brace(at) > 0;
    }

    /// Its name with an error; the rest is skipped. E0201.
    Decl function() {
        int start = cursor.start();
        int at = cursor.pos();
        boolean assigned = cursor.peek(1) == TokenKind.COLON_COLON;
        Ident name = ident(assigned ? at : at + 1);
        Span misfit = cursor.tokens().span(assigned ? at + 2 : at + 1);
        String wanted = assigned ? "a type" : "`:=`, `:`, `::=` or `::` after the name";
        cursor.report(Problem.of(Code.E0201, misfit, "expected " + wanted + ", found " + cursor.describe(assigned ? at + 2 : at + 1))
                .help("a function is declared `fn " + name.text() + "(x: T) R { … }`"));
        cursor.moveTo(cursor.behind(brace(at)));
        return new Decl.Var(name, cursor.absent(), new Expr.Missing(name.span()), false, cursor.from(start));
    }

    /// The `{` of a construct that begins at a token; -1 if it has none.
    private int brace(int from) {
        Tokens tokens = cursor.tokens();
        int i = from;
        while (tokens.kind(i) != TokenKind.LBRACE) {
            int kind = tokens.kind(i);
            if (kind == TokenKind.EOF || kind == TokenKind.SEMICOLON || kind == TokenKind.RBRACE || i - from > MAX_HEAD) return -1;
            i = cursor.behind(i);
        }
        return i;
    }

    /// `pub fn f(…)` and the like: tells, and goes on at `fn`.
    boolean skipModifiers() {
        int n = 0;
        while (n < MAX_WORDS && cursor.tokens().kind(cursor.pos() + n) == TokenKind.IDENT) n++;
        boolean isFunction = n > 0 && cursor.peek(n) == TokenKind.FN && TokenKind.isIdent(cursor.peek(n + 1));
        if (!isFunction) return false;
        Span second = cursor.tokens().span(cursor.pos() + 1);
        Problem problem = Problem.of(Code.E0201, second, "expected `:=`, `:`, `::=` or `::` after the name, found "
                + cursor.describe(cursor.pos() + 1));
        cursor.report(problem.help(Suggest.foreignWord(cursor.here().text()).orElse("functions begin with `fn`")));
        cursor.moveTo(cursor.pos() + n);
        return true;
    }

    /// `T*`, `T[]` and `T<U>`: tells how such types are written, and takes them.
    Expr typeSuffix(Expr type, int start) {
        String help = switch (cursor.kind()) {
            case TokenKind.STAR -> "a pointer is `*" + type.span().text() + "`";
            case TokenKind.LBRACKET -> type.span().text().equals("map") ? "a hash map is `map.Map!(K, V)`, of module `map`"
                    : "a slice is `[]" + type.span().text() + "`, an array `[n]" + type.span().text() + "`";
            case TokenKind.LT -> "type arguments are written `" + type.span().text() + "!(T)`";
            default -> "";
        };
        int end = cursor.at(TokenKind.LT) ? closingAngle() : cursor.behind(cursor.pos());
        if (help.isEmpty() || cursor.panicking() || end < 0) return type;
        boolean isMap = cursor.at(TokenKind.LBRACKET) && cursor.tokens().kind(end) == TokenKind.IDENT;
        reportMisfit(help, start);
        cursor.moveTo(isMap ? end + 1 : end);
        return new Expr.Missing(cursor.from(start));
    }

    private int closingAngle() {
        int depth = 0;
        for (int i = cursor.pos(); ; i = cursor.behind(i)) {
            int kind = cursor.tokens().kind(i);
            if (kind == TokenKind.LT) depth++;
            if (kind == TokenKind.GT && --depth == 0) return i + 1;
            if (kind == TokenKind.EOF || kind == TokenKind.SEMICOLON || TokenKind.isCloser(kind) || kind == TokenKind.LBRACE) return -1;
        }
    }

    /// `const T`, `mut T`: tells to leave the word out, and takes it.
    void skipTypeWord() {
        boolean qualifies = cursor.at(TokenKind.IDENT) && TYPE_WORDS.contains(cursor.tokens().name(cursor.pos()))
                && (TokenKind.isIdent(cursor.peek(1)) || cursor.peek(1) == TokenKind.STAR || cursor.peek(1) == TokenKind.LBRACKET);
        if (!qualifies) return;
        int start = cursor.start();
        String word = cursor.here().text();
        cursor.advance();
        reportMisfit("types have no `" + word + "`: leave it out", start);
    }

    /// E0203 where a declaration could end, else E0201.
    private void reportMisfit(String help, int start) {
        int before = cursor.pos() - 1;
        while (before > 0 && cursor.tokens().start(before) >= start) before--;
        boolean endsVariable = cursor.atStatementLevel() && !cursor.inHead()
                && (cursor.tokens().kind(before) == TokenKind.COLON || cursor.tokens().kind(before) == TokenKind.COLON_COLON);
        String found = cursor.describe(cursor.pos());
        cursor.report((endsVariable ? Problem.of(Code.E0203, cursor.gap(), "expected `;`, found " + found)
                : Problem.of(Code.E0201, cursor.here(), found + " cannot follow a type")).help(help));
    }

    /// `xs[lo:hi]`, at the sign in the middle.
    void part(Expr whole) {
        cursor.fail(Problem.of(Code.E0201, cursor.here(), "expected `]`, found " + cursor.describe(cursor.pos()))
                .help("a part of a slice is `slice(" + whole.span().text() + ", lo, hi)`"));
    }

    /// `.x = value` in a literal.
    Arg dotted(boolean tell) {
        int start = cursor.start();
        Span name = cursor.tokens().span(cursor.pos() + 1);
        if (tell) {
            Span upToValue = new Span(name.file(), start, cursor.tokens().end(cursor.pos() + 2));
            cursor.report(Problem.of(Code.E0201, cursor.here(), "expected an expression, found `.`")
                    .help("a named value is written `" + name.text() + ": value`", upToValue, name.text() + ":"));
        }
        cursor.advance();
        Ident ident = parser.name("a name");
        cursor.advance();
        Expr value = parser.exprs.expression();
        return new Arg(ident, value, cursor.from(start));
    }

    /// `.{…}` and `.Member`.
    Expr leadingDot(Supplier<Expr> literal) {
        int start = cursor.start();
        boolean isLiteral = cursor.peek(1) == TokenKind.LBRACE;
        if (cursor.peek(1) == TokenKind.INT && cursor.tokens().isGlued(cursor.pos() + 1)) {
            cursor.report(Problem.of(Code.E0201, cursor.here(), "expected an expression, found `.`")
                    .help("a number begins with a digit: `0." + cursor.tokens().span(cursor.pos() + 1).text() + "`", cursor.here(), "0."));
            cursor.advance();
            cursor.advance();
            return new Expr.Missing(cursor.from(start));
        }
        if (!isLiteral && cursor.peek(1) != TokenKind.IDENT) {
            cursor.unexpected("an expression");
            return new Expr.Missing(cursor.gap());
        }
        String help = isLiteral ? "a literal has no dot: `{…}`"
                : "a member is named with its type, `Type." + cursor.tokens().name(cursor.pos() + 1) + "`, or in a `case` alone";
        cursor.report(Problem.of(Code.E0201, cursor.here(), "expected an expression, found `.`").help(help));
        cursor.advance();
        if (isLiteral) return literal.get();
        cursor.advance();
        return new Expr.Missing(cursor.from(start));
    }

    /// `if` or `switch` as an expression: the rest of the line is skipped.
    Expr conditional() {
        int start = cursor.start();
        boolean startsLine = cursor.tokens().startsLine(cursor.pos());
        cursor.fail(Problem.of(Code.E0201, cursor.here(), "expected an expression, found " + cursor.describe(cursor.pos()))
                .help(Habits.NO_VALUE));
        if (!startsLine) cursor.skipLine();
        return new Expr.Missing(cursor.from(start));
    }

    /// `*(p)` and `*&x`, with which people from C mean what a pointer points to.
    ///
    /// @param operand reads what stands behind
    Expr dereference(Runnable operand) {
        int start = cursor.start();
        cursor.advance();
        cursor.report(Problem.of(Code.E0201, cursor.here(), "expected a type, found " + cursor.describe(cursor.pos()))
                .help("what a pointer points to is `^p`"));
        cursor.accept(TokenKind.AMP);
        operand.run();
        return new Expr.Missing(cursor.from(start));
    }

    /// Whether `func(…) T { … }` stands here, whose word has been read.
    boolean atLiteral(Expr callee) {
        if (!(callee instanceof Expr.Name name) || !FUNCTION_WORDS.contains(name.text())) return false;
        int close = cursor.closer(cursor.pos());
        return close > 0 && (cursor.tokens().kind(close + 1) == TokenKind.LBRACE || TokenKind.isIdent(cursor.tokens().kind(close + 1)));
    }

    Expr literal(Expr word) {
        cursor.report(Problem.of(Code.E0201, word.span(), "expected an expression, found `" + word.span().text() + "`")
                .help("functions begin with `fn`", word.span(), "fn"));
        return parser.functions.literalOrType(word.span().start(), false);
    }

    /// Whether the head of a `for` is one of other languages: in parentheses, or with an assignment.
    boolean atLoopHead() {
        if (cursor.at(TokenKind.LPAREN)) return closingParenthesis(cursor.pos()) > 0;
        return cursor.atIdent() && (cursor.peek(1) == TokenKind.COLON_EQ || cursor.peek(1) == TokenKind.ASSIGN);
    }

    /// Whether `struct Name {` begins here.
    boolean atType() {
        int kind = cursor.kind();
        return (kind == TokenKind.STRUCT || kind == TokenKind.ENUM || kind == TokenKind.UNION) && cursor.peek(1) == TokenKind.IDENT
                && cursor.peek(2) == TokenKind.LBRACE && cursor.closer(cursor.pos() + 2) > 0;
    }

    /// Its name with an error; the rest is skipped. E0209.
    Decl type() {
        int start = cursor.start();
        int at = cursor.pos();
        Ident name = ident(at + 1);
        String word = cursor.here().text();
        cursor.report(Problem.of(Code.E0209, cursor.here(), "`" + word + "` is not allowed here")
                .note("it begins a type, not a declaration")
                .help("a type is declared `type " + name.text() + " " + word + " { … }`"));
        cursor.moveTo(cursor.behind(at + 2));
        return new Decl.Type(name, List.of(), false, new Expr.Missing(name.span()), cursor.from(start));
    }

    /// Semicolons may stand between, unlike in the parentheses of this language. -1 if there is none before a brace.
    private int closingParenthesis(int open) {
        int depth = 0;
        for (int i = open; ; i++) {
            int kind = cursor.tokens().kind(i);
            if (kind == TokenKind.LPAREN) depth++;
            if (kind == TokenKind.RPAREN && --depth == 0) return i;
            if (kind == TokenKind.EOF || kind == TokenKind.LBRACE || kind == TokenKind.RBRACE) return -1;
        }
    }

    /// The names that a loop declares.
    record LoopNames(Ident element, Ident index) {}

    /// Reads such a head up to the `{` of its block. E0201.
    LoopNames loopHead() {
        int at = cursor.pos();
        boolean inParentheses = cursor.at(TokenKind.LPAREN);
        if (!inParentheses) cursor.advance();
        String wanted = inParentheses ? "the name of the loop variable" : "`:`";
        cursor.report(Problem.of(Code.E0201, cursor.here(), "expected " + wanted + ", found " + cursor.describe(cursor.pos()))
                .help("write `for x: xs { … }`, `for x, i: xs { … }`, or to count `for i: 0..n { … }`"));
        int from = inParentheses ? at + 1 : at;
        int end = inParentheses ? closingParenthesis(at) : at + 2;
        LoopNames names = names(from, end);
        if (inParentheses && cursor.tokens().kind(end + 1) == TokenKind.PIPE) names = captured(end + 2);
        int brace = inParentheses ? end + 1 : end;
        while (cursor.tokens().kind(brace) != TokenKind.LBRACE && cursor.tokens().kind(brace) != TokenKind.EOF
                && !TokenKind.isCloser(cursor.tokens().kind(brace))) {
            brace = cursor.behind(brace);
        }
        cursor.moveTo(brace);
        return names;
    }

    /// `i, v`, index or key first, or the name before `=`, `:=`, `:` or `in`.
    private LoopNames names(int from, int end) {
        Tokens tokens = cursor.tokens();
        Ident none = Ident.absent(cursor.gap());
        for (int i = from; i < end; i++) {
            if (tokens.kind(i) != TokenKind.IDENT) continue;
            int next = tokens.kind(i + 1);
            if (next == TokenKind.COMMA && tokens.kind(i + 2) == TokenKind.IDENT) return new LoopNames(ident(i + 2), ident(i));
            boolean isName = next == TokenKind.ASSIGN || next == TokenKind.COLON_EQ || next == TokenKind.COLON
                    || next == TokenKind.RPAREN || next == TokenKind.IDENT && tokens.name(i + 1).equals("in");
            if (isName) return new LoopNames(ident(i), none);
        }
        return new LoopNames(none, none);
    }

    /// `for (xs) |v, i|`.
    private LoopNames captured(int at) {
        Tokens tokens = cursor.tokens();
        Ident none = Ident.absent(cursor.gap());
        if (tokens.kind(at) == TokenKind.STAR) return captured(at + 1);
        if (tokens.kind(at) != TokenKind.IDENT) return new LoopNames(none, none);
        boolean two = tokens.kind(at + 1) == TokenKind.COMMA && tokens.kind(at + 2) == TokenKind.IDENT;
        return new LoopNames(ident(at), two ? ident(at + 2) : none);
    }

    private Ident ident(int i) {
        return new Ident(cursor.tokens().name(i), cursor.tokens().span(i));
    }
}
