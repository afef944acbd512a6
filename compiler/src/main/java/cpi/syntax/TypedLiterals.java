package cpi.syntax;

import cpi.diag.Code;
import cpi.diag.Problem;
import cpi.diag.Suggest;
import cpi.source.Span;

/// Reads `Type{…}`, the literals of other languages, as `cast(Type) {…}` after telling so (L2.6k).
final class TypedLiterals {
    private final Cursor cursor;

    TypedLiterals(Cursor cursor) {
        this.cursor = cursor;
    }

    /// Whether at the current `{`, behind an operand, such a literal begins, and not a block.
    boolean follows(Expr operand) {
        if (!cursor.at(TokenKind.LBRACE) || !isPath(operand)) return false;
        int close = cursor.closer(cursor.pos());
        if (close < 0) return false;
        return cursor.inHead() ? goesOn(cursor.tokens().kind(close + 1)) && holdsList(close) : !holdsStatements(close);
    }

    /// Whether a head goes on with a token that no statement begins with.
    private static boolean goesOn(int kind) {
        return switch (kind) {
            case TokenKind.LBRACE, TokenKind.DOT, TokenKind.PIPE, TokenKind.AND, TokenKind.OR, TokenKind.EQ, TokenKind.NE -> true;
            default -> false;
        };
    }

    private static boolean isPath(Expr e) {
        return switch (e) {
            case Expr.Name n -> Suggest.foreignWord(n.text()).isEmpty();
            case Expr.Member m -> isPath(m.base());
            case Expr.CtApply a -> isPath(a.base());
            case Expr _ -> false;
        };
    }

    private boolean holdsStatements(int close) {
        for (int i = cursor.pos() + 1; i < close; i = cursor.behind(i)) {
            if (cursor.tokens().kind(i) == TokenKind.SEMICOLON || Starts.construct(cursor.tokens(), i)) return true;
        }
        return false;
    }

    /// Whether there is a comma or a named value: no block can begin like that.
    private boolean holdsList(int close) {
        if (holdsStatements(close)) return false;
        for (int i = cursor.pos() + 1; i < close; i = cursor.behind(i)) {
            int kind = cursor.tokens().kind(i);
            if (kind == TokenKind.COMMA || kind == TokenKind.COLON) return true;
        }
        return false;
    }

    /// E0203 where a `;` could stand, else E0201 at the brace.
    void report(Expr type) {
        String name = type.span().text();
        Span place = type.span();
        Problem problem = cursor.atStatementLevel() && !cursor.inHead()
                ? Problem.of(Code.E0203, cursor.gap(), "expected `;`, found `{`")
                : Problem.of(Code.E0201, cursor.here(), "a type cannot stand before the `{` of a literal");
        Span upToBrace = new Span(place.file(), place.start(), cursor.start());
        cursor.report(problem.help("write `cast(" + name + ") {…}`, or just `{…}` where the type is known", upToBrace,
                "cast(" + name + ") "));
    }
}
