// Panics raised by the machine itself.
package cpi.interp;

import cpi.diag.Bug;
import cpi.diag.TraceEntry;
import cpi.engine.Memory;
import cpi.engine.Outcome;
import cpi.engine.Outcome.Budget;
import cpi.engine.Raw;
import cpi.engine.ThreadState;
import cpi.interp.code.Op;
import cpi.source.Span;
import cpi.types.TaggedType;
import cpi.types.Type;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// Turns what goes wrong into [Outcome.Panicked] with code, message, place and stack trace (L12.4, D7). The panicking thread is
/// at the instruction. Each method gives the value with which the loop is left.
final class Faults {
    private final Vm vm;

    Faults(Vm vm) {
        this.vm = vm;
    }

    /// Panics for an access through `pointer` that was found wrong.
    int access(ThreadState thread, long pointer, int fault) {
        if (pointer == 0 || fault == Memory.NIL) return panic(thread, "P04", "access through nil");
        if (fault == Memory.READ_ONLY) return panic(thread, "P09", "write to read-only memory");
        return panic(thread, "P17", what(pointer));
    }

    /// The same for an argument of a library function: the place shown is in the user's code.
    int userAccess(ThreadState thread, long pointer, int fault) {
        if (pointer == 0 || fault == Memory.NIL) return userPanic(thread, "P04", "access through nil");
        if (fault == Memory.READ_ONLY) return userPanic(thread, "P09", "write to read-only memory");
        return userPanic(thread, "P17", what(pointer));
    }

    private String what(long address) {
        if (!vm.memory().contains(address)) return "access to memory that does not belong to the program";
        return switch (vm.memory().shadowAt(address)) {
            case Memory.FREED -> "access to memory that was freed";
            default -> address >= vm.memory().stackStart() && address < vm.memory().heapStart()
                    ? "access to a variable whose function has returned" : "access to memory that is not allocated";
        };
    }

    int copy(ThreadState thread, long to, long from, long size) {
        int fault = vm.memory().checkRead(from, size);
        if (fault != Memory.OK) return access(thread, from, fault);
        return access(thread, to, vm.memory().checkWrite(to, size));
    }

    int bounds(ThreadState thread, long index, long count) {
        long pc = thread.pc();
        List<TraceEntry> trace = StackTrace.of(vm, thread);
        Span place = vm.code().at(pc).boundsSpan(pc);
        TraceEntry innermost = new TraceEntry(TraceEntry.Kind.CALL, trace.getFirst().text(), place);
        List<TraceEntry> frames = new ArrayList<>(trace);
        frames.set(0, innermost);
        long n = Math.max(0, count);
        String message = "index " + index + " is out of bounds for " + n + (n == 1 ? " element" : " elements");
        return vm.stop(new Outcome.Panicked("P03", message, place, thread.number(), frames, List.of()));
    }

    int division(ThreadState thread, long divisor) {
        return divisor == 0 ? panic(thread, "P05", "division by zero")
                : panic(thread, "P06", "the quotient of the smallest value and -1 does not fit its type");
    }

    int stack(ThreadState thread) {
        if (vm.options().compileTime()) return vm.outOfBudget(thread, vm.calls().isTooDeep() ? Budget.DEPTH : Budget.STACK);
        return panic(thread, "P10", "the stack is exhausted");
    }

    int tag(ThreadState thread) {
        long x = ColdOps.x(thread);
        long tag = Raw.getLong(Op.a(thread.fp(), Raw.getLong(thread.pc())));
        String wanted = member(vm.image().type((int) (x >>> 32)), (int) x);
        return panic(thread, "P07", "member " + wanted + " is read, but " + member(vm.image().type((int) (x >>> 32)), tag) + " is current");
    }

    private static String member(Type type, long tag) {
        if (!(type.definition() instanceof TaggedType tagged) || tag < 1 || tag > tagged.members().size()) {
            return tag == 0 ? "none (it is unset)" : "none (its tag is " + tag + ")";
        }
        return "`" + tagged.members().get((int) tag - 1).name() + "`";
    }

    Bug illegal(ThreadState thread) {
        return new Bug("bad operation " + Long.toHexString(Raw.getLong(thread.pc())) + " at " + Long.toHexString(thread.pc()));
    }

    /// Panics where the thread is.
    int panic(ThreadState thread, String code, String message) {
        List<TraceEntry> trace = StackTrace.of(vm, thread);
        Span place = trace.isEmpty() ? Span.NONE : trace.getFirst().place();
        return vm.stop(new Outcome.Panicked(code, message, place, thread.number(), trace, List.of()));
    }

    /// Panics with the innermost place outside the bundled library (D7.2).
    int userPanic(ThreadState thread, String code, String message) {
        List<TraceEntry> trace = StackTrace.of(vm, thread);
        return vm.stop(new Outcome.Panicked(code, message, StackTrace.userPlace(trace), thread.number(), trace, List.of()));
    }

    /// Panics at a place the program tells: the file and the position are those of a `Location`.
    int panicAt(ThreadState thread, String code, String message, String file, int line, int column) {
        List<TraceEntry> trace = StackTrace.of(vm, thread);
        for (TraceEntry entry : trace) {
            if (entry.place().file().name().equals(file)) {
                Span place = at(entry.place(), line, column);
                return vm.stop(new Outcome.Panicked(code, message, place, thread.number(), trace, List.of()));
            }
        }
        return userPanic(thread, code, message);
    }

    private static Span at(Span like, int line, int column) {
        var file = like.file();
        if (line < 1 || line > file.lineCount()) return like;
        int offset = file.lineStart(line);
        String text = file.line(line);
        int end = Math.min(Math.max(0, column - 1), text.codePointCount(0, text.length()));
        int bytes = text.substring(0, text.offsetByCodePoints(0, end)).getBytes(StandardCharsets.UTF_8).length;
        return new Span(file, offset + bytes, offset + bytes);
    }

    /// Every thread is blocked: the report of T12.
    int deadlock() {
        List<ThreadState> blocked = vm.scheduler().threads().stream().filter(t -> t.status() != ThreadState.Status.ENDED).toList();
        List<String> lines = new ArrayList<>();
        for (ThreadState t : blocked) {
            lines.add("thread " + t.number() + " waits for " + waitsFor(t) + ", at " + place(t));
            for (ThreadState.Held held : t.held()) {
                if (vm.scheduler().owner(held.mutex()) != t.number()) continue;
                lines.add("  holds " + name(held.name()) + ", locked at " + held.place());
            }
        }
        ThreadState first = blocked.getFirst();
        String count = blocked.size() == 1 ? "the only thread is blocked" : "all " + blocked.size() + " threads are blocked";
        return vm.stop(new Outcome.Panicked("P13", "deadlock: " + count, place(first), first.number(), StackTrace.of(vm, first), lines));
    }

    private Span place(ThreadState thread) {
        return StackTrace.userPlace(StackTrace.of(vm, thread));
    }

    private static String name(String name) {
        return name.isEmpty() ? "a mutex" : "`" + name + "`";
    }

    private String waitsFor(ThreadState t) {
        return switch (t.status()) {
            case LOCKING -> "mutex " + (t.waitName().isEmpty() ? "" : "`" + t.waitName() + "`, ") + "owned by thread "
                    + vm.scheduler().owner(t.waitAddress());
            case JOINING -> "thread " + t.joinTarget();
            case WAITING -> "a condition";
            case RUNNABLE, SLEEPING, ENDED -> "nothing";
        };
    }
}
