package cpi.syntax;

import cpi.diag.Code;
import cpi.diag.Problem;
import cpi.source.Span;
import java.util.ArrayList;
import java.util.List;

/// Parses types (L2.4) in positions where nothing but a type can stand.
final class TypeParser {
    private final Parser parser;
    private final Cursor cursor;
    /// Whether `!T` may stand here (L10.2): in the types of parameters and struct fields.
    private boolean binds;
    /// The `!T` read where a parameter list may turn out to be a function type's, in which they are not allowed.
    private final List<Span> bindsRead = new ArrayList<>();

    TypeParser(Parser parser) {
        this.parser = parser;
        this.cursor = parser.cursor;
    }

    /// A type in which `!T` is an error.
    Expr type() {
        boolean outer = setBinds(false);
        Expr type = here();
        binds = outer;
        return type;
    }

    /// The type of a parameter or a field.
    Expr bindingType() {
        boolean outer = setBinds(true);
        Expr type = here();
        binds = outer;
        return type;
    }

    boolean binds() {
        return binds;
    }

    /// Sets whether `!T` may stand here, and gives the old value, which the caller must restore.
    boolean setBinds(boolean now) {
        boolean outer = binds;
        binds = now;
        return outer;
    }

    /// A type inside another (what a pointer points to, an element, a result): one level of nesting.
    Expr nested() {
        cursor.enter();
        Expr type = here();
        cursor.leave();
        return type;
    }

    /// A type, under the rule for `!T` that holds already.
    Expr here() {
        parser.foreign.skipTypeWord();
        int start = cursor.start();
        return switch (cursor.kind()) {
            case TokenKind.STAR -> {
                cursor.advance();
                Expr target = nested();
                yield new Expr.PointerType(target, cursor.from(start));
            }
            case TokenKind.LBRACKET -> array();
            case TokenKind.FN, TokenKind.D_C -> parser.functions.type();
            case TokenKind.STRUCT -> struct();
            case TokenKind.ENUM -> enumeration(false);
            case TokenKind.TYPEOF, TokenKind.RETURNTYPEOF -> typeOf();
            case TokenKind.BANG -> bind();
            case TokenKind.UNION -> Starts.onlyType(cursor.tokens(), cursor.pos()) ? enumeration(true) : path();
            case TokenKind.RETTYPEOF -> Starts.onlyType(cursor.tokens(), cursor.pos()) ? typeOf() : path();
            default -> {
                if (cursor.atIdent()) yield path();
                if (isNameLike()) yield path();
                cursor.unexpected("a type");
                yield new Expr.Missing(cursor.gap());
            }
        };
    }

    /// A keyword where the type's name should be, for example `x: case = 1`.
    private boolean isNameLike() {
        return TokenKind.isKeyword(cursor.kind()) && switch (cursor.peek(1)) {
            case TokenKind.SEMICOLON, TokenKind.COMMA, TokenKind.RPAREN, TokenKind.ASSIGN, TokenKind.DOT -> true;
            default -> false;
        };
    }

    /// `!T`.
    Expr bind() {
        int start = cursor.start();
        cursor.advance();
        Ident name = parser.name("a name for the type after `!`");
        if (!cursor.panicking()) {
            if (!binds) {
                misplacedBind(cursor.from(start));
                return new Expr.Missing(cursor.from(start));
            }
            bindsRead.add(cursor.from(start));
        }
        return new Expr.BindType(name, cursor.from(start));
    }

    int bindCount() {
        return bindsRead.size();
    }

    /// Forgets the `!T` read since there were `known` of them; where they were not allowed they are reported.
    void forgetBinds(int known, boolean report) {
        List<Span> since = bindsRead.subList(known, bindsRead.size());
        if (report) since.forEach(this::misplacedBind);
        since.clear();
    }

    private void misplacedBind(Span place) {
        cursor.report(Problem.of(Code.E0211, place, "`!T` is only allowed in parameter and field types")
                .help("a name that is already known is written without `!`"));
    }

    /// `path [ "!" ctArgs { "." ident } ]`.
    private Expr path() {
        int start = cursor.start();
        Ident first = parser.name("a type");
        Expr type = new Expr.Name(first.text(), first.span());
        type = members(type, start);
        if (cursor.at(TokenKind.BANG)) type = members(parser.exprs.ctApply(type, start), start);
        return parser.foreign.typeSuffix(type, start);
    }

    private Expr members(Expr base, int start) {
        Expr type = base;
        while (cursor.accept(TokenKind.DOT)) {
            Ident name = parser.memberName();
            if (cursor.panicking()) return new Expr.Missing(cursor.from(start));
            type = new Expr.Member(type, name, cursor.from(start));
        }
        return type;
    }

    /// `[]T`, `[N]T`, `[!N]T` and `[_]T`.
    private Expr array() {
        int start = cursor.start();
        cursor.open();
        Expr length = length();
        cursor.close("");
        Expr element = nested();
        return length instanceof Expr.Absent
                ? new Expr.SliceType(element, cursor.from(start))
                : new Expr.ArrayType(length, element, cursor.from(start));
    }

    /// What stands in the brackets: nothing, `_`, `!N` or an expression.
    private Expr length() {
        if (cursor.at(TokenKind.RBRACKET) || cursor.panicking()) return cursor.absent();
        if (cursor.at(TokenKind.BLANK)) return new Expr.Infer(cursor.take());
        if (cursor.at(TokenKind.BANG) && TokenKind.isIdent(cursor.peek(1)) && cursor.peek(2) == TokenKind.RBRACKET) return bind();
        boolean outer = setBinds(false);
        Expr length = parser.exprs.expression();
        binds = outer;
        return length;
    }

    /// `struct { … }`.
    Expr struct() {
        int start = cursor.start();
        cursor.advance();
        List<Expr.FieldSyntax> fields = new ArrayList<>();
        if (!cursor.openBlock()) return new Expr.Missing(cursor.from(start));
        boolean outer = setBinds(true);
        boolean known = cursor.declaredNames(() -> fields.add(field()));
        binds = outer;
        cursor.close("a field or ");
        if (!known) return new Expr.Missing(cursor.from(start));
        return new Expr.StructType(List.copyOf(fields), cursor.from(start));
    }

    private Expr.FieldSyntax field() {
        int start = cursor.start();
        boolean named = (cursor.atIdent() || TokenKind.isKeyword(cursor.kind()))
                && (cursor.peek(1) == TokenKind.COLON || cursor.peek(1) == TokenKind.COLON_EQ);
        if (!named) {
            Expr type = here();
            return new Expr.FieldSyntax(Ident.absent(cursor.span(start, start)), type, cursor.absent(), cursor.from(start));
        }
        Ident name = parser.name("the name of a field");
        Expr type = cursor.absent();
        Expr init = cursor.absent();
        if (cursor.accept(TokenKind.COLON_EQ)) {
            init = value();
        } else {
            cursor.advance();
            type = here();
            if (cursor.accept(TokenKind.ASSIGN)) init = value();
            else init = cursor.absent();
        }
        return new Expr.FieldSyntax(name, type, init, cursor.from(start));
    }

    private Expr value() {
        boolean outer = setBinds(false);
        Expr value = parser.exprs.expression();
        binds = outer;
        return value;
    }

    /// `enum …` or `union …`.
    Expr enumeration(boolean union) {
        int start = cursor.start();
        Span word = cursor.take();
        Expr base = cursor.absent();
        boolean outer = setBinds(false);
        if (cursor.at(TokenKind.LPAREN)) {
            cursor.open();
            base = here();
            cursor.close("");
        }
        List<Expr.MemberSyntax> members = new ArrayList<>();
        boolean known = cursor.openBlock();
        if (known) {
            known = cursor.declaredNames(() -> members.add(member()));
            cursor.close("a member or ");
        }
        binds = outer;
        if (!known) return new Expr.Missing(cursor.from(start));
        return new Expr.EnumType(union, base, List.copyOf(members), word, cursor.from(start));
    }

    private Expr.MemberSyntax member() {
        int start = cursor.start();
        Ident name = parser.name("the name of a member");
        Expr value = cursor.absent();
        if (cursor.accept(TokenKind.COLON)) {
            boolean isType = !cursor.panicking() && Starts.onlyType(cursor.tokens(), cursor.pos());
            value = isType ? here() : parser.exprs.expression();
        }
        return new Expr.MemberSyntax(name, value, cursor.from(start));
    }

    /// `typeof(e)`, `returntypeof(e)`, `rettypeof(e)`.
    Expr typeOf() {
        int start = cursor.start();
        int kind = cursor.kind();
        Span word = cursor.take();
        boolean outer = setBinds(false);
        Expr operand = parser.directives.parenthesised(parser.exprs::expression);
        binds = outer;
        return kind == TokenKind.TYPEOF
                ? new Expr.TypeOf(operand, cursor.from(start))
                : new Expr.ReturnTypeOf(operand, kind == TokenKind.RETTYPEOF, word, cursor.from(start));
    }
}
