package cpi.ir;

import cpi.source.Span;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// What has to run when control leaves a block: deferred statements, restoring context fields, unlocking (L7.9, T4, T9).
///
/// The code of each of these cleanups is emitted once, where its block ends. Ways out that pass through it (`break`, `return` ...)
/// first set a selector register to the number of their destination; behind the cleanup a switch on it goes on to the next
/// cleanup or to the destination. So code size is linear in the text, however cleanups and ways out are nested.
final class Exits {
    private static final int FALL_THROUGH = 0;
    private static final int NONE = -1;

    private final FunctionBuilder out;
    private final DebugScopes scopes;
    private final List<Cleanup> stack = new ArrayList<>();
    /// Numbers of destinations, from 1.
    private final Map<Integer, Integer> numbers = new LinkedHashMap<>();
    private int selector = NONE;

    private static final class Cleanup {
        final Runnable code;
        final Span span;
        final int scope;
        int block = NONE;
        /// Destinations reached through this cleanup, each with the number of cleanups that stay when it is reached.
        final Map<Integer, Integer> exits = new LinkedHashMap<>();

        Cleanup(Runnable code, Span span, int scope) {
            this.code = code;
            this.span = span;
            this.scope = scope;
        }
    }

    Exits(FunctionLowering f) {
        this.out = f.out;
        this.scopes = f.scopes;
    }

    /// The number of cleanups that are due now.
    int depth() {
        return stack.size();
    }

    /// From here to the matching [#popTo], `code` is due; it is emitted with the debug scope of now.
    void push(Runnable code, Span span) {
        stack.add(new Cleanup(code, span, scopes.current()));
    }

    /// Jumps to a block outside, where `depth` cleanups are due, by way of those above.
    void leave(int depth, int target, Span span) {
        if (!out.reachable()) return;
        if (stack.size() == depth) {
            out.jump(target, span);
            return;
        }
        select(numbers.computeIfAbsent(target, t -> numbers.size() + 1), span);
        for (int i = depth; i < stack.size(); i++) stack.get(i).exits.put(target, depth);
        out.jump(entry(stack.getLast()), span);
    }

    /// Ends cleanups at the end of their block: emits their code for those who fall into it and those who leave through it.
    void popTo(int depth) {
        while (stack.size() > depth) pop();
    }

    private void pop() {
        Cleanup cleanup = stack.removeLast();
        if (cleanup.exits.isEmpty()) {
            if (out.reachable()) run(cleanup);
            return;
        }
        boolean falls = out.reachable();
        if (falls) {
            select(FALL_THROUGH, cleanup.span);
            out.jump(entry(cleanup), cleanup.span);
        }
        out.start(cleanup.block);
        int outer = selector;
        selector = NONE;
        run(cleanup);
        selector = outer;
        int after = out.newBlock();
        dispatch(cleanup, falls, after);
        out.start(after);
    }

    private void dispatch(Cleanup cleanup, boolean falls, int after) {
        if (!out.reachable()) return;
        List<Inst.SwitchCase> cases = new ArrayList<>();
        int last = after;
        if (falls) cases.add(new Inst.SwitchCase(FALL_THROUGH, FALL_THROUGH, after));
        for (Map.Entry<Integer, Integer> exit : cleanup.exits.entrySet()) {
            last = exit.getValue() == stack.size() ? exit.getKey() : entry(stack.getLast());
            int number = Objects.requireNonNull(numbers.get(exit.getKey()));
            cases.add(new Inst.SwitchCase(number, number, last));
        }
        cases.removeLast();
        if (cases.isEmpty()) out.jump(last, cleanup.span);
        else out.emit(new Inst.Switch(Scalar.I64, selector, cases, last, cleanup.span));
    }

    private void run(Cleanup cleanup) {
        int scope = scopes.current();
        scopes.restore(cleanup.scope);
        cleanup.code.run();
        scopes.restore(scope);
    }

    private int entry(Cleanup cleanup) {
        if (cleanup.block == NONE) cleanup.block = out.newBlock();
        return cleanup.block;
    }

    private void select(int number, Span span) {
        if (selector == NONE) selector = out.variable(Scalar.I64);
        out.emit(new Inst.Const(selector, number, span));
    }
}
