// The function that a compile-time evaluation runs.
package cpi.driver;

import cpi.interp.capture.Evaluation;
import cpi.source.Span;
import cpi.typed.ConstData;
import cpi.typed.Function;
import cpi.typed.Local;
import cpi.typed.StaticObject;
import cpi.typed.TExpr;
import cpi.typed.TStmt;
import cpi.types.FnType;
import cpi.types.IntType;
import cpi.types.Type;
import cpi.types.TypeTable;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/// `result = expr;` followed by the call that stops the machine while this frame is still alive (see [Evaluation]).
final class EvaluatedFunction implements Function {
    private final String name;
    private final TExpr expr;
    private final Optional<StaticObject> result;
    private final TypeTable types;

    /// @param result where the value goes; empty if it is dropped
    EvaluatedFunction(String name, TExpr expr, Optional<StaticObject> result, TypeTable types) {
        this.name = name;
        this.expr = expr;
        this.result = result;
        this.types = types;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public FnType type() {
        return types.fn(false, List.of(), false, Type.NONE);
    }

    @Override
    public List<Local> params() {
        return List.of();
    }

    @Override
    public Span place() {
        return expr.span();
    }

    @Override
    public Body body() {
        Span at = expr.span();
        TStmt store = result.isPresent() ? new TStmt.Assign(new TExpr.StaticRef(result.get(), at), expr, at) : new TStmt.Evaluate(expr, at);
        return new Body(new TStmt.Block(List.of(store, stop(at)), at, at));
    }

    private TStmt stop(Span at) {
        byte[] mark = Evaluation.MARK.getBytes(StandardCharsets.UTF_8);
        StaticObject text = new StaticObject("mark", types.array(mark.length, IntType.I8), ConstData.of(mark), false, at);
        TExpr address = new TExpr.AddressOf(new TExpr.StaticRef(text, at), types.pointer(Type.NONE), at);
        TExpr count = new TExpr.IntConst(BigInteger.valueOf(mark.length), IntType.I64, at);
        Stop function = new Stop(types.fn(true, List.of(types.pointer(Type.NONE), IntType.I64), false, Type.NONE), at);
        List<TExpr.CallArg> args = List.of(new TExpr.CallArg(0, address), new TExpr.CallArg(1, count));
        return new TStmt.Evaluate(new TExpr.Call(function, args, Type.NONE, at), at);
    }

    /// The intrinsic `test.skip`.
    private record Stop(FnType type, Span place) implements Function {
        @Override
        public String name() {
            return externalName();
        }

        @Override
        public Kind kind() {
            return Kind.INTRINSIC;
        }

        @Override
        public List<Local> params() {
            return List.of(new Local("reason", Local.Kind.PARAMETER, type.params().getFirst(), place),
                new Local("count", Local.Kind.PARAMETER, type.params().getLast(), place));
        }

        @Override
        public String externalName() {
            return "test.skip";
        }

        @Override
        public Body body() {
            throw new cpi.diag.Bug("an intrinsic has no body", place);
        }
    }
}
