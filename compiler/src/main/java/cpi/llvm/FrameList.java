// Stack traces where a program cannot look at its stack.
package cpi.llvm;

import cpi.codegen.ModuleKind;
import cpi.ir.Inst;
import cpi.ir.IrFunction;
import cpi.source.Span;

/// The part of one function in the list of frames that WebAssembly programs keep: `{ptr caller, ptr site}`, the innermost one in
/// `cpi.frames`. A site is `{ptr name, ptr file, i64 line, i64 column}` with texts that end with a zero byte.
///
/// A function that calls nothing enters the list only when it panics.
final class FrameList {
    static final String INNERMOST = "@cpi.frames";
    private static final String FRAME = "%frame";
    private static final String CALLER = "%caller";
    private static final long SIZE = 16;

    private final Unit unit;
    private final IrFunction function;
    private final Code code;
    private final boolean isKept;
    private final boolean calls;

    FrameList(Unit unit, IrFunction function, Code code) {
        this.unit = unit;
        this.function = function;
        this.code = code;
        this.isKept = unit.options.keepsFrameList();
        this.calls = isKept && function.blocks().stream().anyMatch(b -> b.insts().stream().anyMatch(FrameList::isCall));
    }

    private static boolean isCall(Inst inst) {
        return inst instanceof Inst.Call || inst instanceof Inst.CallAddress || inst instanceof Inst.Lock || inst instanceof Inst.Unlock
            || inst instanceof Inst.Intrinsic i && !Intrinsics.isInPlace(i.name());
    }

    /// Defines the variable, or declares it for the runtime, with the beginning of the heap, which the linker knows.
    static void declare(EmitOptions options, StringBuilder out) {
        if (!options.target().architecture().isNarrow()) return;
        boolean isRuntime = options.kind() == ModuleKind.RUNTIME;
        out.append(INNERMOST).append(isRuntime ? " = external hidden global ptr\n" : " = hidden global ptr null\n\n");
        if (isRuntime) out.append("@__heap_base = external hidden global i8\n\n");
    }

    /// At the beginning of the function.
    void enter() {
        if (isKept) code.alloca(FRAME, "[" + SIZE + " x i8]", SIZE);
        if (calls) link();
    }

    private void link() {
        code.raw(CALLER, " = load ptr, ptr ", INNERMOST);
        code.store("ptr", CALLER, FRAME);
        code.line("store ptr ", FRAME, ", ptr ", INNERMOST);
    }

    /// Before a call made from there.
    void call(Span place) {
        if (isKept) CallEmitter.store(code, "ptr", site(place), FRAME, SIZE / 2);
    }

    /// Before a panic, which nothing follows.
    void panic(Span place) {
        if (!isKept) return;
        if (!calls) {
            code.store("ptr", code.def("load ptr, ptr ", INNERMOST), FRAME);
            code.line("store ptr ", FRAME, ", ptr ", INNERMOST);
        }
        call(place);
    }

    /// Before the function returns.
    void leave() {
        if (calls) code.line("store ptr ", CALLER, ", ptr ", INNERMOST);
    }

    private String site(Span place) {
        return unit.places.site(function.source().name(), place.isNone() ? function.source().place() : place);
    }
}
