package cpi.syntax;

import cpi.diag.Code;
import cpi.diag.Problem;
import cpi.source.Span;
import java.util.ArrayList;
import java.util.List;

/// Parses expressions (L2.5, L2.6). Binary operators by precedence climbing, so that nesting costs few Java frames.
final class ExprParser {
    private static final int COMPARISON = 3;
    private static final BinaryOp[] OPS = new BinaryOp[TokenKind.COUNT];
    /// Per kind: 1 for `or` to 5 for products, 0 for what is no binary operator.
    private static final int[] PRECEDENCE = new int[TokenKind.COUNT];

    static {
        operator(TokenKind.OR, BinaryOp.OR, 1);
        operator(TokenKind.AND, BinaryOp.AND, 2);
        operator(TokenKind.EQ, BinaryOp.EQ, COMPARISON);
        operator(TokenKind.NE, BinaryOp.NE, COMPARISON);
        operator(TokenKind.LT, BinaryOp.LT, COMPARISON);
        operator(TokenKind.LE, BinaryOp.LE, COMPARISON);
        operator(TokenKind.GT, BinaryOp.GT, COMPARISON);
        operator(TokenKind.GE, BinaryOp.GE, COMPARISON);
        operator(TokenKind.PLUS, BinaryOp.ADD, 4);
        operator(TokenKind.MINUS, BinaryOp.SUB, 4);
        operator(TokenKind.BIT_OR, BinaryOp.BIT_OR, 4);
        operator(TokenKind.BIT_XOR, BinaryOp.BIT_XOR, 4);
        operator(TokenKind.STAR, BinaryOp.MUL, 5);
        operator(TokenKind.SLASH, BinaryOp.DIV, 5);
        operator(TokenKind.MOD, BinaryOp.MOD, 5);
        operator(TokenKind.SHL, BinaryOp.SHL, 5);
        operator(TokenKind.SHR, BinaryOp.SHR, 5);
        operator(TokenKind.BIT_AND, BinaryOp.BIT_AND, 5);
    }

    private final Parser parser;
    private final Cursor cursor;
    private final TypedLiterals literals;

    ExprParser(Parser parser) {
        this.parser = parser;
        this.cursor = parser.cursor;
        this.literals = new TypedLiterals(cursor);
    }

    private static void operator(int kind, BinaryOp op, int precedence) {
        OPS[kind] = op;
        PRECEDENCE[kind] = precedence;
    }

    Expr expression() {
        return binary(1);
    }

    /// An expression in the head of a construct, whose block follows (L2.6c).
    Expr head() {
        int outer = cursor.beginHead();
        Expr result = binary(1);
        cursor.endHead(outer);
        return result;
    }

    /// An expression of operators that bind at least as tightly as `least`.
    private Expr binary(int least) {
        int start = cursor.start();
        Expr left = pipes();
        int comparisons = 0;
        int links = 0;
        while (!cursor.panicking()) {
            int kind = cursor.kind();
            int precedence = PRECEDENCE[kind];
            if (precedence < least || precedence == 0 || kind == TokenKind.MOD && atModAssign()) break;
            cursor.link(++links);
            if (cursor.panicking()) break;
            Span opSpan = cursor.take();
            boolean chained = precedence == COMPARISON && ++comparisons > 1;
            if (chained && comparisons == 2) {
                cursor.report(Problem.of(Code.E0205, opSpan, "comparisons cannot be chained")
                        .help("compare twice: `a < b and b < c`, or write parentheses"));
            }
            Expr right = binary(precedence + 1);
            // Of a chain only the first comparison is kept: it has the type that the whole was to have.
            if (!chained) left = new Expr.Binary(OPS[kind], left, right, opSpan, cursor.from(start));
        }
        return left;
    }

    /// At `mod=` (L1.9): the word directly followed by `=`.
    boolean atModAssign() {
        return cursor.at(TokenKind.MOD) && cursor.peek(1) == TokenKind.ASSIGN && cursor.tokens().isGlued(cursor.pos() + 1);
    }

    // ---- pipes

    private Expr pipes() {
        int start = cursor.start();
        Expr left = unary();
        for (int links = 1; cursor.at(TokenKind.PIPE); links++) {
            cursor.link(links);
            if (cursor.panicking()) break;
            cursor.advance();
            left = pipe(left, start);
        }
        return left;
    }

    private Expr pipe(Expr left, int start) {
        Expr target;
        int at = cursor.start();
        switch (cursor.kind()) {
            case TokenKind.LPAREN -> target = parenthesised();
            case TokenKind.COLON -> target = attributeName();
            case TokenKind.FN, TokenKind.D_C -> {
                Span first = cursor.here();
                target = parser.functions.literalOrType();
                if (!(target instanceof Expr.FnLit) && !cursor.panicking()) {
                    cursor.report(badTarget(first));
                    return new Expr.Missing(cursor.from(start));
                }
            }
            default -> {
                if (!cursor.atIdent()) return badPipe(left, start);
                Ident first = parser.name("a function");
                target = new Expr.Name(first.text(), first.span());
                while (cursor.at(TokenKind.DOT) && cursor.peek(1) != TokenKind.INT) {
                    cursor.advance();
                    target = new Expr.Member(target, parser.memberName(), cursor.from(at));
                }
            }
        }
        List<Arg> ctArgs = List.of();
        boolean hasCtArgs = cursor.at(TokenKind.BANG);
        if (hasCtArgs) ctArgs = ctArgs();
        Span close = cursor.gap();
        List<Arg> args = List.of();
        if (cursor.at(TokenKind.LPAREN)) {
            args = args();
            close = lastClose;
        }
        if (cursor.panicking()) return new Expr.Missing(cursor.from(start));
        Expr pipe = new Expr.Pipe(left, target, ctArgs, hasCtArgs, args, close, cursor.from(start));
        return isPostfix() ? postfixOfPipe(pipe, start) : pipe;
    }

    private boolean isPostfix() {
        return cursor.at(TokenKind.DOT) || cursor.at(TokenKind.LBRACKET) || cursor.at(TokenKind.BANG) || cursor.at(TokenKind.LPAREN);
    }

    /// E0207; the postfixes are read, but nothing more is said about the whole.
    private Expr postfixOfPipe(Expr pipe, int start) {
        Span place = pipe.span();
        cursor.report(Problem.of(Code.E0207, cursor.here(), "no postfix after a piped call")
                .help("put the pipe in parentheses: `(" + shortened(place) + ")" + cursor.here().text() + "…`"));
        postfixes(pipe, start);
        return new Expr.Missing(cursor.from(start));
    }

    private static String shortened(Span place) {
        if (place.end() - place.start() > 40) return "…";
        String text = place.text();
        return text.indexOf('\n') < 0 ? text : "…";
    }

    private Problem badTarget(Span place) {
        return Problem.of(Code.E0208, place, "this cannot stand right of a pipe")
                .note("right of `|` stands a function, `:attribute`, a function literal, or an expression in parentheses");
    }

    private Expr badPipe(Expr left, int start) {
        if (cursor.panicking()) return left;
        if (cursor.inHead() && cursor.at(TokenKind.LBRACE)) {
            cursor.report(badTarget(cursor.here())
                    .help("the member that a tagged enum holds gets a name in `switch e { case some: v { … } }`"));
            return new Expr.Missing(cursor.from(start));
        }
        boolean closes = cursor.at(TokenKind.EOF) || TokenKind.isCloser(cursor.kind());
        if (closes || cursor.at(TokenKind.ERROR)) {
            cursor.unexpected("a function to pipe into");
            return new Expr.Missing(cursor.from(start));
        }
        boolean doubled = cursor.at(TokenKind.PIPE);
        Problem problem = badTarget(cursor.here());
        cursor.report(problem.help(doubled ? "the logical operator is `or`" : "the operator on bits is `~or`"));
        if (doubled) cursor.advance();
        if (Starts.expression(cursor.kind())) {
            unary();
        } else {
            cursor.mute();
            cursor.unexpected("an expression");
            cursor.unmute();
        }
        return new Expr.Missing(cursor.from(start));
    }

    // ---- unary and postfix

    private Expr unary() {
        int kind = cursor.kind();
        if (kind == TokenKind.IDENT) return postfixes(name(), cursor.tokens().start(cursor.pos() - 1));
        return switch (kind) {
            case TokenKind.CARET -> prefix(UnaryOp.DEREF);
            case TokenKind.AMP -> prefix(UnaryOp.ADDRESS);
            case TokenKind.MINUS -> prefix(UnaryOp.NEGATE);
            case TokenKind.BANG -> prefix(UnaryOp.NOT);
            case TokenKind.INVERT -> prefix(UnaryOp.INVERT);
            case TokenKind.CAST -> cast();
            case TokenKind.D_ASYNC -> {
                int start = cursor.start();
                Span word = cursor.take();
                Expr operand = postfix();
                yield new Expr.Async(operand, word, cursor.from(start));
            }
            default -> postfix();
        };
    }

    private Expr prefix(UnaryOp op) {
        int start = cursor.start();
        Span opSpan = cursor.take();
        Expr operand = operand();
        return new Expr.Unary(op, operand, opSpan, cursor.from(start));
    }

    private Expr operand() {
        cursor.enter();
        Expr operand = unary();
        cursor.leave();
        return operand;
    }

    private Expr cast() {
        int start = cursor.start();
        Span word = cursor.take();
        Expr target = cursor.absent();
        if (cursor.at(TokenKind.LPAREN)) {
            cursor.open();
            if (!cursor.at(TokenKind.RPAREN)) target = parser.types.type();
            cursor.close("");
        } else {
            cursor.unexpected("`(`");
        }
        Expr operand = operand();
        return new Expr.Cast(target, operand, word, cursor.from(start));
    }

    private Expr postfix() {
        int start = cursor.start();
        return postfixes(primary(), start);
    }

    private Expr postfixes(Expr primary, int start) {
        Expr expr = primary;
        for (int links = 0; ; links++) {
            cursor.link(links);
            switch (cursor.kind()) {
                case TokenKind.LPAREN -> {
                    if (links == 0 && parser.foreign.atLiteral(expr)) {
                        expr = parser.foreign.literal(expr);
                        continue;
                    }
                    List<Arg> args = args();
                    expr = new Expr.Call(expr, args, lastClose, cursor.from(start));
                }
                case TokenKind.DOT -> expr = member(expr, start);
                case TokenKind.LBRACKET -> {
                    Span bracket = cursor.here();
                    cursor.open();
                    Expr index = expression();
                    if (cursor.at(TokenKind.COLON) || cursor.at(TokenKind.DOTDOT)) parser.foreign.part(expr);
                    cursor.close("");
                    expr = new Expr.Index(expr, index, bracket, cursor.from(start));
                }
                case TokenKind.BANG -> expr = ctApply(expr, start);
                case TokenKind.LBRACE -> {
                    if (!literals.follows(expr)) return expr;
                    literals.report(expr);
                    expr = new Expr.Cast(expr, structLiteral(), expr.span(), cursor.from(start));
                }
                default -> {
                    return expr;
                }
            }
        }
    }

    private Expr member(Expr base, int start) {
        cursor.advance();
        if (cursor.at(TokenKind.INT)) {
            var index = cursor.tokens().integer(cursor.pos());
            Span indexSpan = cursor.take();
            return new Expr.Position(base, index, indexSpan, cursor.from(start));
        }
        Ident name = parser.memberName();
        return cursor.panicking() ? new Expr.Missing(cursor.from(start)) : new Expr.Member(base, name, cursor.from(start));
    }

    // ---- arguments

    /// The closing parenthesis of the list read last by [#args].
    private Span lastClose = Span.NONE;

    private List<Arg> args() {
        cursor.open();
        List<Arg> args = argList();
        lastClose = cursor.close("`,` or ");
        return args;
    }

    /// `list(arg)` up to the closing bracket, which is left.
    private List<Arg> argList() {
        if (!cursor.inside()) return List.of();
        List<Arg> args = new ArrayList<>(4);
        boolean dotted = false;
        do {
            boolean isDotted = cursor.at(TokenKind.DOT) && cursor.peek(1) == TokenKind.IDENT && cursor.peek(2) == TokenKind.ASSIGN;
            args.add(isDotted ? parser.foreign.dotted(!dotted) : arg());
            dotted |= isDotted;
        } while (cursor.accept(TokenKind.COMMA) && cursor.inside());
        return List.copyOf(args);
    }

    private Arg arg() {
        int start = cursor.start();
        boolean keyword = TokenKind.isKeyword(cursor.kind());
        if ((cursor.atIdent() || keyword) && cursor.peek(1) == TokenKind.COLON) {
            Ident name = parser.name("a name");
            cursor.advance();
            Expr value = expression();
            return new Arg(name, value, cursor.from(start));
        }
        Ident none = Ident.absent(cursor.span(start, start));
        Expr value = expression();
        return new Arg(none, value, cursor.from(start));
    }

    /// `base!(…)` or `base!x`.
    Expr ctApply(Expr base, int start) {
        boolean brief = cursor.peek(1) != TokenKind.LPAREN;
        List<Arg> args = ctArgs();
        return new Expr.CtApply(base, args, brief, cursor.from(start));
    }

    /// `"!" ctArgs`. In the types of parameters an argument `!T` declares T (L10.2).
    private List<Arg> ctArgs() {
        cursor.advance();
        if (!cursor.at(TokenKind.LPAREN)) {
            int start = cursor.start();
            Expr value = briefArg();
            return List.of(new Arg(Ident.absent(cursor.span(start, start)), value, cursor.from(start)));
        }
        cursor.open();
        List<Arg> args = new ArrayList<>(2);
        while (cursor.inside()) {
            args.add(parser.types.binds() && cursor.at(TokenKind.BANG) ? bindArg() : arg());
            if (!cursor.accept(TokenKind.COMMA)) break;
        }
        cursor.close("`,` or ");
        return List.copyOf(args);
    }

    private Arg bindArg() {
        int start = cursor.start();
        return new Arg(Ident.absent(cursor.span(start, start)), parser.types.bind(), cursor.from(start));
    }

    /// The short form (L2.6e): one token, `#type T`, or a function literal.
    private Expr briefArg() {
        return switch (cursor.kind()) {
            case TokenKind.INT, TokenKind.FLOAT, TokenKind.STRING, TokenKind.CHAR, TokenKind.TRUE, TokenKind.FALSE, TokenKind.NIL,
                 TokenKind.D_TYPE -> primary();
            case TokenKind.FN, TokenKind.D_C -> {
                Span first = cursor.here();
                Expr literal = parser.functions.literalOrType();
                if (!(literal instanceof Expr.FnLit) && !cursor.panicking()) {
                    cursor.report(Problem.of(Code.E0201, first, "expected a function literal after `!`, found a type")
                            .help("write `!(…)` or `!#type …`"));
                }
                yield literal;
            }
            default -> cursor.atIdent() ? name() : missing("compile-time arguments: a name, a literal or `(`");
        };
    }

    // ---- primaries

    private Expr primary() {
        Tokens tokens = cursor.tokens();
        int at = cursor.pos();
        return switch (cursor.kind()) {
            case TokenKind.INT -> new Expr.IntLit(tokens.integer(at), cursor.take());
            case TokenKind.FLOAT -> new Expr.FloatLit(tokens.floating(at), cursor.take());
            case TokenKind.STRING -> new Expr.StringLit(tokens.string(at), cursor.take());
            case TokenKind.CHAR -> new Expr.CharLit(tokens.character(at), cursor.take());
            case TokenKind.TRUE -> new Expr.BoolLit(true, cursor.take());
            case TokenKind.FALSE -> new Expr.BoolLit(false, cursor.take());
            case TokenKind.NIL -> new Expr.NilLit(cursor.take());
            case TokenKind.BLANK -> name();
            case TokenKind.LPAREN -> parenthesised();
            case TokenKind.LBRACE -> structLiteral();
            case TokenKind.LBRACKET -> arrayLiteralOrType();
            case TokenKind.COLON -> attributeName();
            case TokenKind.FN, TokenKind.D_C -> parser.functions.literalOrType();
            case TokenKind.STAR -> cursor.peek(1) == TokenKind.LPAREN || cursor.peek(1) == TokenKind.AMP
                    ? parser.foreign.dereference(this::postfix) : parser.types.here();
            case TokenKind.STRUCT, TokenKind.ENUM, TokenKind.TYPEOF, TokenKind.RETURNTYPEOF -> parser.types.here();
            default -> {
                if (cursor.atIdent()) yield name();
                if (DirectiveParser.isPrimary(cursor.kind())) yield parser.directives.primary();
                if (cursor.at(TokenKind.DOT)) yield parser.foreign.leadingDot(this::structLiteral);
                if (cursor.at(TokenKind.IF) || cursor.at(TokenKind.SWITCH)) yield parser.foreign.conditional();
                yield missing("an expression");
            }
        };
    }

    private Expr missing(String expected) {
        if (cursor.skipStray(expected)) return new Expr.Missing(primary().span());
        cursor.unexpected(expected);
        return new Expr.Missing(cursor.gap());
    }

    private Expr name() {
        String text = cursor.tokens().name(cursor.pos());
        return new Expr.Name(text, cursor.take());
    }

    private Expr parenthesised() {
        int start = cursor.start();
        cursor.open();
        Expr inner = expression();
        if (cursor.at(TokenKind.ASSIGN)) {
            cursor.fail(Problem.of(Code.E0201, cursor.here(), "expected `)`, found `=`").help("values are compared with `==`"));
        }
        cursor.close("");
        return new Expr.Paren(inner, cursor.from(start));
    }

    private Expr attributeName() {
        int start = cursor.start();
        cursor.advance();
        Ident name = parser.name("the name of an attribute");
        return cursor.panicking() ? new Expr.Missing(cursor.from(start)) : new Expr.AttrName(name, cursor.from(start));
    }

    private Expr structLiteral() {
        int start = cursor.start();
        cursor.open();
        List<Arg> args = argList();
        cursor.close("`,` or ");
        return new Expr.StructLit(args, cursor.from(start));
    }

    /// `[ … ] type` followed by `{` is a literal, followed by anything else a type (L2.6b).
    private Expr arrayLiteralOrType() {
        int start = cursor.start();
        cursor.open();
        Expr length = cursor.absent();
        if (cursor.at(TokenKind.BLANK)) length = new Expr.Infer(cursor.take());
        else if (!cursor.at(TokenKind.RBRACKET)) length = arrayLength();
        cursor.close("");
        if (cursor.at(TokenKind.STRING) && !(length instanceof Expr.Absent) && !(length instanceof Expr.Infer)) {
            Expr.StringLit text = parser.string("a string");
            return new Expr.AllocString(length, text, cursor.from(start));
        }
        Expr element = cursor.absent();
        if (!cursor.at(TokenKind.LBRACE)) element = parser.types.nested();
        if (cursor.at(TokenKind.LBRACE)) return arrayLiteral(length, element, start);
        return length instanceof Expr.Absent
                ? new Expr.SliceType(element, cursor.from(start))
                : new Expr.ArrayType(length, element, cursor.from(start));
    }

    private Expr arrayLength() {
        boolean bind = parser.types.binds() && cursor.at(TokenKind.BANG) && cursor.peek(2) == TokenKind.RBRACKET;
        return bind ? parser.types.bind() : expression();
    }

    private Expr arrayLiteral(Expr length, Expr element, int start) {
        cursor.open();
        List<Expr> values = new ArrayList<>();
        while (cursor.inside()) {
            values.add(expression());
            if (!cursor.accept(TokenKind.COMMA)) break;
        }
        cursor.close("`,` or ");
        return new Expr.ArrayLit(length, element, List.copyOf(values), cursor.from(start));
    }
}
