// The entries of threads.
package cpi.llvm;

import cpi.codegen.ThreadFrame;
import cpi.ir.Scalar;
import cpi.ir.Signature;
import cpi.typed.Function;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Makes for each way of starting a thread a function `void (ptr args, ptr result)` that the runtime calls in the new thread:
/// it makes the context, calls, stores the result, and frees what the thread has (T13).
/// See [ThreadFrame].
final class Thunks {
    private final Unit unit;
    private final Map<Signature, String> made = new HashMap<>();
    private final StringBuilder text = new StringBuilder();

    Thunks(Unit unit) {
        this.unit = unit;
    }

    record Thunk(String name, ThreadFrame frame) {}

    Thunk of(Signature signature) {
        String name = made.get(signature);
        if (name == null) {
            name = unit.names.fresh("cpi.thread");
            made.put(signature, name);
            text.append("define internal void ").append(name).append("(ptr %args, ptr %result) #0" + Code.UNKNOWN_PLACE);
            emit(signature);
        }
        return new Thunk(name, ThreadFrame.of(signature));
    }

    private void emit(Signature signature) {
        Code code = new Code(unit.options.target());
        ThreadFrame frame = ThreadFrame.of(signature);
        String context = code.temporary(unit.program.context().size(), unit.program.context().align());
        makeContext(code, context);
        String callee = code.def("load ptr, ptr %args");
        List<CallEmitter.Arg> args = new ArrayList<>();
        for (int i = 0; i < signature.params().size(); i++) {
            Scalar type = signature.params().get(i);
            if (i == 0 && signature.returnsInMemory()) args.add(new CallEmitter.Arg(type, "%result"));
            else if (frame.copies().get(i) > 0) args.add(new CallEmitter.Arg(type, CallEmitter.at(code, "%args", frame.copies().get(i))));
            else args.add(new CallEmitter.Arg(type, code.def("load ", Scalars.type(type), ", ptr ",
                    CallEmitter.at(code, "%args", frame.words().get(i)))));
        }
        List<String> results = unit.calls.call(code, new CallEmitter.Callee(callee, signature, signature.c() ? "" : context), args);
        long at = 0;
        for (int i = 0; i < results.size(); i++) {
            Scalar type = signature.results().get(i);
            CallEmitter.store(code, Scalars.type(type), results.get(i), "%result", at);
            at += type.bytes();
        }
        Function end = unit.reachable.threadEnd();
        code.line("call void ", unit.names.of(end), "(", unit.takesContext(end) ? "ptr " + context : "", ")");
        code.line("ret void");
        code.finish(text);
    }

    /// Writes what makes a fresh context in memory (T1.3).
    void makeContext(Code code, String at) {
        long size = unit.program.context().size();
        if (unit.reachable.freshContext().bytes().length == 0) {
            String fill = unit.externals.use("void", "llvm.memset.p0.i64", "ptr, i8, i64, i1", "");
            code.line("call void ", fill, "(ptr ", at, ", i8 0, i64 " + size, ", i1 false)");
            return;
        }
        unit.calls.copy(code, at, Data.FRESH_CONTEXT, size);
        String number = unit.externals.use("i64", "cpi.thread.id", "", Externals.PLAIN);
        long offset = cpi.ir.FreshContext.threadOffset(unit.program.context());
        String id = code.def("call i64 ", number, "()");
        code.line("store i64 ", id, ", ptr ", CallEmitter.at(code, at, offset));
    }

    void print(StringBuilder out) {
        out.append(text);
    }
}
