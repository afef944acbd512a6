package cpi.sema;

import cpi.diag.Problem;
import cpi.source.Span;
import cpi.typed.ConstData;
import cpi.typed.ContextLayout;
import cpi.typed.Global;
import cpi.typed.Library;
import cpi.typed.TExpr;
import cpi.types.Layout;
import cpi.types.Type;
import cpi.types.TypeTable;

/// Evaluates expressions at compile time (C6, C7). The checker knows only this; the driver implements it by lowering the
/// expression and running it on the virtual machine, the same one that runs programs.
///
/// An evaluation may make the checker check further functions ([cpi.typed.Function#body]) or evaluate the initial values of
/// globals ([Global#initialValue]), so calls nest. Errors met on the way are reported where they are; the evaluation that
/// needed the result then throws [cpi.typed.CompileTimeFailure].
public interface CompileTime {
    /// Evaluates and captures. `Failed` carries the problem to be reported, complete but for the trace of instantiations.
    Result evaluate(Request request);

    /// Evaluates for the effects only; nothing is captured (C6.1).
    Result execute(Request request);

    /// @param expr what to evaluate; its type is settled
    /// @param type the type of the result
    /// @param name what is declared, else `#run`: the root of paths in capture errors (C7.5), and "evaluated for NAME" (D3b)
    /// @param place the expression evaluated, the primary place of errors
    /// @param writable whether memory reached from the value may be written at run time: initial values of globals (C4.3)
    record Request(TExpr expr, Type type, String name, Span place, boolean writable) {}

    sealed interface Result {
        record Value(ConstData data) implements Result {}

        record Failed(Problem problem) implements Result {}
    }

    /// Makes the engine for one compilation, when the checker's tables exist.
    interface Factory {
        CompileTime create(TypeTable types, Layout layout, ContextLayout context, Library library);
    }
}
