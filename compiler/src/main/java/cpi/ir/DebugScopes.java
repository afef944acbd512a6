package cpi.ir;

import cpi.typed.Local;
import java.util.ArrayList;
import java.util.List;

/// The debug scopes of a function: a tree, in which each declaration opens a scope of its own that reaches to the end of the
/// block, so that a variable is visible exactly from its declaration on (L6.2).
final class DebugScopes {
    private final Locals locals;
    private final List<IrFunction.DebugScope> scopes = new ArrayList<>();
    private int current = -1;

    DebugScopes(Locals locals) {
        this.locals = locals;
    }

    int current() {
        return current;
    }

    /// Goes back to a scope that was current before.
    void restore(int scope) {
        current = scope;
    }

    /// Opens a scope with these variables inside the current one; compiler temporaries are left out.
    void open(List<Local> added) {
        List<IrFunction.Variable> variables = added.stream()
                .filter(local -> local.kind() != Local.Kind.TEMPORARY).map(locals::variable).toList();
        if (variables.isEmpty() && current >= 0) return;
        scopes.add(new IrFunction.DebugScope(current, variables));
        current = scopes.size() - 1;
    }

    List<IrFunction.DebugScope> scopes() {
        return scopes;
    }
}
