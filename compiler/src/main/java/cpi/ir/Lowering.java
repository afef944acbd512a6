package cpi.ir;

import cpi.typed.ContextLayout;
import cpi.typed.Function;
import cpi.types.Layout;
import cpi.types.TypeTable;

/// Turns checked functions into IR, one at a time and when asked: compile-time evaluation runs functions while the rest of the
/// program is still being checked. One object serves a compilation.
public final class Lowering {
    private final TypeTable types;
    private final Layout layout;
    private final ContextLayout context;
    private final Shapes shapes;
    private final Defaults defaults;
    private final boolean verify;
    private final boolean shares;

    public Lowering(TypeTable types, Layout layout, ContextLayout context) {
        this(types, layout, context, false);
    }

    /// For a back end that gives out the registers of a machine itself: each intermediate value has a register of its own.
    public static Lowering unshared(TypeTable types, Layout layout, ContextLayout context) {
        return new Lowering(types, layout, context, false, false);
    }

    /// @param verify whether each function is checked by the [Verifier], before and after the passes
    public Lowering(TypeTable types, Layout layout, ContextLayout context, boolean verify) {
        this(types, layout, context, verify, true);
    }

    private Lowering(TypeTable types, Layout layout, ContextLayout context, boolean verify, boolean shares) {
        this.types = types;
        this.layout = layout;
        this.context = context;
        this.shapes = new Shapes(layout);
        this.defaults = new Defaults(layout);
        this.verify = verify;
        this.shares = shares;
    }

    /// The code of an ordinary function. Throws [cpi.typed.CompileTimeFailure] if its body or a default it needs has errors.
    public IrFunction lower(Function function) {
        IrFunction lowered = new FunctionLowering(this, function).lower();
        if (!shares) return Passes.runUnshared(lowered);
        if (!verify) return Passes.run(lowered);
        return Verifier.check(Passes.run(Verifier.check(lowered, shapes)), shapes);
    }

    public Shapes shapes() {
        return shapes;
    }

    public Defaults defaults() {
        return defaults;
    }

    TypeTable types() {
        return types;
    }

    Layout layout() {
        return layout;
    }

    ContextLayout context() {
        return context;
    }
}
