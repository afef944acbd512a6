package cpi.syntax;

import cpi.diag.Code;
import cpi.diag.Problem;
import cpi.diag.Suggest;
import cpi.source.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Parses parameter lists, function types, function literals and function declarations.
///
/// A literal `fn(x: i64) i64 { … }` and a type `fn(x: i64) i64` differ only in what follows (L2.6b). So in operand position
/// the list is read once, with all that either may contain, and checked when the difference is known.
final class FnParser {
    private static final Set<String> PREDECLARED_TYPES =
            Set.of("bool", "i8", "i16", "i32", "i64", "u8", "u16", "u32", "u64", "f32", "f64", "none");

    private final Parser parser;
    private final Cursor cursor;
    /// In the list being read: the first token that is wrong in a literal, and in a type; -1 if there is none.
    private int wrongInLiteral = -1;
    private int wrongInType = -1;

    /// A parameter list; an unnamed parameter has an absent name.
    record ParamList(List<Param> params, boolean variadic, Span ellipsis, Span span) {}

    FnParser(Parser parser) {
        this.parser = parser;
        this.cursor = parser.cursor;
    }

    // ---- parameter lists

    /// `params` of a declaration (L2.2).
    ParamList params() {
        List<Param> params = new ArrayList<>();
        int known = parser.types.bindCount();
        ParamList list = list(params, () -> params.add(param()));
        parser.types.forgetBinds(known, false);
        return list;
    }

    private ParamList list(List<Param> params, Runnable element) {
        int start = cursor.start();
        if (!cursor.at(TokenKind.LPAREN)) {
            cursor.unexpected("`(`");
            return new ParamList(List.of(), false, cursor.gap(), cursor.gap());
        }
        cursor.open();
        List<Span> ellipsis = new ArrayList<>();
        cursor.declaredNames(() -> {
            if (!cursor.at(TokenKind.ELLIPSIS)) {
                element.run();
                return;
            }
            ellipsis.add(cursor.take());
            boolean last = cursor.at(TokenKind.RPAREN) || cursor.at(TokenKind.COMMA) && cursor.peek(1) == TokenKind.RPAREN;
            if (!last) cursor.unexpected("`)`");
        });
        cursor.close("a parameter or ");
        Span dots = ellipsis.isEmpty() ? cursor.gap() : ellipsis.getFirst();
        return new ParamList(List.copyOf(params), !ellipsis.isEmpty(), dots, cursor.from(start));
    }

    /// `ident ":" type [ "/" path ] [ "=" expr ] | ident ":=" expr`.
    Param param() {
        int start = cursor.start();
        Ident name = parser.nameOrBlank("the name of a parameter");
        return paramRest(start, name);
    }

    private Param paramRest(int start, Ident name) {
        if (cursor.at(TokenKind.COLON_EQ)) {
            noteWrongInType();
            cursor.advance();
            Expr type = cursor.absent();
            Expr init = plainExpression();
            return new Param(name, type, List.of(), init, cursor.from(start));
        }
        if (!cursor.accept(TokenKind.COLON)) {
            boolean isType = PREDECLARED_TYPES.contains(name.text()) || Suggest.foreignWord(name.text()).isPresent();
            if (!name.isAbsent() && !cursor.panicking()) return isType ? typeFirst(start, name) : withoutColon(start, name);
            cursor.unexpected("`:` and a type, or `:=`");
        }
        Expr type = parser.types.bindingType();
        List<Ident> constraint = List.of();
        if (cursor.at(TokenKind.SLASH)) {
            noteWrongInType();
            cursor.advance();
            constraint = List.copyOf(parser.path("the name of a type"));
        }
        Expr init = cursor.absent();
        if (cursor.at(TokenKind.ASSIGN)) {
            noteWrongInType();
            cursor.advance();
            init = plainExpression();
        }
        return new Param(name, type, constraint, init, cursor.from(start));
    }

    /// `x T`, or `x` before a comma, as in `x, y: T`.
    private Param withoutColon(int start, Ident name) {
        Problem problem = Problem.of(Code.E0201, cursor.here(), "expected `:` and a type, or `:=`, found " + cursor.describe(cursor.pos()));
        boolean typed = cursor.atIdent() || Starts.onlyType(cursor.tokens(), cursor.pos());
        boolean shared = cursor.at(TokenKind.COMMA) && TokenKind.isIdent(cursor.peek(1));
        if (!typed && !shared) {
            cursor.unexpected("`:` and a type, or `:=`");
            return new Param(name, new Expr.Missing(cursor.gap()), List.of(), cursor.absent(), cursor.from(start));
        }
        cursor.report(typed ? problem.help("write a colon before the type", cursor.gap(), ":")
                : problem.help("each parameter has its own type: `x: T, y: T`"));
        Expr type = typed ? parser.types.bindingType() : new Expr.Missing(cursor.gap());
        return new Param(name, type, List.of(), cursor.absent(), cursor.from(start));
    }

    /// `T x`, as in C, or only the type of a parameter.
    private Param typeFirst(int start, Ident type) {
        Problem problem = Problem.of(Code.E0201, cursor.here(), "expected `:` and a type, or `:=`, found " + cursor.describe(cursor.pos()));
        int stars = 0;
        while (cursor.peek(stars) == TokenKind.STAR) stars++;
        boolean named = TokenKind.isIdent(cursor.peek(stars));
        String written = named ? cursor.tokens().name(cursor.pos() + stars) : "x";
        String help = (named ? "the name comes first: `" : "a parameter has a name: `") + written + ": " + "*".repeat(stars) + type.text();
        cursor.report(problem.help(help + "`" + Suggest.foreignWord(type.text()).map(w -> "; " + w).orElse("")));
        cursor.moveTo(cursor.pos() + stars);
        Ident name = named ? parser.name("a name") : new Ident("_", type.span());
        boolean isKnown = stars == 0 && PREDECLARED_TYPES.contains(type.text());
        Expr known = isKnown ? new Expr.Name(type.text(), type.span()) : new Expr.Missing(type.span());
        return new Param(name, known, List.of(), cursor.absent(), cursor.from(start));
    }

    private Expr plainExpression() {
        boolean outer = parser.types.setBinds(false);
        int literal = wrongInLiteral;
        int type = wrongInType;
        Expr value = parser.exprs.expression();
        wrongInLiteral = literal;
        wrongInType = type;
        parser.types.setBinds(outer);
        return value;
    }

    private void noteWrongInType() {
        if (wrongInType < 0) wrongInType = cursor.pos();
    }

    /// A parameter of a literal or of a type: the name may be missing.
    private Param eitherParam() {
        int start = cursor.start();
        boolean named = cursor.atIdent() || TokenKind.isKeyword(cursor.kind());
        if (named && (cursor.peek(1) == TokenKind.COLON || cursor.peek(1) == TokenKind.COLON_EQ)) return param();
        int first = cursor.pos();
        boolean soleName = cursor.atIdent();
        int literal = wrongInLiteral;
        Expr type = parser.types.bindingType();
        wrongInLiteral = literal >= 0 ? literal : soleName && type instanceof Expr.Name ? first + 1 : first;
        return new Param(Ident.absent(cursor.span(start, start)), type, List.of(), cursor.absent(), cursor.from(start));
    }

    private ParamList eitherList() {
        List<Param> params = new ArrayList<>();
        return list(params, () -> params.add(eitherParam()));
    }

    // ---- types and literals

    /// A function type where only a type can stand.
    Expr type() {
        int start = cursor.start();
        boolean c = cursor.accept(TokenKind.D_C);
        if (!cursor.expect(TokenKind.FN)) return new Expr.Missing(cursor.from(start));
        boolean binds = parser.types.binds();
        int outerLiteral = wrongInLiteral;
        int outerType = wrongInType;
        wrongInType = -1;
        int known = parser.types.bindCount();
        ParamList list = eitherList();
        checkType();
        if (!binds) parser.types.forgetBinds(known, true);
        wrongInLiteral = outerLiteral;
        wrongInType = outerType;
        Expr result = optionalResult(binds);
        return fnType(c, list, result, start);
    }

    private Expr fnType(boolean c, ParamList list, Expr result, int start) {
        List<Expr.FnTypeParam> params = new ArrayList<>();
        for (Param param : list.params()) params.add(new Expr.FnTypeParam(param.name(), param.type()));
        return new Expr.FnType(c, List.copyOf(params), list.variadic(), list.ellipsis(), result, cursor.from(start));
    }

    /// A parameter of a literal without type has been read as one without name.
    private static Param untyped(Param param) {
        if (!param.name().isAbsent() || !(param.type() instanceof Expr.Name name)) return param;
        boolean isType = PREDECLARED_TYPES.contains(name.text());
        Ident written = new Ident(isType ? "_" : name.text(), name.span());
        return new Param(written, isType ? name : new Expr.Missing(name.span()), List.of(), param.init(), param.span());
    }

    private void checkType() {
        if (wrongInType >= 0) misfit(wrongInType, "`,` or `)`");
    }

    private void misfit(int token, String expected) {
        if (cursor.panicking()) return;
        cursor.report(Problem.of(Code.E0201, cursor.tokens().span(token), "expected " + expected + ", found " + cursor.describe(token)));
    }

    private Expr optionalResult(boolean binds) {
        if (cursor.panicking() || !Starts.resultType(cursor.tokens(), cursor.pos())) return cursor.absent();
        boolean outer = parser.types.setBinds(binds);
        Expr result = parser.types.nested();
        parser.types.setBinds(outer);
        return result;
    }

    /// `fn …` in operand position: a literal if a block follows, else a type (L2.6b).
    Expr literalOrType() {
        int start = cursor.start();
        boolean c = cursor.accept(TokenKind.D_C);
        if (!cursor.expect(TokenKind.FN)) return new Expr.Missing(cursor.from(start));
        return literalOrType(start, c);
    }

    /// The same from the parameters on.
    Expr literalOrType(int start, boolean c) {
        boolean binds = parser.types.setBinds(false);
        int outerLiteral = wrongInLiteral;
        int outerType = wrongInType;
        wrongInLiteral = -1;
        wrongInType = -1;
        int known = parser.types.bindCount();
        ParamList first = eitherList();
        boolean two = cursor.at(TokenKind.LPAREN);
        ParamList last = two ? params() : first;
        Expr result = optionalResult(false);
        Expr expr;
        if (two || cursor.at(TokenKind.LBRACE)) {
            parser.types.forgetBinds(known, false);
            if (wrongInLiteral >= 0) misfit(wrongInLiteral, "`:` and the type of a parameter");
            Stmt.Block body = parser.stmts.block();
            List<Param> ctParams = two ? first.params() : List.of();
            List<Param> params = wrongInLiteral < 0 ? last.params() : last.params().stream().map(FnParser::untyped).toList();
            FnSyntax fn = new FnSyntax(c, ctParams, two, params, last.variadic(), last.ellipsis(), last.span(), result, body);
            expr = new Expr.FnLit(fn, cursor.from(start));
        } else {
            checkType();
            if (!binds) parser.types.forgetBinds(known, true);
            expr = fnType(c, first, result, start);
        }
        wrongInLiteral = outerLiteral;
        wrongInType = outerType;
        parser.types.setBinds(binds);
        return expr;
    }

    // ---- declarations

    /// `fn name …` from the word `fn` on; `#c` or `#export`, which begin at `start`, have been taken.
    Decl declaration(int start, boolean c, boolean exported) {
        if (!cursor.expect(TokenKind.FN)) return new Decl.Missing(cursor.from(start));
        Ident name = parser.name("the name of the function");
        if (name.isAbsent()) {
            cursor.recoverToBlock();
            if (cursor.at(TokenKind.LBRACE)) parser.stmts.block();
            return new Decl.Missing(cursor.from(start));
        }
        boolean broken = !cursor.at(TokenKind.LPAREN) && !cursor.at(TokenKind.LBRACE);
        ParamList first = params();
        boolean tuple = atTuple();
        boolean two = !tuple && cursor.at(TokenKind.LPAREN);
        ParamList last = two ? params() : first;
        arrow();
        Expr result = tuple ? tuple() : optionalResult(false);
        Expr external = cursor.absent();
        if (cursor.at(TokenKind.AS) && cursor.peek(1) == TokenKind.STRING) {
            cursor.advance();
            external = parser.string("the external name");
        }
        cursor.recoverToBlock();
        boolean hasBody = cursor.at(TokenKind.LBRACE) && (exported || external instanceof Expr.Absent);
        Stmt body;
        if (hasBody || c || exported || two) {
            body = parser.stmts.block();
        } else {
            body = new Stmt.NoBody(cursor.gap());
            foreignEnd(name, result);
        }
        if (broken) return new Decl.Var(name, cursor.absent(), new Expr.Missing(name.span()), false, cursor.from(start));
        List<Param> ctParams = two ? first.params() : List.of();
        FnSyntax fn = new FnSyntax(c, ctParams, two, last.params(), last.variadic(), last.ellipsis(), last.span(), result, body);
        return new Decl.Fn(name, fn, exported, external, cursor.from(start));
    }

    private void foreignEnd(Ident name, Expr result) {
        if (cursor.panicking()) return;
        boolean ends = cursor.at(TokenKind.SEMICOLON) || cursor.at(TokenKind.RBRACE) || cursor.tokens().startsLine(cursor.pos())
                || cursor.at(TokenKind.EOF);
        if (result instanceof Expr.Absent && !ends) {
            cursor.unexpected("a result type or `{`");
            return;
        }
        if (result instanceof Expr.Absent) {
            cursor.report(Problem.of(Code.E0210, name.span(), "function without body needs a result type")
                    .help("write `none` if it gives nothing, or give it a body", cursor.gap(), " none"));
        }
        cursor.accept(TokenKind.SEMICOLON);
    }

    /// Whether `(T, U)` follows the parameters, as other languages write several results: types alone are no parameters.
    private boolean atTuple() {
        boolean isName = cursor.at(TokenKind.LPAREN) && TokenKind.isIdent(cursor.peek(1));
        boolean isType = cursor.at(TokenKind.LPAREN) && (cursor.peek(1) == TokenKind.STAR || cursor.peek(1) == TokenKind.LBRACKET);
        return isType || isName && (cursor.peek(2) == TokenKind.COMMA || cursor.peek(2) == TokenKind.RPAREN);
    }

    private Expr tuple() {
        int start = cursor.start();
        boolean isName = TokenKind.isIdent(cursor.peek(1));
        int misfit = cursor.pos() + (isName ? 2 : 1);
        String expected = isName ? "`:` and a type, or `:=`" : "the name of a parameter";
        int end = cursor.behind(cursor.pos());
        Span types = cursor.here().to(cursor.tokens().span(end - 1));
        String inner = types.text().substring(1, types.text().length() - 1);
        cursor.report(Problem.of(Code.E0201, cursor.tokens().span(misfit), "expected " + expected + ", found " + cursor.describe(misfit))
                .help(inner.indexOf(',') < 0 ? "write the result type without parentheses"
                    : "several results are one struct: `struct {" + inner + "}`"));
        cursor.moveTo(end);
        return new Expr.Missing(cursor.from(start));
    }

    /// The `->` of other languages before the result type: reported and skipped.
    private void arrow() {
        if (cursor.at(TokenKind.COLON)) {
            cursor.report(Problem.of(Code.E0201, cursor.here(), "expected the result type or `{`, found `:`")
                    .help("the result type follows the parameters without `:`"));
            cursor.advance();
            return;
        }
        boolean isArrow = cursor.at(TokenKind.MINUS) && cursor.peek(1) == TokenKind.GT && cursor.tokens().isGlued(cursor.pos() + 1);
        if (!isArrow) return;
        cursor.unexpected("the result type or `{`");
        cursor.moveTo(cursor.pos() + 2);
    }
}
