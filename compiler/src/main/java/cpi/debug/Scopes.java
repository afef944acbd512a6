// What can be seen in a frame.
package cpi.debug;

import cpi.engine.ThreadState;
import cpi.interp.Inspection;
import cpi.interp.Vm;
import cpi.ir.IrFunction;
import cpi.sema.Snippets;
import cpi.typed.ContextLayout;
import cpi.typed.Global;
import cpi.types.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Lists what a frame sees: locals, parameters, compile-time parameters, the context, the globals of each file, and the thread's
/// own copies of thread-local globals. Globals of the bundled library are left out.
final class Scopes {
    private final Vm vm;
    private final Frames frames;
    private final Values values;
    private final Inspection inspection;
    private final Snippets snippets;
    private final ContextLayout context;

    Scopes(Vm vm, Frames frames, Values values, Inspection inspection, Snippets snippets, ContextLayout context) {
        this.vm = vm;
        this.frames = frames;
        this.values = values;
        this.inspection = inspection;
        this.snippets = snippets;
        this.context = context;
    }

    /// Groups with nothing in them are left out, but for the first.
    List<ScopeView> of(StackFrame frame) {
        List<Shown> locals = new ArrayList<>();
        List<Shown> parameters = new ArrayList<>();
        for (IrFunction.Variable v : frames.variables(frame)) {
            (Frames.isParameter(frame, v) ? parameters : locals).add(shown(frames.value(frame, v)));
        }
        List<ScopeView> result = new ArrayList<>();
        result.add(new ScopeView("Locals", true, locals));
        add(result, "Parameters", true, parameters);
        add(result, "Compile-time parameters", true, compileTime(frame));
        Value c = new Value("context", context.pointer(), pointer(frame.activation().context()), "context", frames.memory());
        add(result, "Context", true, parts(c, 0, 0));
        add(result, "Thread-local", false, threadLocals(frame));
        globals().forEach((file, list) -> add(result, "Globals of " + file, false, list));
        return result;
    }

    private static void add(List<ScopeView> result, String name, boolean isLocal, List<Shown> variables) {
        if (!variables.isEmpty()) result.add(new ScopeView(name, isLocal, variables));
    }

    private static Data pointer(long address) {
        byte[] bytes = new byte[8];
        for (int i = 0; i < 8; i++) bytes[i] = (byte) (address >>> 8 * i);
        return new Data.Copy(bytes);
    }

    private List<Shown> compileTime(StackFrame frame) {
        List<Shown> result = new ArrayList<>();
        for (Map.Entry<String, String> p : snippets.compileTimeParameters(frame.activation().function())) {
            result.add(new Shown(p.getKey(), "", p.getValue(), Optional.empty(), 0, 0));
        }
        return result;
    }

    private List<Shown> threadLocals(StackFrame frame) {
        Optional<ThreadState> thread = vm.scheduler().find(frame.thread());
        List<Shown> result = new ArrayList<>();
        if (thread.isEmpty()) return result;
        for (Inspection.Static s : inspection.threadLocals(thread.get())) {
            Global global = (Global) s.symbol();
            if (!global.place().file().bundled()) result.add(shown(global(global, s.address())));
        }
        return result;
    }

    private Map<String, List<Shown>> globals() {
        Map<String, List<Shown>> result = new TreeMap<>();
        for (Inspection.Static s : inspection.statics()) {
            if (!(s.symbol() instanceof Global global) || global.place().file().bundled()) continue;
            result.computeIfAbsent(global.place().file().name(), _ -> new ArrayList<>()).add(shown(global(global, s.address())));
        }
        return result;
    }

    private Value global(Global global, long address) {
        return new Value(global.path(), global.type(), new Data.InMemory(frames.memory(), address), global.path(), frames.memory());
    }

    Shown shown(Value value) {
        Parts parts = values.parts();
        boolean structured = parts.isStructured(value);
        long indexed = structured ? parts.indexedCount(value) : 0;
        long named = structured ? parts.named(value).size() : 0;
        return new Shown(value.name(), type(value.type()), values.text(value), Optional.of(value), named, indexed);
    }

    private static String type(Type type) {
        return type.toString();
    }

    /// The parts of a value: those with names, then `count` numbered ones from number `start` on.
    List<Shown> parts(Value value, long start, long count) {
        List<Shown> result = new ArrayList<>();
        for (Value v : values.parts().named(value)) result.add(shown(v));
        for (Value v : values.parts().indexed(value, start, count)) result.add(shown(v));
        return result;
    }
}
