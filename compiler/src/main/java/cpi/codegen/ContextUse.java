// Which functions need the context.
package cpi.codegen;

import cpi.ir.Inst;
import cpi.ir.IrFunction;
import cpi.typed.Function;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Finds the functions that use the context they are called with, themselves or in what they call (T2). The others get none, so
/// the hidden argument costs nothing where nobody looks at it.
public final class ContextUse {
    private final Set<Function> users = Collections.newSetFromMap(new IdentityHashMap<>());

    ContextUse(List<IrFunction> program) {
        Map<Function, List<Function>> callers = new IdentityHashMap<>();
        Deque<Function> work = new ArrayDeque<>();
        for (IrFunction f : program) {
            f.blocks().forEach(block -> block.insts().forEach(inst -> {
                if (inst instanceof Inst.Call call) callers.computeIfAbsent(call.callee(), c -> new ArrayList<>()).add(f.source());
                else if (uses(inst) && users.add(f.source())) work.add(f.source());
            }));
        }
        while (!work.isEmpty()) {
            Function user = work.pop();
            if (user.type().c()) continue;
            for (Function caller : callers.getOrDefault(user, List.of())) if (users.add(caller)) work.add(caller);
        }
    }

    private static boolean uses(Inst inst) {
        return inst instanceof Inst.ContextAddress || inst instanceof Inst.CallAddress call && !call.signature().c();
    }

    /// Whether a context is needed while the function runs: it is the caller's, or a C function makes one.
    public boolean uses(Function function) {
        return users.contains(function);
    }
}
