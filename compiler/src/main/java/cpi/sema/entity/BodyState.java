package cpi.sema.entity;

import cpi.source.Span;
import cpi.typed.TExpr;
import cpi.types.OpenType;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/// What is known about the body being checked while it is checked: its function, the open types in it and the constants that
/// took one (L4.3), the statements that can be left, what its `return`s give, and whether it had an error.
public final class BodyState {
    private final Optional<FnInstance> function;
    private final List<OpenType> opens = new ArrayList<>();
    private final List<OpenConstant> openConstants = new ArrayList<>();
    private final Deque<Leavable> leavables = new ArrayDeque<>();
    private final Returns returns = new Returns();
    private int deferDepth;
    private long unrolled;
    private boolean failed;

    public BodyState(FnInstance function) {
        this.function = Optional.of(function);
    }

    private BodyState() {
        this.function = Optional.empty();
    }

    /// For expressions outside functions: initialisers, conditions, types.
    static BodyState outside() {
        return new BodyState();
    }

    public Optional<FnInstance> function() {
        return function;
    }

    public OpenType newOpen(boolean isFloat) {
        OpenType open = new OpenType(isFloat);
        opens.add(open);
        return open;
    }

    public List<OpenType> opens() {
        return opens;
    }

    /// A constant that took an open type; `wasInteger` if it is an integer that became a float.
    public record OpenConstant(TExpr constant, boolean wasInteger) {}

    /// Notes a constant that took an open type, to be checked when the type is fixed.
    public void tookOpen(TExpr constant, boolean wasInteger) {
        openConstants.add(new OpenConstant(constant, wasInteger));
    }

    public List<OpenConstant> openConstants() {
        return openConstants;
    }

    /// Notes that an error was reported in this body, so that it is never run.
    public void fail() {
        failed = true;
    }

    public boolean hasFailed() {
        return failed;
    }

    /// The statements around the current one that `break` and `continue` can name, innermost first.
    public Deque<Leavable> leavables() {
        return leavables;
    }

    public Returns returns() {
        return returns;
    }

    /// Counts copies that a `#for` is going to make; gives how many there were in this body before.
    public long unroll(long copies) {
        long before = unrolled;
        unrolled += copies;
        return before;
    }

    /// How many `defer`s are around the current statement.
    public int deferDepth() {
        return deferDepth;
    }

    public void enterDefer() {
        deferDepth++;
    }

    public void leaveDefer() {
        deferDepth--;
    }

    /// The name of the function, for traces.
    Span place() {
        return function.map(FnInstance::place).orElse(Span.NONE);
    }
}
