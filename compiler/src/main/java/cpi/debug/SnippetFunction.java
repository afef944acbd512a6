// The function that an expression of a debugger becomes.
package cpi.debug;

import cpi.source.Span;
import cpi.typed.Function;
import cpi.typed.Local;
import cpi.typed.TExpr;
import cpi.typed.TStmt;
import cpi.types.FnType;
import cpi.types.Type;
import cpi.types.TypeTable;
import java.util.List;

/// `return expression;` in a function whose parameters are the variables that the expression mentions.
final class SnippetFunction implements Function {
    private final TExpr expr;
    private final List<Local> params;
    private final FnType type;
    private final Span place;

    SnippetFunction(TExpr expr, Type result, List<Local> params, TypeTable types, Span place) {
        this.expr = expr;
        this.params = List.copyOf(params);
        this.type = types.fn(false, params.stream().map(Local::type).toList(), false, result);
        this.place = place;
    }

    @Override
    public String name() {
        return "expression";
    }

    @Override
    public FnType type() {
        return type;
    }

    @Override
    public List<Local> params() {
        return params;
    }

    @Override
    public Span place() {
        return place;
    }

    @Override
    public Body body() {
        return new Body(new TStmt.Block(List.of(new TStmt.Return(expr, place)), place.after(), place));
    }
}
