// The second tier: functions that turn out to be hot run as JVM code.
package cpi.interp;

import cpi.engine.Raw;
import cpi.engine.ThreadState;
import cpi.interp.code.Frame;
import cpi.interp.code.FunctionCode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Decides which functions are translated, and runs a thread in both tiers. The end of each turn of a thread is a sample of where
/// it spends its time; a function that was met twice is translated, and so is what translated code calls. Which tier executes
/// an instruction has no influence on the state of the machine.
final class Tier {
    private static final int HOT = 2;
    private static final int SAMPLED_FRAMES = 16;

    /// A translated function, and its entry points by code address; no entry points for one that is too large and stays
    /// interpreted.
    record Unit(@Nullable Compiled code, Map<Long, Integer> entries) {
        boolean isUsable() {
            return !entries.isEmpty();
        }
    }

    private final Vm vm;
    private boolean active;
    private final List<@Nullable Unit> units = new ArrayList<>();
    private int[] samples;
    private final Map<Long, Integer> starts = new HashMap<>();
    private final Trapped trapped;

    Tier(Vm vm) {
        this.vm = vm;
        this.active = vm.options().translate();
        this.samples = new int[vm.compiled.length];
        this.trapped = new Trapped(vm);
    }

    /// From now on everything is interpreted; for tests that compare the tiers.
    void disable() {
        active = false;
    }

    /// Null if the function that starts there is interpreted.
    @Nullable Compiled startingAt(long entry) {
        Integer index = starts.get(entry);
        return index == null ? null : vm.compiled[index];
    }

    /// The thread's turn is over: notes where it is. Callers count too, or what they call next would be interpreted.
    void sample(ThreadState thread) {
        if (!active) return;
        long pc = thread.pc();
        long fp = thread.fp();
        for (int i = 0; i < SAMPLED_FRAMES && vm.code().contains(pc); i++) {
            int index = vm.code().indexOf(pc);
            grow(index);
            if (vm.traps().isTrapped(index)) trapped.sample(index);
            else if (++samples[index] >= HOT) translate(index);
            pc = Raw.getLong(fp + Frame.RETURN);
            fp = Raw.getLong(fp + Frame.CALLER);
        }
    }

    private void grow(int index) {
        while (units.size() <= index) units.add(null);
        if (index < samples.length) return;
        vm.compiled = Arrays.copyOf(vm.compiled, index * 2);
        samples = Arrays.copyOf(samples, index * 2);
    }

    private Unit translate(int index) {
        grow(index);
        Unit known = units.get(index);
        if (known != null) return known;
        FunctionCode function = vm.image().assembled(index);
        // Calls look their callee up without asking how long the table is.
        grow(vm.image().count());
        Unit made = Translator.translate(vm, function, Set.of());
        units.set(index, made);
        if (made.isUsable()) {
            vm.compiled[index] = made.code;
            starts.put(function.entry(), index);
        }
        return made;
    }

    /// Runs a thread until the loop has to be left, in the best tier for where it is.
    int run(ThreadState thread) {
        vm.left = vm.ticksToEvent();
        while (true) {
            long pc = thread.pc();
            long fp = thread.fp();
            Integer entry = null;
            Compiled compiled = null;
            if (active && vm.code().contains(pc)) {
                Unit unit = unitAt(pc);
                if (unit != null) {
                    compiled = unit.code;
                    entry = unit.entries.get(pc);
                }
            }
            if (entry == null || compiled == null) {
                vm.setTicksLeft(vm.left);
                return Interpreter.run(vm, thread);
            }
            int outcome = compiled.run(vm, thread, fp, entry, 0);
            if (outcome == Compiled.RETURNED) thread.moveTo(Raw.getLong(fp + Frame.RETURN), Raw.getLong(fp + Frame.CALLER));
            else if (outcome != Compiled.UNWOUND) return outcome;
        }
    }

    /// The translated code that contains an address, or null.
    private @Nullable Unit unitAt(long pc) {
        int index = vm.code().indexOf(pc);
        if (vm.traps().isTrapped(index)) return trapped.inUse(index);
        boolean hot = index < units.size() && units.get(index) != null || pc == vm.image().assembled(index).entry() && isWarm();
        return hot ? translate(index) : null;
    }

    /// From now on a function is interpreted, as it contains traps; until it turns out to be worth another translation.
    void suspend(int index) {
        trapped.forget(index);
        if (index < vm.compiled.length) vm.compiled[index] = null;
    }

    /// The function contains no traps any more.
    void resume(int index) {
        trapped.forget(index);
        if (index < vm.compiled.length) vm.compiled[index] = null;
        Unit unit = index < units.size() ? units.get(index) : null;
        if (unit != null && unit.isUsable()) vm.compiled[index] = unit.code;
    }

    /// Whether anything has been translated: then a function that is called is worth it, too.
    private boolean isWarm() {
        return !units.isEmpty();
    }
}
