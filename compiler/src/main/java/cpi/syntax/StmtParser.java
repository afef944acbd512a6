package cpi.syntax;

import cpi.diag.Code;
import cpi.diag.Problem;
import cpi.source.Span;
import java.util.ArrayList;
import java.util.List;

/// Parses blocks and statements (L2.3); declarations among them are [DeclParser]'s, loops and `switch` [ControlParser]'s.
final class StmtParser {
    private final Parser parser;
    private final Cursor cursor;
    private final ControlParser control;

    StmtParser(Parser parser) {
        this.parser = parser;
        this.cursor = parser.cursor;
        this.control = new ControlParser(parser);
    }

    Stmt.Block block() {
        return block(false);
    }

    /// The block of a clause of a `switch`, which a `case` ends.
    Stmt.Block clause() {
        return block(true);
    }

    private Stmt.Block block(boolean clause) {
        int start = cursor.start();
        if (cursor.at(TokenKind.LBRACE)) {
            cursor.open();
        } else if (!noBrace()) {
            if (!cursor.panicking() && !cursor.at(TokenKind.LBRACE)) return single();
            cursor.recoverToBlock();
            if (!cursor.at(TokenKind.LBRACE)) return new Stmt.Block(List.of(), cursor.gap());
            start = cursor.start();
            cursor.open();
        }
        return rest(start, clause);
    }

    /// The statement that stands in place of a block, as in C.
    private Stmt.Block single() {
        int start = cursor.start();
        int began = cursor.pos();
        cursor.enter();
        cursor.beginStatement();
        Stmt body = stmt();
        cursor.recover(began);
        cursor.leave();
        return new Stmt.Block(List.of(body), cursor.from(start));
    }

    /// Reports that a block does not begin here. Gives whether it does so all the same, without its brace. In no panic afterwards if
    /// a single statement stands here.
    private boolean noBrace() {
        if (cursor.panicking()) return false;
        Problem problem = Problem.of(Code.E0201, cursor.here(), "expected `{`, found " + cursor.describe(cursor.pos()));
        if (cursor.at(TokenKind.ASSIGN)) {
            cursor.fail(problem.help("values are compared with `==`"));
        } else if (cursor.at(TokenKind.COLON_EQ)) {
            cursor.fail(problem.help("declare the variable before this statement"));
            cursor.moveToBlockOnLine();
        } else if (Starts.expression(cursor.kind()) || Starts.statementWord(cursor.kind())) {
            String habit = cursor.atIdent() ? Habits.wordBefore(cursor.tokens(), cursor.pos())
                    : Habits.help(cursor.tokens(), cursor.pos());
            Problem helped = problem.help(habit.isEmpty() ? "a body stands in braces, also a single statement" : habit);
            if (!cursor.blockFollows() && cursor.openMissing()) {
                cursor.report(helped);
                return true;
            }
            if (cursor.blockFollows()) cursor.fail(helped);
            else cursor.report(helped);
        } else {
            cursor.unexpected("`{`");
        }
        return false;
    }

    /// The statements of a block that is open, and its end.
    private Stmt.Block rest(int start, boolean clause) {
        List<Stmt> stmts = new ArrayList<>();
        while (cursor.inside()) {
            if (TokenKind.isCloser(cursor.kind())) {
                if (cursor.closesOuter()) break;
                if (cursor.skipStray("a statement")) continue;
                cursor.unexpected("a statement");
                cursor.recover(cursor.pos());
                continue;
            }
            if (clause && cursor.at(TokenKind.CASE) || cursor.leavesBlock()) {
                cursor.missingEnd();
                return new Stmt.Block(List.copyOf(stmts), cursor.from(start));
            }
            int began = cursor.pos();
            cursor.beginStatement();
            stmts.add(stmt());
            cursor.recover(began);
        }
        cursor.close("a statement or ");
        return new Stmt.Block(List.copyOf(stmts), cursor.from(start));
    }

    /// One statement; in a panic afterwards if it had an error that it could not recover from.
    Stmt stmt() {
        int start = cursor.start();
        int kind = cursor.kind();
        if (kind == TokenKind.IDENT || kind == TokenKind.BLANK) return identifierFirst();
        return switch (kind) {
            case TokenKind.SEMICOLON -> new Stmt.Empty(cursor.take());
            case TokenKind.RETURN -> atKeywordName() ? keywordName() : returnStmt();
            case TokenKind.IF, TokenKind.D_IF -> atKeywordName() ? keywordName() : control.ifStmt();
            case TokenKind.WHILE, TokenKind.FOR, TokenKind.D_FOR, TokenKind.DO, TokenKind.SWITCH -> atKeywordName()
                    ? keywordName() : control.labelled(Ident.absent(cursor.span(start, start)));
            case TokenKind.BREAK, TokenKind.CONTINUE -> atKeywordName() ? keywordName() : jump();
            case TokenKind.DEFER -> atKeywordName() ? keywordName() : defer();
            case TokenKind.D_WITH -> with();
            case TokenKind.D_SYNC -> {
                cursor.advance();
                Expr mutex = parser.directives.parenthesised(parser.exprs::expression);
                cursor.recoverToBlock();
                Stmt.Block body = block();
                yield new Stmt.Sync(mutex, body, cursor.from(start));
            }
            case TokenKind.D_UNCHECKED -> {
                cursor.advance();
                Stmt.Block body = block();
                yield new Stmt.Unchecked(body, cursor.from(start));
            }
            case TokenKind.D_ALLOW -> allow();
            default -> other();
        };
    }

    private Stmt other() {
        int start = cursor.start();
        if (cursor.atIdent() && !Starts.contextualDecl(cursor.tokens(), cursor.pos())) return identifierFirst();
        if (atKeywordName()) return keywordName();
        if (parser.decls.begins()) {
            Decl decl = parser.decls.decl(DeclParser.Place.BLOCK);
            return decl instanceof Decl.Missing ? new Stmt.Missing(cursor.from(start)) : new Stmt.DeclStmt(decl, cursor.from(start));
        }
        if (cursor.at(TokenKind.CASE)) {
            cursor.fail(Problem.of(Code.E0209, cursor.here(), "`case` is not allowed here").note("it belongs directly into a `switch`"));
            return new Stmt.Missing(cursor.gap());
        }
        return expressionFirst();
    }

    // ---- names first

    private Stmt identifierFirst() {
        int next = cursor.peek(1);
        if (next == TokenKind.COLON && !cursor.at(TokenKind.BLANK)) {
            int after = cursor.peek(2);
            if (ControlParser.takesLabel(after)) return labelled();
            if (Starts.statementWord(after) || after == TokenKind.D_IF || after == TokenKind.LBRACE) return misplacedLabel();
        }
        if (Starts.declarationSign(next)) return variableOrConstant();
        if (next == TokenKind.IDENT && parser.foreign.atVariable()) {
            int start = cursor.start();
            Decl variable = parser.foreign.variable(true);
            Span span = cursor.from(start);
            return variable instanceof Decl.Missing ? new Stmt.Missing(span) : new Stmt.DeclStmt(variable, span);
        }
        if (next == TokenKind.STAR && parser.foreign.atPointer()) {
            int start = cursor.start();
            return new Stmt.DeclStmt(parser.foreign.pointer(), cursor.from(start));
        }
        return expressionFirst();
    }

    private Stmt variableOrConstant() {
        int start = cursor.start();
        Decl decl = parser.decls.variableOrConstant(start, false);
        return new Stmt.DeclStmt(decl, cursor.from(start));
    }

    private Stmt labelled() {
        Ident label = parser.name("a label");
        cursor.advance();
        return control.labelled(label);
    }

    private Stmt misplacedLabel() {
        Ident label = parser.name("a label");
        cursor.report(Problem.of(Code.E0212, label.span(), "a label must stand before a loop, `switch` or `do`")
                .help("to leave a block with `break " + label.text() + ";` write `" + label.text() + ": do { … }`"));
        cursor.advance();
        return cursor.at(TokenKind.LBRACE) ? block() : stmt();
    }

    /// At a keyword that is followed by what can only follow a name (L2.1).
    boolean atKeywordName() {
        int kind = cursor.kind();
        if (!TokenKind.isKeyword(kind) || kind == TokenKind.BLANK) return false;
        int next = cursor.peek(1);
        if (next == TokenKind.ASSIGN) return !Starts.expression(kind);
        if (next != TokenKind.COLON) return Starts.declarationSign(next);
        if (atDottedLabel()) return false;
        // `return :f(x);` is legal: here the colon begins an attribute name.
        boolean takesExpression = switch (kind) {
            case TokenKind.RETURN, TokenKind.IF, TokenKind.WHILE, TokenKind.SWITCH, TokenKind.DEFER, TokenKind.CASE -> true;
            default -> false;
        };
        return !takesExpression || !TokenKind.isIdent(cursor.peek(2)) || cursor.peek(3) == TokenKind.ASSIGN;
    }

    /// `break :name`, as other languages write it.
    private boolean atDottedLabel() {
        boolean jumps = cursor.at(TokenKind.BREAK) || cursor.at(TokenKind.CONTINUE);
        return jumps && cursor.peek(1) == TokenKind.COLON && !cursor.tokens().isGlued(cursor.pos() + 1)
                && TokenKind.isIdent(cursor.peek(2)) && cursor.tokens().isGlued(cursor.pos() + 2);
    }

    private Stmt keywordName() {
        if (cursor.peek(1) != TokenKind.ASSIGN) return variableOrConstant();
        int start = cursor.start();
        Ident name = parser.name("a name");
        return assignment(new Expr.Name(name.text(), name.span()), start);
    }

    // ---- expressions first

    /// An assignment or an expression statement.
    private Stmt expressionFirst() {
        int start = cursor.start();
        if (cursor.at(TokenKind.LBRACE)) cursor.markStatementBrace();
        boolean known = Starts.expression(cursor.kind());
        if (!known) {
            cursor.unexpected("a statement");
            return new Stmt.Missing(cursor.gap());
        }
        return assignment(parser.exprs.expression(), start);
    }

    private Stmt assignment(Expr target, int start) {
        int width = parser.exprs.atModAssign() ? 2 : 1;
        AssignOp op = width == 2 ? AssignOp.MOD : assignOp(cursor.kind());
        boolean assigns = width == 2 || cursor.at(TokenKind.ASSIGN) || op != AssignOp.PLAIN;
        if (!assigns) {
            boolean complete = cursor.expectSemicolon();
            // A name alone that needs a `;` is a misunderstanding, such as `let`; nothing more is to be said about it.
            if (!complete && target instanceof Expr.Name) return new Stmt.Missing(cursor.from(start));
            return new Stmt.ExprStmt(target, cursor.from(start));
        }
        int opStart = cursor.start();
        for (int i = 0; i < width; i++) cursor.advance();
        Span opSpan = cursor.from(opStart);
        Expr value = parser.exprs.expression();
        cursor.expectSemicolon();
        return new Stmt.Assign(target, op, value, opSpan, cursor.from(start));
    }

    /// The operator of a compound assignment; PLAIN for anything else.
    private static AssignOp assignOp(int kind) {
        return switch (kind) {
            case TokenKind.PLUS_EQ -> AssignOp.ADD;
            case TokenKind.MINUS_EQ -> AssignOp.SUB;
            case TokenKind.STAR_EQ -> AssignOp.MUL;
            case TokenKind.SLASH_EQ -> AssignOp.DIV;
            case TokenKind.BIT_AND_EQ -> AssignOp.BIT_AND;
            case TokenKind.BIT_OR_EQ -> AssignOp.BIT_OR;
            case TokenKind.BIT_XOR_EQ -> AssignOp.BIT_XOR;
            case TokenKind.SHL_EQ -> AssignOp.SHL;
            case TokenKind.SHR_EQ -> AssignOp.SHR;
            default -> AssignOp.PLAIN;
        };
    }

    // ---- words first

    private Stmt returnStmt() {
        int start = cursor.start();
        cursor.advance();
        Expr value = cursor.absent();
        boolean none = cursor.at(TokenKind.SEMICOLON) || !Starts.expression(cursor.kind());
        if (!none) value = parser.exprs.expression();
        if (cursor.at(TokenKind.COMMA)) {
            cursor.fail(Problem.of(Code.E0203, cursor.gap(), "expected `;`, found `,`")
                    .help("several results are one struct: `return {a, b};`"));
            value = new Expr.Missing(value.span());
        }
        cursor.expectSemicolon();
        return new Stmt.Return(value, cursor.from(start));
    }

    private Stmt jump() {
        int start = cursor.start();
        boolean isBreak = cursor.at(TokenKind.BREAK);
        boolean dotted = atDottedLabel();
        cursor.advance();
        if (dotted) {
            cursor.fail(Problem.of(Code.E0201, cursor.here(), "expected `;` or a label, found `:`")
                    .help("a label is named without `:`, and leaving a block gives no value"));
            return new Stmt.Missing(cursor.from(start));
        }
        Ident label = cursor.atIdent() && !cursor.tokens().startsLine(cursor.pos())
                ? parser.name("a label") : Ident.absent(cursor.gap());
        cursor.expectSemicolon();
        return isBreak ? new Stmt.Break(label, cursor.from(start)) : new Stmt.Continue(label, cursor.from(start));
    }

    private Stmt defer() {
        int start = cursor.start();
        cursor.advance();
        Stmt body;
        if (cursor.at(TokenKind.LBRACE)) {
            body = block();
        } else if (Starts.expression(cursor.kind()) && !Starts.construct(cursor.tokens(), cursor.pos())) {
            body = expressionFirst();
        } else if (Starts.construct(cursor.tokens(), cursor.pos())) {
            parser.decls.notHere("a block, an assignment or a call can be deferred");
            cursor.enter();
            cursor.mute();
            body = new Stmt.Missing(stmt().span());
            cursor.unmute();
            cursor.leave();
        } else {
            cursor.unexpected("a block, an assignment or an expression");
            body = new Stmt.Missing(cursor.gap());
        }
        return new Stmt.Defer(body, cursor.from(start));
    }

    private Stmt with() {
        int start = cursor.start();
        cursor.advance();
        List<Stmt.WithField> fields = new ArrayList<>();
        do {
            int fieldStart = cursor.start();
            List<Ident> path = List.copyOf(parser.path("a field of the context"));
            cursor.expect(TokenKind.ASSIGN);
            Expr value = parser.exprs.head();
            fields.add(new Stmt.WithField(path, value, cursor.from(fieldStart)));
        } while (cursor.accept(TokenKind.COMMA));
        cursor.recoverToBlock();
        Stmt.Block body = block();
        return new Stmt.With(List.copyOf(fields), body, cursor.from(start));
    }

    private Stmt allow() {
        int start = cursor.start();
        List<Expr.StringLit> names = parser.decls.allowNames();
        cursor.enter();
        Stmt stmt = cursor.inside() ? stmt() : missingStmt();
        cursor.leave();
        return new Stmt.Allow(names, stmt, cursor.from(start));
    }

    private Stmt missingStmt() {
        cursor.unexpected("a statement");
        return new Stmt.Missing(cursor.gap());
    }
}
