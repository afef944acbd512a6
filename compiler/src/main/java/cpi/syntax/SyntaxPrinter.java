package cpi.syntax;

import java.util.List;

/// Prints a syntax tree as source text in one canonical layout, without comments.
///
/// Parsing the text gives the same tree, spans apart, and printing that gives the same text. Trees with `Missing` nodes
/// are printed without these. The layout that people see is that of `cpi fmt`, which keeps comments; this one is for tests.
public final class SyntaxPrinter {
    private final StringBuilder out = new StringBuilder();
    private final ExprPrinter exprs = new ExprPrinter(out, this);
    private int indent;

    private SyntaxPrinter() {}

    public static String print(FileSyntax file) {
        SyntaxPrinter printer = new SyntaxPrinter();
        file.items().forEach(printer::line);
        return printer.out.toString();
    }

    public static String print(Expr expr) {
        SyntaxPrinter printer = new SyntaxPrinter();
        printer.exprs.expr(expr);
        return printer.out.toString();
    }

    private void newLine() {
        out.append('\n').repeat("    ", indent);
    }

    private void line(Decl decl) {
        decl(decl);
        newLine();
    }

    /// `{`, the elements each on its line, `}`.
    private void braces(List<? extends Node> nodes) {
        out.append('{');
        indent++;
        for (Node node : nodes) {
            newLine();
            switch (node) {
                case Decl decl -> decl(decl);
                case Stmt stmt -> stmt(stmt);
                case Expr expr -> exprs.expr(expr);
            }
        }
        indent--;
        newLine();
        out.append('}');
    }

    // ---- declarations

    private void decl(Decl decl) {
        switch (decl) {
            case Decl.Missing _ -> { }
            case Decl.Fn fn -> fn(fn);
            case Decl.Type(Ident name, List<Param> params, boolean hasParams, Expr definition, _) -> {
                word("type ", name);
                if (hasParams) params(params, false);
                exprs.print(" ", definition);
            }
            case Decl.Module(Ident name, List<Decl> items, _) -> {
                word("module ", name);
                out.append(' ');
                braces(items);
            }
            case Decl.ImportFile(Expr.StringLit path, Ident alias, boolean old, _, _) -> {
                exprs.print(old ? "import " : "#import ", path);
                if (!alias.isAbsent()) word(": ", alias);
                out.append(';');
            }
            case Decl.ImportModule(List<Ident> path, boolean old, _, _) -> {
                out.append(old ? "import " : "#import ");
                exprs.path(path);
                out.append(';');
            }
            case Decl.ImportPath(Expr.StringLit path, _) -> exprs.print("#importPath ", path, ";");
            case Decl.Link(Expr.StringLit library, List<Decl.Fn> functions, boolean hasBlock, _) -> {
                exprs.print("#link ", library, hasBlock ? " " : ";");
                if (hasBlock) braces(functions);
            }
            case Decl.LinkPath(Expr.StringLit path, _) -> exprs.print("#linkPath ", path, ";");
            case Decl.Const(Ident name, Expr type, Expr value, _) -> variable("", name, " ::", type, value);
            case Decl.Var(Ident name, Expr type, Expr init, boolean threadLocal, _) ->
                variable(threadLocal ? "#thread_local " : "", name, type instanceof Expr.Absent ? " :" : ":", type, init);
            case Decl.Attr(Expr type, List<Decl.Fn> functions, boolean block, _) -> {
                exprs.print("#attr(", type, ") ");
                if (block) braces(functions);
                else functions.forEach(this::decl);
            }
            case Decl.Context(List<Param> fields, _, _) -> {
                out.append("#context {");
                exprs.each(fields, this::param);
                out.append('}');
            }
            case Decl.ContextInit(Expr value, _, _) -> exprs.print("#contextinit ", value, ";");
            case Decl.Test(Expr.StringLit name, Stmt.Block body, _) -> exprs.print("#test ", name, " ", body);
            case Decl.If declIf -> ifItems(declIf);
            case Decl.Run(Expr.Run run, _) -> exprs.print(run, ";");
            case Decl.Assert(Expr condition, Expr message, _) -> {
                exprs.print("#assert(", condition);
                if (!(message instanceof Expr.Absent)) exprs.print(", ", message);
                out.append(");");
            }
            case Decl.Error(Expr.StringLit message, _) -> exprs.print("#error ", message, ";");
            case Decl.Allow(List<Expr.StringLit> names, Decl item, _) -> {
                allow(names);
                decl(item);
            }
        }
    }

    private void ifItems(Decl.If decl) {
        exprs.print("#if ", decl.condition(), " ");
        braces(decl.then());
        if (decl.orElse().isEmpty()) return;
        out.append(" else ");
        if (decl.orElse().size() == 1 && decl.orElse().getFirst() instanceof Decl.If next) ifItems(next);
        else braces(decl.orElse());
    }

    private void variable(String before, Ident name, String sign, Expr type, Expr value) {
        out.append(before);
        exprs.name(name);
        out.append(sign);
        boolean typed = !(type instanceof Expr.Absent);
        if (typed) exprs.print(" ", type);
        if (!(value instanceof Expr.Absent)) exprs.print(typed ? " = " : "= ", value);
        out.append(';');
    }

    private void fn(Decl.Fn fn) {
        if (fn.exported()) out.append("#export ");
        StringBuilder suffix = new StringBuilder();
        if (fn.externalName() instanceof Expr.StringLit name) suffix.append(" as ").append(print(name));
        function(fn.fn(), " " + ExprPrinter.name(fn.name().text()), suffix.toString());
    }

    /// A function literal, or a declaration if `name` is not empty.
    void function(FnSyntax fn, String name) {
        function(fn, name, "");
    }

    private void function(FnSyntax fn, String name, String suffix) {
        out.append(fn.c() ? "#c fn" : "fn").append(name);
        if (fn.twoLists()) params(fn.ctParams(), false);
        params(fn.params(), fn.variadic());
        if (!(fn.result() instanceof Expr.Absent)) exprs.print(" ", fn.result());
        out.append(suffix);
        if (fn.body() instanceof Stmt.NoBody) {
            out.append(';');
        } else {
            out.append(' ');
            stmt(fn.body());
        }
    }

    private void params(List<Param> params, boolean variadic) {
        out.append('(');
        exprs.each(params, this::param);
        if (variadic) out.append(params.isEmpty() ? "..." : ", ...");
        out.append(')');
    }

    private void param(Param param) {
        exprs.declared(param.name(), param.type(), param.constraint(), param.init());
    }

    private void allow(List<Expr.StringLit> names) {
        out.append("#allow(");
        exprs.each(names, exprs::string);
        out.append(") ");
    }

    // ---- statements

    void stmt(Stmt stmt) {
        switch (stmt) {
            case Stmt.NoBody _, Stmt.Missing _ -> { }
            case Stmt.Empty _ -> out.append(';');
            case Stmt.Block(List<Stmt> stmts, _) -> braces(stmts);
            case Stmt.DeclStmt(Decl decl, _) -> decl(decl);
            case Stmt.Assign(Expr target, AssignOp op, Expr value, _, _) -> exprs.print(target, " ", op.text(), " ", value, ";");
            case Stmt.ExprStmt(Expr expr, _) -> exprs.print(expr, ";");
            case Stmt.Return(Expr value, _) -> exprs.print(value instanceof Expr.Absent ? "return" : "return ", value, ";");
            case Stmt.If(boolean compileTime, Expr condition, Stmt.Block then, Stmt orElse, _) -> {
                exprs.print(compileTime ? "#if " : "if ", condition, " ");
                stmt(then);
                if (!(orElse instanceof Stmt.NoBody)) {
                    out.append(" else ");
                    stmt(orElse);
                }
            }
            case Stmt.While(Ident label, Expr condition, Stmt.Block body, _) -> {
                label(label);
                exprs.print("while ", condition, " ");
                stmt(body);
            }
            case Stmt.For loop -> forStmt(loop);
            case Stmt.Do(Ident label, Stmt.Block body, _) -> {
                label(label);
                out.append("do ");
                stmt(body);
            }
            case Stmt.Switch choice -> switchStmt(choice);
            case Stmt.Defer(Stmt body, _) -> exprs.print("defer ", body);
            case Stmt.Break(Ident label, _) -> jump("break", label);
            case Stmt.Continue(Ident label, _) -> jump("continue", label);
            case Stmt.With(List<Stmt.WithField> fields, Stmt.Block body, _) -> {
                out.append("#with ");
                exprs.each(fields, field -> {
                    exprs.path(field.path());
                    exprs.print(" = ", field.value());
                });
                out.append(' ');
                stmt(body);
            }
            case Stmt.Sync(Expr mutex, Stmt.Block body, _) -> exprs.print("#sync(", mutex, ") ", body);
            case Stmt.Unchecked(Stmt.Block body, _) -> exprs.print("#unchecked ", body);
            case Stmt.Allow(List<Expr.StringLit> names, Stmt inner, _) -> {
                allow(names);
                stmt(inner);
            }
        }
    }

    private void forStmt(Stmt.For loop) {
        label(loop.label());
        out.append(loop.compileTime() ? "#for " : "for ").append(loop.star() ? "*" : "");
        exprs.name(loop.element());
        if (!loop.index().isAbsent()) word(", ", loop.index());
        exprs.print(": ", loop.subject(), range(loop.range()));
        exprs.print(loop.high(), " ");
        stmt(loop.body());
    }

    private static String range(Stmt.RangeKind range) {
        return switch (range) {
            case NONE -> "";
            case HALF_OPEN -> " .. ";
            case INCLUSIVE -> " ..= ";
        };
    }

    private void switchStmt(Stmt.Switch choice) {
        label(choice.label());
        String completeness = switch (choice.completeness()) {
            case DEFAULT -> "";
            case COMPLETE -> "#complete ";
            case PARTIAL -> "#partial ";
        };
        exprs.print("switch " + completeness, choice.subject(), " {");
        indent++;
        for (Stmt.Case clause : choice.cases()) {
            newLine();
            out.append("case ");
            exprs.each(clause.labels(), label -> {
                exprs.print(label.low(), range(label.range()));
                exprs.expr(label.high());
            });
            if (!clause.binding().isAbsent()) word(clause.star() ? ": *" : ": ", clause.binding());
            out.append(' ');
            stmt(clause.body());
        }
        if (choice.orElse() instanceof Stmt.Block block) {
            newLine();
            out.append("else ");
            stmt(block);
        }
        indent--;
        newLine();
        out.append('}');
    }

    private void label(Ident label) {
        if (label.isAbsent()) return;
        exprs.name(label);
        out.append(": ");
    }

    private void jump(String word, Ident label) {
        out.append(word);
        if (!label.isAbsent()) word(" ", label);
        out.append(';');
    }

    private void word(String before, Ident name) {
        out.append(before);
        exprs.name(name);
    }
}
