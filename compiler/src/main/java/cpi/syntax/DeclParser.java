package cpi.syntax;

import cpi.diag.Code;
import cpi.diag.Problem;
import cpi.source.Span;
import java.util.ArrayList;
import java.util.List;

/// Parses items of files, modules and `#if`s, and the declarations among statements (L2.2).
final class DeclParser {
    /// Where a declaration stands; some are legal only in certain places (E0209).
    enum Place { FILE, NESTED, BLOCK }

    private final Parser parser;
    private final Cursor cursor;

    DeclParser(Parser parser) {
        this.parser = parser;
        this.cursor = parser.cursor;
    }

    List<Decl> file() {
        List<Decl> items = new ArrayList<>();
        while (!cursor.at(TokenKind.EOF)) {
            // Behind statements at this level an extra `}` has the same cause: the function was closed too early.
            if (misplacedStatements()) cursor.accept(TokenKind.RBRACE);
            else readItem(items, Place.FILE);
        }
        return List.copyOf(items);
    }

    private List<Decl> items() {
        List<Decl> items = new ArrayList<>();
        if (!cursor.openBlock()) {
            cursor.recoverToBlock();
            if (!cursor.at(TokenKind.LBRACE)) return List.of();
            cursor.open();
        }
        while (cursor.inside()) {
            if (TokenKind.isCloser(cursor.kind()) && cursor.closesOuter()) break;
            readItem(items, Place.NESTED);
        }
        cursor.close("a declaration or ");
        return List.copyOf(items);
    }

    private void readItem(List<Decl> items, Place place) {
        if (cursor.accept(TokenKind.SEMICOLON)) return;
        cursor.beginStatement();
        if (parser.foreign.atType()) {
            items.add(parser.foreign.type());
            return;
        }
        if (misplacedStatements()) return;
        int began = cursor.pos();
        items.add(item(place));
        cursor.recover(began);
    }

    private Decl item(Place place) {
        if (begins()) return decl(place);
        if (cursor.atIdent()) return unfinishedDeclaration();
        if (cursor.at(TokenKind.FN) && cursor.peek(1) == TokenKind.LPAREN) {
            cursor.fail(Problem.of(Code.E0201, cursor.here(), "expected a declaration, found the keyword `fn`")
                    .help("a function has a name, `fn name(…) T { … }`; for a type it is declared with `#attr(Type) fn name(…) …`"));
        }
        cursor.unexpected("a declaration");
        return new Decl.Missing(cursor.gap());
    }

    /// A name, but then not what makes it a declaration.
    private Decl unfinishedDeclaration() {
        if (parser.foreign.atVariable()) return parser.foreign.variable(false);
        if (parser.foreign.atFunction()) return parser.foreign.function();
        if (parser.foreign.skipModifiers()) return parser.functions.declaration(cursor.start(), false, false);
        int start = cursor.start();
        cursor.advance();
        cursor.unexpected("`:=`, `:`, `::=` or `::` after the name");
        return new Decl.Missing(cursor.from(start));
    }

    // ---- misplaced constructs

    /// Statements at file level: the first of a row of them is E0209. Gives false if no statement begins here.
    private boolean misplacedStatements() {
        if (begins() || parser.foreign.atType() || !atStatement()) return false;
        notHere("statements belong into a function; `#run` runs an expression at compile time");
        cursor.mute();
        do {
            int began = cursor.pos();
            parser.stmts.stmt();
            cursor.recover(began);
            while (cursor.accept(TokenKind.SEMICOLON)) { }
        } while (!begins() && atStatement());
        cursor.unmute();
        return true;
    }

    private boolean atStatement() {
        int kind = cursor.kind();
        if (Starts.statementWord(kind) || kind == TokenKind.CASE) return true;
        if (!Starts.expression(kind)) return false;
        if (kind == TokenKind.FN) return false;
        if (!cursor.atIdent()) return true;
        return switch (cursor.peek(1)) {
            case TokenKind.LPAREN, TokenKind.DOT, TokenKind.LBRACKET, TokenKind.BANG, TokenKind.PIPE, TokenKind.ASSIGN,
                 TokenKind.PLUS_EQ, TokenKind.MINUS_EQ, TokenKind.STAR_EQ, TokenKind.SLASH_EQ, TokenKind.MOD, TokenKind.SEMICOLON,
                 TokenKind.PLUS, TokenKind.MINUS, TokenKind.STAR, TokenKind.SLASH, TokenKind.BIT_AND_EQ, TokenKind.BIT_OR_EQ,
                 TokenKind.BIT_XOR_EQ, TokenKind.SHL_EQ, TokenKind.SHR_EQ -> true;
            default -> false;
        };
    }

    /// E0209 at the current token; does not panic.
    void notHere(String note) {
        int kind = cursor.kind();
        String what = TokenKind.isKeyword(kind) || TokenKind.isDirective(kind) ? "`" + TokenKind.text(kind) + "`" : "a statement";
        Problem problem = Problem.of(Code.E0209, cursor.here(), what + " is not allowed here").note(note);
        String help = Habits.help(cursor.tokens(), cursor.pos());
        cursor.report(help.isEmpty() || kind == TokenKind.AMP || kind == TokenKind.CARET ? problem : problem.help(help));
    }

    private static String name(Place place) {
        return switch (place) {
            case FILE -> "a file";
            case NESTED -> "a module or `#if`";
            case BLOCK -> "a function";
        };
    }

    // ---- declarations

    /// Whether a declaration or directive begins here, misplaced ones included.
    boolean begins() {
        int kind = cursor.kind();
        if (kind == TokenKind.FN || kind == TokenKind.D_C) return beginsFunction(kind);
        if (kind == TokenKind.BLANK || TokenKind.isIdent(kind)) {
            return Starts.declarationSign(cursor.peek(1)) && !atLabel()
                    || Starts.contextualDecl(cursor.tokens(), cursor.pos());
        }
        return Starts.itemDirective(kind) || kind == TokenKind.D_RUN || parser.stmts.atKeywordName() && !isPlainAssign();
    }

    private boolean isPlainAssign() {
        return cursor.peek(1) == TokenKind.ASSIGN;
    }

    private boolean atLabel() {
        int after = cursor.peek(2);
        return cursor.peek(1) == TokenKind.COLON && cursor.atIdent()
                && (Starts.statementWord(after) || after == TokenKind.LBRACE);
    }

    private boolean beginsFunction(int kind) {
        int next = kind == TokenKind.FN ? cursor.peek(1) : cursor.peek(1) == TokenKind.FN ? cursor.peek(2) : TokenKind.LPAREN;
        return TokenKind.isIdent(next) || TokenKind.isKeyword(next);
    }

    /// A declaration or directive; [#begins] must hold.
    Decl decl(Place place) {
        int start = cursor.start();
        int kind = cursor.kind();
        return switch (kind) {
            case TokenKind.FN -> parser.functions.declaration(start, false, false);
            case TokenKind.D_C -> {
                cursor.advance();
                yield parser.functions.declaration(start, true, false);
            }
            case TokenKind.D_EXPORT -> {
                boolean misplaced = place == Place.BLOCK;
                if (misplaced) notHere("functions are exported at the level of a file or module");
                cursor.advance();
                Decl fn = parser.functions.declaration(start, false, true);
                yield misplaced && fn instanceof Decl.Fn exported ? inner(exported) : fn;
            }
            case TokenKind.TYPE -> Starts.contextualDecl(cursor.tokens(), cursor.pos()) ? type() : variableOrConstant(start, false);
            case TokenKind.MODULE -> Starts.contextualDecl(cursor.tokens(), cursor.pos()) ? module() : variableOrConstant(start, false);
            case TokenKind.IMPORT -> Starts.contextualDecl(cursor.tokens(), cursor.pos())
                    ? importDecl() : variableOrConstant(start, false);
            case TokenKind.D_IMPORT -> importDecl();
            case TokenKind.D_IMPORT_PATH, TokenKind.D_LINK_PATH -> directory(place);
            case TokenKind.D_LINK -> link();
            case TokenKind.D_ATTR -> attr();
            case TokenKind.D_CONTEXT -> context(place);
            case TokenKind.D_CONTEXTINIT -> contextInit(place);
            case TokenKind.D_TEST -> test(place);
            case TokenKind.D_IF -> ifItems();
            case TokenKind.D_RUN -> {
                Expr.Run run = parser.directives.run();
                cursor.accept(TokenKind.SEMICOLON);
                yield new Decl.Run(run, cursor.from(start));
            }
            case TokenKind.D_ASSERT -> assertDecl();
            case TokenKind.D_ERROR -> {
                cursor.advance();
                Expr.StringLit message = parser.string("a message as a string");
                cursor.expectSemicolon();
                yield new Decl.Error(message, cursor.from(start));
            }
            case TokenKind.D_ALLOW -> allow(place);
            case TokenKind.D_THREAD_LOCAL -> threadLocal(place);
            default -> parser.foreign.atFunction() ? parser.foreign.function() : variableOrConstant(start, false);
        };
    }

    /// A misplaced export as an ordinary function, so that its name is known.
    private static Decl inner(Decl.Fn fn) {
        return new Decl.Fn(fn.name(), fn.fn(), false, new Expr.Absent(fn.span().after()), fn.span());
    }

    /// A function in a `#link` block that has a body, without it.
    private static Decl.Fn foreign(Decl.Fn fn) {
        FnSyntax f = fn.fn();
        FnSyntax head = new FnSyntax(f.c(), f.ctParams(), f.twoLists(), f.params(), f.variadic(), f.ellipsis(), f.paramsSpan(),
                f.result(), new Stmt.NoBody(fn.span().after()));
        return new Decl.Fn(fn.name(), head, fn.exported(), fn.externalName(), fn.span());
    }

    /// `ident := …`, `ident : …`, `ident ::= …`, `ident :: …`.
    Decl variableOrConstant(int start, boolean threadLocal) {
        boolean constant = cursor.peek(1) == TokenKind.COLON_COLON || cursor.peek(1) == TokenKind.COLON_COLON_EQ;
        Ident name = constant ? parser.name("a name") : parser.nameOrBlank("a name");
        int sign = cursor.kind();
        if (!Starts.declarationSign(sign)) {
            cursor.unexpected("`:=`, `:`, `::=` or `::` after the name");
            return new Decl.Missing(cursor.from(start));
        }
        cursor.advance();
        Expr type = cursor.absent();
        Expr value = cursor.absent();
        boolean typed = sign == TokenKind.COLON || sign == TokenKind.COLON_COLON;
        if (typed) {
            type = parser.types.type();
            value = cursor.absent();
        }
        if (!typed || cursor.accept(TokenKind.ASSIGN)) value = parser.exprs.expression();
        else if (constant && isTypeBody(type)) return typeAsConstant(name, type, start);
        else if (constant) cursor.unexpected("`=` and the value of the constant");
        cursor.expectSemicolon();
        return constant
                ? new Decl.Const(name, type, value, cursor.from(start))
                : new Decl.Var(name, type, value, threadLocal, cursor.from(start));
    }

    private static boolean isTypeBody(Expr type) {
        return switch (type) {
            case Expr.StructType _, Expr.EnumType _ -> true;
            case Expr _ -> false;
        };
    }

    /// `Name :: struct { … }`: a type as other languages declare it.
    private Decl typeAsConstant(Ident name, Expr type, int start) {
        cursor.report(Problem.of(Code.E0201, cursor.here(), "expected `=` and the value of the constant, found "
                + cursor.describe(cursor.pos())).label(name.span(), "a type is declared `type " + name.text() + " …`")
                .help("write `type " + name.text() + " …`", new Span(name.span().file(), name.span().start(), type.span().start()),
                        "type " + name.text() + " "));
        cursor.accept(TokenKind.SEMICOLON);
        return new Decl.Type(name, List.of(), false, type, cursor.from(start));
    }

    private Decl threadLocal(Place place) {
        int start = cursor.start();
        Span word = cursor.take();
        boolean variable = (cursor.atIdent() || cursor.at(TokenKind.BLANK))
                && (cursor.peek(1) == TokenKind.COLON || cursor.peek(1) == TokenKind.COLON_EQ);
        if (variable && place != Place.BLOCK) return variableOrConstant(start, true);
        if (!variable && !begins()) {
            cursor.unexpected("a variable");
            return new Decl.Missing(cursor.from(start));
        }
        cursor.report(Problem.of(Code.E0923, word, "only globals can be thread-local"));
        cursor.enter();
        Decl decl = cursor.panicking() ? new Decl.Missing(cursor.from(start)) : decl(place);
        cursor.leave();
        return decl;
    }

    private Decl type() {
        int start = cursor.start();
        cursor.advance();
        Ident name = parser.name("the name of the type");
        boolean hasParams = cursor.at(TokenKind.LPAREN);
        List<Param> params = hasParams ? parser.functions.params().params() : List.of();
        if (cursor.at(TokenKind.ASSIGN)) {
            cursor.unexpected("the definition of the type, without `=`");
            cursor.moveTo(cursor.pos() + 1);
        }
        Expr definition = parser.types.type();
        return new Decl.Type(name, params, hasParams, definition, cursor.from(start));
    }

    private Decl module() {
        int start = cursor.start();
        cursor.advance();
        Ident name = parser.name("the name of the module");
        List<Decl> items = items();
        return new Decl.Module(name, items, cursor.from(start));
    }

    private Decl importDecl() {
        int start = cursor.start();
        boolean old = cursor.at(TokenKind.IMPORT);
        Span word = cursor.take();
        if (!cursor.at(TokenKind.STRING)) {
            List<Ident> path = List.copyOf(parser.path("a string or the path of a module"));
            cursor.expectSemicolon();
            return cursor.panicking() ? new Decl.Missing(cursor.from(start)) : new Decl.ImportModule(path, old, word, cursor.from(start));
        }
        Expr.StringLit path = parser.string("a string");
        Ident alias = Ident.absent(cursor.gap());
        if (cursor.accept(TokenKind.COLON)) alias = parser.name("a name for the module");
        cursor.expectSemicolon();
        return new Decl.ImportFile(path, alias, old, word, cursor.from(start));
    }

    /// `#importPath` and `#linkPath`: at the top level of a file only (M1.3).
    private Decl directory(Place place) {
        int start = cursor.start();
        boolean misplaced = place != Place.FILE;
        if (misplaced) notHere("it stands at the top level of a file, not inside " + name(place));
        boolean imports = cursor.at(TokenKind.D_IMPORT_PATH);
        cursor.advance();
        Expr.StringLit path = parser.string("a directory as a string");
        cursor.expectSemicolon();
        Span span = cursor.from(start);
        if (misplaced || cursor.panicking()) return new Decl.Missing(span);
        return imports ? new Decl.ImportPath(path, span) : new Decl.LinkPath(path, span);
    }

    private Decl link() {
        int start = cursor.start();
        cursor.advance();
        Expr.StringLit library = parser.string("the name of a library as a string");
        if (!cursor.at(TokenKind.LBRACE)) {
            cursor.expectSemicolon();
            return new Decl.Link(library, List.of(), false, cursor.from(start));
        }
        List<Decl.Fn> functions = functionBlock(true);
        return new Decl.Link(library, functions, true, cursor.from(start));
    }

    private Decl attr() {
        int start = cursor.start();
        cursor.advance();
        Expr type = parser.directives.parenthesised(parser.types::type);
        if (cursor.at(TokenKind.LBRACE)) {
            List<Decl.Fn> functions = functionBlock(false);
            return new Decl.Attr(type, functions, true, cursor.from(start));
        }
        List<Decl.Fn> functions = new ArrayList<>();
        addFunction(functions, false);
        return new Decl.Attr(type, List.copyOf(functions), false, cursor.from(start));
    }

    private List<Decl.Fn> functionBlock(boolean foreign) {
        cursor.open();
        List<Decl.Fn> functions = new ArrayList<>();
        while (cursor.inside()) {
            if (cursor.accept(TokenKind.SEMICOLON)) continue;
            if (TokenKind.isCloser(cursor.kind()) && cursor.closesOuter()) break;
            int began = cursor.pos();
            addFunction(functions, foreign);
            cursor.recover(began);
        }
        cursor.close("a function or ");
        return List.copyOf(functions);
    }

    private void addFunction(List<Decl.Fn> functions, boolean foreign) {
        int start = cursor.start();
        Span first = cursor.here();
        boolean c = cursor.accept(TokenKind.D_C);
        if (!cursor.at(TokenKind.FN)) {
            boolean legalElsewhere = !cursor.panicking() && !c && (begins() || Starts.statementWord(cursor.kind()));
            if (legalElsewhere) {
                cursor.fail(Problem.of(Code.E0209, first, "only functions are allowed here"));
            } else {
                cursor.unexpected("`fn`");
            }
            return;
        }
        if (!(parser.functions.declaration(start, c, false) instanceof Decl.Fn fn)) return;
        if (foreign && !fn.isForeign()) {
            cursor.report(Problem.of(Code.E0209, first, "a function with a body is not allowed here")
                    .note("a `#link` block contains the declarations of foreign functions"));
        }
        functions.add(foreign && !fn.isForeign() ? foreign(fn) : fn);
    }

    /// `#context field` or `#context { fields }` (T3.1).
    private Decl context(Place place) {
        int start = cursor.start();
        Span word = cursor.take();
        if (place == Place.BLOCK) {
            cursor.report(Problem.of(Code.E0904, word, "`#context` inside a function")
                    .note("fields of the context belong to a file or module"));
        }
        List<Param> fields = new ArrayList<>();
        if (cursor.at(TokenKind.LBRACE)) {
            cursor.open();
            while (cursor.inside()) {
                fields.add(parser.functions.param());
                if (!cursor.accept(TokenKind.COMMA)) cursor.accept(TokenKind.SEMICOLON);
            }
            cursor.close("a field or ");
        } else {
            fields.add(parser.functions.param());
        }
        cursor.accept(TokenKind.SEMICOLON);
        boolean missing = place == Place.BLOCK || cursor.panicking();
        return missing ? new Decl.Missing(cursor.from(start)) : new Decl.Context(List.copyOf(fields), word, cursor.from(start));
    }

    private Decl contextInit(Place place) {
        int start = cursor.start();
        if (place == Place.BLOCK) notHere("it stands at the level of a file or module");
        Span word = cursor.take();
        Expr value = parser.exprs.expression();
        cursor.accept(TokenKind.SEMICOLON);
        return place == Place.BLOCK ? new Decl.Missing(cursor.from(start)) : new Decl.ContextInit(value, word, cursor.from(start));
    }

    private Decl test(Place place) {
        int start = cursor.start();
        if (place == Place.BLOCK) notHere("tests stand at the level of a file or module");
        cursor.advance();
        Expr.StringLit name = parser.string("the name of the test as a string");
        cursor.recoverToBlock();
        Stmt.Block body = parser.stmts.block();
        return place == Place.BLOCK ? new Decl.Missing(cursor.from(start)) : new Decl.Test(name, body, cursor.from(start));
    }

    private record Branch(Expr condition, List<Decl> then, int start) {}

    /// `#if` with items (L2.2). A chain of `else #if` is read in a loop and nested afterwards.
    private Decl ifItems() {
        List<Branch> branches = new ArrayList<>();
        List<Decl> orElse = List.of();
        while (true) {
            int start = cursor.start();
            cursor.link(branches.size());
            if (cursor.panicking()) break;
            cursor.advance();
            Expr condition = parser.exprs.head();
            cursor.recoverToBlock();
            branches.add(new Branch(condition, items(), start));
            if (!cursor.accept(TokenKind.ELSE)) break;
            if (cursor.at(TokenKind.IF)) notHere("among declarations write `else #if`");
            else if (!cursor.at(TokenKind.D_IF)) {
                orElse = items();
                break;
            }
        }
        for (int i = branches.size() - 1; i > 0; i--) {
            Branch b = branches.get(i);
            orElse = List.of(new Decl.If(b.condition, b.then, orElse, cursor.from(b.start)));
        }
        Branch first = branches.getFirst();
        return new Decl.If(first.condition, first.then, orElse, cursor.from(first.start));
    }

    private Decl assertDecl() {
        int start = cursor.start();
        cursor.advance();
        Expr condition = new Expr.Missing(cursor.gap());
        Expr message = cursor.absent();
        if (cursor.at(TokenKind.LPAREN)) {
            cursor.open();
            condition = parser.exprs.expression();
            message = cursor.accept(TokenKind.COMMA) ? parser.exprs.expression() : cursor.absent();
            cursor.close(message instanceof Expr.Absent ? "`,` or " : "");
        } else {
            cursor.unexpected("`(`");
        }
        cursor.expectSemicolon();
        return new Decl.Assert(condition, message, cursor.from(start));
    }

    /// `#allow(list(STRING))`.
    List<Expr.StringLit> allowNames() {
        cursor.advance();
        List<Expr.StringLit> names = new ArrayList<>();
        if (!cursor.at(TokenKind.LPAREN)) {
            cursor.unexpected("`(`");
            return names;
        }
        cursor.open();
        while (cursor.inside()) {
            names.add(parser.string("the name of a warning as a string"));
            if (!cursor.accept(TokenKind.COMMA)) break;
        }
        cursor.close("`,` or ");
        return List.copyOf(names);
    }

    private Decl allow(Place place) {
        int start = cursor.start();
        List<Expr.StringLit> names = allowNames();
        cursor.enter();
        List<Decl> items = new ArrayList<>();
        if (cursor.at(TokenKind.SEMICOLON)) cursor.advance();
        else if (!misplacedStatements()) items.add(item(place));
        cursor.leave();
        Decl item = items.isEmpty() ? new Decl.Missing(cursor.gap()) : items.getFirst();
        return new Decl.Allow(names, item, cursor.from(start));
    }
}
