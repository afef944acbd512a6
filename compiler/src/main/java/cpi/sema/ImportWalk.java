// Finding imports in syntax.
package cpi.sema;

import cpi.syntax.Decl;
import cpi.syntax.Stmt;
import java.util.List;
import java.util.function.Consumer;

/// Visits the file imports in items and in the blocks of functions, in order of the text. Function literals are not entered; their
/// imports are found when they are checked.
final class ImportWalk {
    private final Consumer<Decl.ImportFile> visitor;
    private final boolean insideConditions;

    /// @param insideConditions whether branches of `#if` are entered too
    ImportWalk(Consumer<Decl.ImportFile> visitor, boolean insideConditions) {
        this.visitor = visitor;
        this.insideConditions = insideConditions;
    }

    /// All imports in items, functions included.
    void items(List<Decl> items) {
        for (Decl item : items) item(item, true);
    }

    /// The imports in functions only.
    void functions(List<Decl> items) {
        for (Decl item : items) item(item, false);
    }

    private void item(Decl item, boolean own) {
        switch (item) {
            case Decl.Fn d -> stmt(d.fn().body());
            case Decl.Module d -> d.items().forEach(i -> item(i, own));
            case Decl.ImportFile d -> {
                if (own) visitor.accept(d);
            }
            case Decl.Attr d -> d.functions().forEach(f -> stmt(f.fn().body()));
            case Decl.Test d -> stmt(d.body());
            case Decl.If d -> {
                if (insideConditions) {
                    d.then().forEach(i -> item(i, own));
                    d.orElse().forEach(i -> item(i, own));
                }
            }
            case Decl.Allow d -> item(d.item(), own);
            case Decl.Missing _, Decl.Type _, Decl.ImportModule _, Decl.ImportPath _, Decl.Link _, Decl.LinkPath _, Decl.Const _,
                 Decl.Var _, Decl.Context _, Decl.ContextInit _, Decl.Run _, Decl.Assert _, Decl.Error _ -> { }
        }
    }

    private void stmt(Stmt stmt) {
        switch (stmt) {
            case Stmt.Block s -> s.stmts().forEach(this::stmt);
            case Stmt.DeclStmt s -> item(s.decl(), true);
            case Stmt.If s -> {
                if (insideConditions || !s.compileTime()) {
                    stmt(s.then());
                    stmt(s.orElse());
                }
            }
            case Stmt.While s -> stmt(s.body());
            case Stmt.For s -> stmt(s.body());
            case Stmt.Do s -> stmt(s.body());
            case Stmt.Switch s -> {
                s.cases().forEach(k -> stmt(k.body()));
                stmt(s.orElse());
            }
            case Stmt.Defer s -> stmt(s.body());
            case Stmt.With s -> stmt(s.body());
            case Stmt.Sync s -> stmt(s.body());
            case Stmt.Unchecked s -> stmt(s.body());
            case Stmt.Allow s -> stmt(s.stmt());
            case Stmt.NoBody _, Stmt.Missing _, Stmt.Empty _, Stmt.Assign _, Stmt.ExprStmt _, Stmt.Return _, Stmt.Break _,
                 Stmt.Continue _ -> { }
        }
    }
}
