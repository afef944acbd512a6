package cpi.syntax;

import cpi.diag.Code;
import cpi.diag.Problem;
import cpi.diag.Suggest;
import cpi.source.Span;
import java.util.ArrayList;
import java.util.List;

/// Parses `if`, loops, `do` and `switch` (L2.3, L7.5, L7.6, L8).
final class ControlParser {
    private final Parser parser;
    private final Cursor cursor;

    ControlParser(Parser parser) {
        this.parser = parser;
        this.cursor = parser.cursor;
    }

    /// Whether a statement that begins with this token can have a label (L2.6g).
    static boolean takesLabel(int kind) {
        return kind == TokenKind.WHILE || kind == TokenKind.FOR || kind == TokenKind.D_FOR || kind == TokenKind.SWITCH
                || kind == TokenKind.DO;
    }

    /// A loop, `switch` or `do`, whose label (perhaps absent) has been read.
    Stmt labelled(Ident label) {
        int start = label.span().start();
        return switch (cursor.kind()) {
            case TokenKind.WHILE -> {
                cursor.advance();
                Expr condition = beforeBlock(parser.exprs.head());
                Stmt.Block body = block();
                yield new Stmt.While(label, condition, body, cursor.from(start));
            }
            case TokenKind.DO -> {
                cursor.advance();
                Stmt.Block body = block();
                yield new Stmt.Do(label, body, cursor.from(start));
            }
            case TokenKind.SWITCH -> switchStmt(label, start);
            default -> forStmt(label, start);
        };
    }

    /// What stands before a block, or nothing known of it if something else follows and so it was probably meant as a part of it.
    private Expr beforeBlock(Expr head) {
        boolean isWhole = cursor.at(TokenKind.LBRACE) || cursor.tokens().startsLine(cursor.pos())
                || Starts.statementWord(cursor.kind()) || cursor.atIdent();
        boolean isForeign = head instanceof Expr.Name name && Suggest.foreignWord(name.text()).isPresent();
        return isWhole && !isForeign && !cursor.panicking() ? head : new Expr.Missing(head.span());
    }

    private Stmt.Block block() {
        cursor.recoverToBlock();
        return parser.stmts.block();
    }

    private record Branch(boolean compileTime, Expr condition, Stmt.Block then, int start) {}

    /// `if`, or `#if` among statements. A chain of `else if` is read in a loop and nested afterwards.
    Stmt ifStmt() {
        List<Branch> branches = new ArrayList<>();
        Stmt orElse;
        while (true) {
            int start = cursor.start();
            boolean compileTime = cursor.at(TokenKind.D_IF);
            cursor.link(branches.size());
            if (cursor.panicking()) {
                orElse = new Stmt.Missing(cursor.gap());
                break;
            }
            cursor.advance();
            Expr condition = beforeBlock(parser.exprs.head());
            Stmt.Block then = block();
            branches.add(new Branch(compileTime, condition, then, start));
            if (!cursor.accept(TokenKind.ELSE)) {
                orElse = new Stmt.NoBody(cursor.gap());
                break;
            }
            if (!cursor.at(TokenKind.IF) && !cursor.at(TokenKind.D_IF)) {
                orElse = block();
                break;
            }
        }
        for (Branch b : branches.reversed()) {
            orElse = new Stmt.If(b.compileTime, b.condition, b.then, orElse, cursor.from(b.start));
        }
        return orElse;
    }

    private Stmt forStmt(Ident label, int start) {
        boolean compileTime = cursor.at(TokenKind.D_FOR);
        cursor.advance();
        boolean star = cursor.at(TokenKind.STAR);
        Span starSpan = star ? cursor.take() : cursor.gap();
        if (parser.foreign.atLoopHead()) {
            ForeignForms.LoopNames names = parser.foreign.loopHead();
            Stmt.Block body = block();
            return new Stmt.For(compileTime, label, star, starSpan, names.element(), names.index(), new Expr.Missing(cursor.gap()),
                    Stmt.RangeKind.NONE, cursor.absent(), cursor.gap(), body, cursor.from(start));
        }
        if (TokenKind.isKeyword(cursor.kind()) && !cursor.at(TokenKind.BLANK) && cursor.peek(1) == TokenKind.LBRACE) {
            cursor.unexpected("the name of the loop variable");
        }
        Ident element = parser.nameOrBlank("the name of the loop variable");
        Ident index = Ident.absent(cursor.gap());
        if (cursor.accept(TokenKind.COMMA)) index = parser.nameOrBlank("the name of the index");
        // A condition, as in Go: it declares nothing.
        if (!cursor.at(TokenKind.COLON) && !cursor.atIdent() && !cursor.at(TokenKind.COMMA)) element = Ident.absent(element.span());
        cursor.expect(TokenKind.COLON);
        Expr subject = parser.exprs.head();
        Stmt.RangeKind range = rangeKind();
        Span rangeSpan = range == Stmt.RangeKind.NONE ? cursor.gap() : cursor.take();
        Expr high = cursor.absent();
        if (range != Stmt.RangeKind.NONE) high = beforeBlock(parser.exprs.head());
        else subject = beforeBlock(subject);
        Stmt.Block body = block();
        return new Stmt.For(compileTime, label, star, starSpan, element, index, subject, range, high, rangeSpan, body,
                cursor.from(start));
    }

    private Stmt.RangeKind rangeKind() {
        if (cursor.at(TokenKind.DOTDOT)) return Stmt.RangeKind.HALF_OPEN;
        return cursor.at(TokenKind.DOTDOT_EQ) ? Stmt.RangeKind.INCLUSIVE : Stmt.RangeKind.NONE;
    }

    // ---- switch

    private Stmt switchStmt(Ident label, int start) {
        Span word = cursor.take();
        Stmt.Completeness completeness = Stmt.Completeness.DEFAULT;
        if (cursor.accept(TokenKind.D_COMPLETE)) completeness = Stmt.Completeness.COMPLETE;
        else if (cursor.accept(TokenKind.D_PARTIAL)) completeness = Stmt.Completeness.PARTIAL;
        Expr subject = parser.exprs.head();
        cursor.recoverToBlock();
        if (!cursor.openBlock()) return new Stmt.Missing(cursor.from(start));
        List<Stmt.Case> cases = new ArrayList<>();
        Stmt orElse = new Stmt.NoBody(cursor.gap());
        Span elseSpan = cursor.gap();
        while (cursor.inside()) {
            if (cursor.at(TokenKind.CASE)) {
                if (orElse instanceof Stmt.Block) misplacedElse(elseSpan);
                cases.add(caseClause());
            } else if (cursor.at(TokenKind.ELSE)) {
                if (orElse instanceof Stmt.Block) misplacedElse(cursor.here());
                elseSpan = cursor.take();
                orElse = block();
            } else {
                noClause();
            }
            cursor.recoverToCase();
        }
        cursor.close("`case`, `else` or ");
        return new Stmt.Switch(label, completeness, subject, List.copyOf(cases), orElse, elseSpan, word, cursor.from(start));
    }

    private void noClause() {
        boolean isValue = cursor.inside() && Starts.expression(cursor.kind());
        String expected = "`case`, `else` or `}`";
        if (!isValue) cursor.unexpected(expected);
        else cursor.fail(Problem.of(Code.E0201, cursor.here(), "expected " + expected + ", found " + cursor.describe(cursor.pos()))
                .help("a clause is written `case " + cursor.here().text() + " { … }`"));
    }

    private void misplacedElse(Span place) {
        cursor.report(Problem.of(Code.E0628, place, "`else` must come last and once"));
    }

    private Stmt.Case caseClause() {
        int start = cursor.start();
        cursor.advance();
        List<Stmt.CaseLabel> labels = new ArrayList<>(2);
        do {
            labels.add(caseLabel());
        } while (cursor.accept(TokenKind.COMMA));
        boolean star = false;
        Span starSpan = cursor.gap();
        Ident binding = Ident.absent(cursor.gap());
        if (cursor.accept(TokenKind.COLON)) {
            star = cursor.at(TokenKind.STAR);
            if (star) starSpan = cursor.take();
            boolean hasStatements = cursor.peek(1) != TokenKind.LBRACE && cursor.peek(2) != TokenKind.LBRACE;
            binding = parser.nameOrBlank("a name for the payload");
            if (hasStatements && !cursor.panicking()) {
                cursor.fail(Problem.of(Code.E0201, cursor.here(), "expected `{`, found " + cursor.describe(cursor.pos()))
                        .help("the statements of a case stand in braces: `case A { … }`"));
                binding = Ident.absent(cursor.gap());
            }
        }
        cursor.recoverToBlock();
        Stmt.Block body = parser.stmts.clause();
        return new Stmt.Case(List.copyOf(labels), star, starSpan, binding, body, cursor.from(start));
    }

    private Stmt.CaseLabel caseLabel() {
        int start = cursor.start();
        Expr low = parser.exprs.head();
        Stmt.RangeKind range = rangeKind();
        Expr high = cursor.absent();
        if (range != Stmt.RangeKind.NONE) {
            cursor.advance();
            high = parser.exprs.head();
        }
        return new Stmt.CaseLabel(low, range, high, cursor.from(start));
    }
}
