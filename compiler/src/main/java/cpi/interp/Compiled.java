// What translated functions share.
package cpi.interp;

import cpi.engine.Raw;
import cpi.engine.ThreadState;

/// The JVM code of one function, made by [Translator]. It works on the same frames, registers and memory as the interpreter and
/// has no state of its own: whenever it returns something but [#RETURNED], the thread's position is in [ThreadState] and
/// execution can go on in either tier.
abstract class Compiled {
    /// The function has returned to its caller.
    static final int RETURNED = 0;
    /// Execution goes on where the thread is, but not in the Java frames above.
    static final int UNWOUND = 4;
    /// Calls nested deeper than this return to [Tier], so that Java's stack stays small.
    static final int MAX_DEPTH = 256;

    /// Runs from an entry point until the function returns or the loop has to be left.
    ///
    /// @param fp the frame
    /// @param entry number of the entry point; 0 is the start of the function
    /// @param depth nested Java calls
    /// @return [#RETURNED], [#UNWOUND], or a reason to leave the loop as in [Interpreter]
    abstract int run(Vm vm, ThreadState thread, long fp, int entry, int depth);

    /// A tick brought an event; the thread goes on at `pc`.
    static int event(Vm vm, ThreadState thread, long pc, long fp) {
        return vm.tickEvent(thread, pc, fp);
    }

    /// Executes the instruction at `pc` completely. 0 if execution goes on at `next` in the same frame.
    static int slow(Vm vm, ThreadState thread, long pc, long fp, long next) {
        thread.moveTo(pc, fp);
        vm.setTicksLeft(vm.left);
        int outcome = vm.slow(thread, Raw.getLong(pc));
        if (outcome != 0) return outcome;
        vm.left = vm.ticksToEvent();
        return thread.pc() == next && thread.fp() == fp ? 0 : UNWOUND;
    }

    /// As [#slow] for a call through a pointer: the callee is called from here if it is compiled.
    static int callPointer(Vm vm, ThreadState thread, long pc, long fp, long next, int depth) {
        int outcome = slow(vm, thread, pc, fp, next);
        if (outcome != UNWOUND || depth >= MAX_DEPTH) return outcome;
        Compiled callee = vm.tier().startingAt(thread.pc());
        return callee == null ? UNWOUND : callee.run(vm, thread, thread.fp(), 0, depth + 1);
    }
}
