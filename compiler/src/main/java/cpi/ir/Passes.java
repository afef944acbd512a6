package cpi.ir;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/// The passes over a lowered function, in order. They are cheap, and keep everything a debugger sees: statements, variables, and
/// the ticks of a run. Optimisation proper is left to native code generation.
public final class Passes {
    /// @param name for messages and tests
    /// @param after passes that must have run before
    /// @param run the pass; it never changes its argument
    record Pass(String name, Set<String> after, UnaryOperator<IrFunction> run) {}

    private static final String SHARING = "share-registers";

    static final List<Pass> TABLE = checked(List.of(
            new Pass("jump-threading", Set.of(), JumpThreading::run),
            new Pass("dead-blocks", Set.of("jump-threading"), DeadBlocks::run),
            new Pass("merge-blocks", Set.of("dead-blocks"), DeadBlocks::merge),
            new Pass("unused-results", Set.of("dead-blocks"), UnusedResults::run),
            new Pass(SHARING, Set.of("merge-blocks", "unused-results"), RegisterSharing::run)));

    private Passes() {}

    static IrFunction run(IrFunction function) {
        IrFunction result = function;
        for (Pass pass : TABLE) result = pass.run.apply(result);
        return result;
    }

    /// The same for a back end that gives out registers itself.
    static IrFunction runUnshared(IrFunction function) {
        IrFunction result = function;
        for (Pass pass : TABLE) if (!pass.name.equals(SHARING)) result = pass.run.apply(result);
        return result;
    }

    /// The table, if it obeys its own constraints.
    static List<Pass> checked(List<Pass> table) {
        Set<String> done = new HashSet<>();
        for (Pass pass : table) {
            List<String> missing = new ArrayList<>(pass.after);
            missing.removeAll(done);
            if (!missing.isEmpty()) throw new IllegalStateException("pass " + pass.name + " must run after " + missing);
            if (!done.add(pass.name)) throw new IllegalStateException("pass " + pass.name + " stands twice in the table");
        }
        return table;
    }

    static IrFunction withBlocks(IrFunction f, List<Block> blocks) {
        return new IrFunction(f.source(), f.signature(), f.registers(), f.slots(), f.scopes(), blocks);
    }
}
