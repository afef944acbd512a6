package cpi.syntax;

import cpi.source.Span;
import java.util.function.Supplier;

/// Parses the operands that begin with a directive or a word like `sizeof` (L2.5 `primary`).
final class DirectiveParser {
    private final Parser parser;
    private final Cursor cursor;

    DirectiveParser(Parser parser) {
        this.parser = parser;
        this.cursor = parser.cursor;
    }

    static boolean isPrimary(int kind) {
        return switch (kind) {
            case TokenKind.SIZEOF, TokenKind.ALIGNOF, TokenKind.OFFSETOF, TokenKind.TAGCHECK, TokenKind.D_RUN, TokenKind.D_EMBED,
                 TokenKind.D_LOCATION, TokenKind.D_TYPE, TokenKind.D_NAMEOF, TokenKind.D_FIELDSOF, TokenKind.D_ISKIND,
                 TokenKind.D_HASATTR, TokenKind.D_ATTROF -> true;
            default -> false;
        };
    }

    /// The operand that begins here; the current token must satisfy [#isPrimary].
    Expr primary() {
        int start = cursor.start();
        int kind = cursor.kind();
        if (kind == TokenKind.D_RUN) return run();
        Span word = cursor.take();
        return switch (kind) {
            case TokenKind.SIZEOF -> {
                Expr type = parenthesised(parser.types::type);
                yield new Expr.SizeOf(type, cursor.from(start));
            }
            case TokenKind.ALIGNOF -> {
                Expr type = parenthesised(parser.types::type);
                yield new Expr.AlignOf(type, cursor.from(start));
            }
            case TokenKind.TAGCHECK -> {
                Expr operand = parenthesised(parser.exprs::expression);
                yield new Expr.TagCheck(operand, cursor.from(start));
            }
            case TokenKind.D_EMBED -> {
                Expr.StringLit path = parser.string("the name of a file as a string");
                yield new Expr.Embed(path, cursor.from(start));
            }
            case TokenKind.D_TYPE -> {
                Expr type = parser.types.here();
                yield new Expr.TypeValue(type, cursor.from(start));
            }
            case TokenKind.D_NAMEOF -> {
                Expr type = parenthesised(parser.types::type);
                yield new Expr.NameOf(type, cursor.from(start));
            }
            case TokenKind.D_FIELDSOF -> {
                Expr type = parenthesised(parser.types::type);
                yield new Expr.FieldsOf(type, cursor.from(start));
            }
            case TokenKind.D_LOCATION -> new Expr.Location(word);
            default -> typeAndWord(kind, start);
        };
    }

    /// `#run e`, with the longest possible expression (L2.6f).
    Expr.Run run() {
        int start = cursor.start();
        Span word = cursor.take();
        cursor.enter();
        Expr operand = parser.exprs.expression();
        cursor.leave();
        return new Expr.Run(operand, word, cursor.from(start));
    }

    /// `"(" … ")"`.
    Expr parenthesised(Supplier<Expr> inner) {
        if (!cursor.at(TokenKind.LPAREN)) {
            cursor.unexpected("`(`");
            return new Expr.Missing(cursor.gap());
        }
        cursor.open();
        Expr expr = inner.get();
        cursor.close("");
        return expr;
    }

    /// `offsetof`, `#iskind`, `#hasattr`, `#attrof`: `"(" type "," word ")"`.
    private Expr typeAndWord(int kind, int start) {
        Expr type = new Expr.Missing(cursor.gap());
        Ident word = Ident.absent(cursor.gap());
        if (cursor.at(TokenKind.LPAREN)) {
            cursor.open();
            type = parser.types.type();
            cursor.expect(TokenKind.COMMA);
            word = kind == TokenKind.D_ISKIND ? kindWord() : parser.name(kind == TokenKind.OFFSETOF ? "a field" : "an attribute");
            cursor.close("");
        } else {
            cursor.unexpected("`(`");
        }
        Span span = cursor.from(start);
        return switch (kind) {
            case TokenKind.OFFSETOF -> new Expr.OffsetOf(type, word, span);
            case TokenKind.D_ISKIND -> new Expr.IsKind(type, word, span);
            case TokenKind.D_HASATTR -> new Expr.HasAttr(type, word, span);
            default -> new Expr.AttrOf(type, word, span);
        };
    }

    /// `ident | "fn" | "struct" | "enum" | "*" | "[" "]" | "[" "_" "]"`.
    private Ident kindWord() {
        int start = cursor.start();
        switch (cursor.kind()) {
            case TokenKind.FN, TokenKind.STRUCT, TokenKind.ENUM, TokenKind.STAR -> {
                return new Ident(TokenKind.text(cursor.kind()), cursor.take());
            }
            case TokenKind.LBRACKET -> {
                cursor.open();
                boolean fixed = cursor.accept(TokenKind.BLANK);
                cursor.close(fixed ? "" : "`_` or ");
                return new Ident(fixed ? "[_]" : "[]", cursor.from(start));
            }
            default -> {
                if (cursor.atIdent()) return parser.name("a kind");
                cursor.unexpected("a kind of types: a word, `fn`, `struct`, `enum`, `*`, `[]` or `[_]`");
                return Ident.absent(cursor.gap());
            }
        }
    }
}
