// Where a program reads input that is not there.
package cpi.timeline;

import cpi.engine.Host;
import cpi.interp.Checkpoint;
import cpi.interp.Vm;
import java.util.function.Supplier;

/// Finds the moment before an instruction that throws the machine out, as the program may not wait for input now ([Host.NotReady]).
final class InputEdge {
    private InputEdge() {}

    /// Moves; if the program comes to read and may not wait, does something about that, and the movement was interrupted.
    static Stop guard(Supplier<Stop> movement, Runnable whenThrown) {
        try {
            return movement.get();
        } catch (Host.NotReady _) {
            whenThrown.run();
            return new Stop.Interrupted();
        }
    }

    /// @param vm stands at `from`; where it is afterwards is undefined
    /// @param stretch so many ticks later it has surely been reached
    static Moment find(Vm vm, Moment from, long stretch) {
        Checkpoint before = vm.checkpoint();
        long least = from.tick();
        long most = least + stretch;
        while (least < most) {
            long middle = least + (most - least + 1) / 2;
            if (isFree(() -> vm.advance(middle))) {
                before = vm.checkpoint();
                least = Math.max(middle, vm.scheduler().ticks());
            } else {
                vm.restore(before);
                most = middle - 1;
            }
        }
        vm.restore(before);
        Moment at = least == from.tick() ? from : new Moment(least, 0);
        while (isFree(vm::step)) {
            long tick = vm.scheduler().ticks();
            at = tick == at.tick() ? new Moment(tick, at.step() + 1) : new Moment(tick, 0);
        }
        return at;
    }

    /// Whether something can be executed without reading what is not there.
    private static boolean isFree(Runnable execution) {
        try {
            execution.run();
            return true;
        } catch (Host.NotReady _) {
            return false;
        }
    }
}
