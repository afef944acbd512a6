package cpi.syntax;

import cpi.diag.Code;
import cpi.diag.Problem;
import cpi.diag.Problems;
import cpi.source.SourceFile;
import cpi.source.Span;
import java.util.ArrayList;
import java.util.List;

/// Parses a file (L2). Recursive descent over [Tokens]; one part per kind of construct, all on one [Cursor].
///
/// Parsing never fails: what could not be read is a `Missing` node, and a problem has been reported. One mistake gives one
/// message (D2.2), and reading goes on as soon as it is known where (D2.1).
public final class Parser {
    final Cursor cursor;
    final TypeParser types;
    final FnParser functions;
    final ExprParser exprs;
    final DirectiveParser directives;
    final StmtParser stmts;
    final DeclParser decls;
    final ForeignForms foreign;

    private Parser(Cursor cursor) {
        this.cursor = cursor;
        this.types = new TypeParser(this);
        this.functions = new FnParser(this);
        this.exprs = new ExprParser(this);
        this.directives = new DirectiveParser(this);
        this.stmts = new StmtParser(this);
        this.decls = new DeclParser(this);
        this.foreign = new ForeignForms(this);
    }

    /// The syntax tree of a file; errors of L1 and L2 go to `problems`.
    public static FileSyntax parse(SourceFile file, Problems problems) {
        Parser parser = new Parser(new Cursor(Lexer.lex(file, problems), problems));
        return new FileSyntax(file, parser.decls.file());
    }

    /// Parses a text that is one expression.
    public static Expr expression(SourceFile text, Problems problems) {
        Parser parser = new Parser(new Cursor(Lexer.lex(text, problems), problems));
        Expr expr = parser.exprs.expression();
        if (!parser.cursor.at(TokenKind.EOF) && !parser.cursor.panicking()) parser.cursor.unexpected("the end of the expression");
        return expr;
    }

    /// A name that is declared or used. A keyword is E0204 and taken as the name.
    Ident name(String expected) {
        if (!cursor.atIdent() && !TokenKind.isKeyword(cursor.kind())) {
            cursor.unexpected(expected);
            return Ident.absent(cursor.gap());
        }
        if (!cursor.atIdent()) keywordAsName();
        return anyName();
    }

    /// A name that may also be blank (L1.3c): of a variable, loop variable, binding or parameter.
    Ident nameOrBlank(String expected) {
        return cursor.at(TokenKind.BLANK) ? anyName() : name(expected);
    }

    /// A name directly after a `.`, where keywords are names too (L1.4a).
    Ident memberName() {
        if (cursor.atIdent() || TokenKind.isKeyword(cursor.kind())) return anyName();
        cursor.unexpected("the name of a member");
        return Ident.absent(cursor.gap());
    }

    /// `ident { "." ident }`.
    List<Ident> path(String expected) {
        List<Ident> path = new ArrayList<>();
        path.add(name(expected));
        while (cursor.accept(TokenKind.DOT)) path.add(memberName());
        return path;
    }

    Expr.StringLit string(String expected) {
        if (!cursor.at(TokenKind.STRING)) {
            cursor.unexpected(expected);
            return new Expr.StringLit(new byte[0], cursor.gap());
        }
        byte[] value = cursor.tokens().string(cursor.pos());
        return new Expr.StringLit(value, cursor.take());
    }

    void keywordAsName() {
        Span place = cursor.here();
        String word = TokenKind.text(cursor.kind());
        cursor.report(Problem.of(Code.E0204, place, "`" + word + "` is a keyword")
                .help("to use it as a name write it between back-ticks", place, "`" + word + "`"));
    }

    private Ident anyName() {
        String text = cursor.tokens().name(cursor.pos());
        return new Ident(text, cursor.take());
    }
}
