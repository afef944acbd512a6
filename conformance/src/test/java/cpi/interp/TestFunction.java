package cpi.interp;

import cpi.source.Span;
import cpi.typed.Function;
import cpi.typed.Local;
import cpi.types.FnType;
import cpi.types.Type;
import java.util.List;

/// A function for tests whose code is given as IR.
final class TestFunction implements Function {
    private final String name;
    private final FnType type;

    TestFunction(String name, List<Type> params, Type result) {
        this.name = name;
        this.type = new FnType(false, params, false, result);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public FnType type() {
        return type;
    }

    @Override
    public List<Local> params() {
        return List.of();
    }

    @Override
    public Span place() {
        return Span.NONE;
    }

    @Override
    public Body body() {
        throw new UnsupportedOperationException();
    }
}
