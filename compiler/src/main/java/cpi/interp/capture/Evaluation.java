// Evaluating one expression at compile time.
package cpi.interp.capture;

import cpi.engine.Memory;
import cpi.engine.Outcome;
import cpi.interp.Vm;
import cpi.typed.ConstData;
import cpi.typed.Function;
import cpi.typed.StaticObject;
import cpi.types.TypeTable;
import java.util.List;
import java.util.Optional;

/// Runs a function that stores a value in a static object and then stops by [#MARK], so that its frame is still alive; then
/// captures the value (C7.3). Single use, on a machine of its own.
public final class Evaluation {
    /// The text with which the function calls `test.skip` to stop.
    public static final String MARK = "\u0000evaluated";

    private final Vm vm;
    private final TypeTable types;
    private final Function function;

    public Evaluation(Vm vm, TypeTable types, Function function) {
        this.vm = vm;
        this.types = types;
        this.function = function;
    }

    /// Runs it. Empty if it reached its end, else how it ended.
    public Optional<Outcome> run() {
        vm.link(List.of(function));
        vm.start(List.of(function));
        Outcome outcome = vm.run();
        return outcome instanceof Outcome.Skipped skipped && skipped.reason().equals(MARK) ? Optional.empty() : Optional.of(outcome);
    }

    /// The value that was stored in `result`, as a constant.
    ///
    /// @param writable whether memory reached from it may be written at run time (C4.3)
    public ConstData capture(StaticObject result, boolean writable) throws CaptureFailure {
        long address = vm.statics().address(result);
        if (vm.memory().checkRead(address, 1) == Memory.OK || result.data().bytes().length == 0) {
            return new Capture(vm, types, writable).value(address, result.type(), result.name(), result.place());
        }
        return result.data();
    }
}
