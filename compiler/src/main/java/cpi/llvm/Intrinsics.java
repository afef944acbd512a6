// Operations of the engine.
package cpi.llvm;

import cpi.codegen.CMath;
import cpi.codegen.Reachable;
import cpi.ir.Inst;
import cpi.ir.Scalar;
import cpi.types.FnType;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Writes intrinsics (docs/intrinsics.md): what LLVM or the C library has is written in place, everything else is a call of the
/// runtime's function `cpi.NAME`.
final class Intrinsics {
    /// What LLVM itself has of the C library's mathematics.
    private static final Set<String> OF_LLVM = Set.of("sqrt", "floor", "ceil", "trunc");

    private static final Set<String> IN_PLACE = Set.of("context.make", "mem.typed", "mem.copy", "mem.set", "mem.compare", "mem.index",
            "mem.hash", "stack.frame");

    private final Unit unit;
    private final FunctionEmitter f;

    Intrinsics(Unit unit, FunctionEmitter f) {
        this.unit = unit;
        this.f = f;
    }

    void emit(Inst.Intrinsic i) {
        String name = i.name();
        if (name.startsWith("atomic.")) {
            atomic(i);
            return;
        }
        if (CMath.function(name).isPresent()) {
            math(i);
            return;
        }
        switch (name) {
            case "context.make" -> {
                if (unit.contextUse.uses(f.function.source())) unit.thunks.makeContext(f.code, text(i, 0));
            }
            case "mem.typed", "seldom" -> { }
            case "mem.copy" -> f.memory.move(text(i, 0), text(i, 1), text(i, 2));
            case "mem.set" -> f.memory.set(text(i, 0), f.arithmetic.resize(Scalar.I64, Scalar.I8, text(i, 1)), text(i, 2));
            case "mem.compare", "mem.index" -> bytes(i);
            case "stack.frame" -> result(i, isNarrow() ? f.code.def("load ptr, ptr ", FrameList.INNERMOST)
                    : f.code.def("call ptr ", unit.externals.use("ptr", "llvm.frameaddress.p0", "i32", ""), "(i32 0)"));
            case "wasm.heap" -> result(i, "@__heap_base");
            case "wasm.pages" -> memorySize(i, "llvm.wasm.memory.size.i32", "i32");
            case "wasm.grow" -> memorySize(i, "llvm.wasm.memory.grow.i32", "i32, i32");
            case "reflect.slot" -> result(i, unit.names.of(unit.program.library().typeInfo(i.type())));
            case "reflect.part" -> part(i);
            case "reflect.isC" -> result(i, i.type().definition() instanceof FnType t && t.c() ? "1" : "0");
            case "panic" -> panic(i);
            case "process.exit", "thread.exit" -> call(i, Externals.LEAVES);
            default -> call(i, Externals.PLAIN);
        }
    }

    private String text(Inst.Intrinsic i, int arg) {
        return f.text(i.args().get(arg));
    }

    private void result(Inst.Intrinsic i, String value) {
        f.set(i.results().getFirst(), Value.of(value));
    }

    /// Whether an intrinsic calls no function that can panic.
    static boolean isInPlace(String name) {
        return CMath.function(name).isPresent() || IN_PLACE.contains(name) || name.startsWith("atomic.") || name.startsWith("reflect.");
    }

    private boolean isNarrow() {
        return unit.options.target().architecture().isNarrow();
    }

    /// The C library has these operations, with sizes as wide as addresses.
    private void bytes(Inst.Intrinsic i) {
        if (isNarrow()) call(i, Externals.PLAIN);
        else if (i.name().equals("mem.compare")) compare(i);
        else index(i);
    }

    /// A call of the runtime.
    private void call(Inst.Intrinsic i, String attributes) {
        f.frames.call(i.span());
        List<String> types = new ArrayList<>();
        List<String> args = new ArrayList<>();
        for (int arg : i.args()) {
            String type = Scalars.type(f.type(arg));
            types.add(type);
            args.add(type + " " + f.text(arg));
        }
        String type = i.results().isEmpty() ? "void" : Scalars.type(f.type(i.results().getFirst()));
        String function = unit.externals.use(type, "cpi." + i.name(), String.join(", ", types), attributes);
        String[] call = {"call ", type, " ", function, "(", String.join(", ", args), ")", unit.callAttributes()};
        if (i.results().isEmpty()) f.code.line(call);
        else result(i, f.code.def(call));
    }

    /// Operations on the only memory of a WebAssembly module.
    private void memorySize(Inst.Intrinsic i, String name, String params) {
        String pages = i.args().isEmpty() ? "" : ", i32 " + text(i, 0);
        result(i, f.code.def("call i32 ", unit.externals.use("i32", name, params, ""), "(i32 0", pages, ")"));
    }

    private void panic(Inst.Intrinsic i) {
        f.frames.call(i.span());
        String function = unit.externals.use("void", "cpi.rt.panic", "i64, ptr, i64, ptr", Externals.PANICS);
        f.code.line("call void ", function, "(i64 ", text(i, 0), ", ptr ", text(i, 1), ", i64 ", text(i, 2), ", ptr null)",
                unit.callAttributes());
    }

    private void math(Inst.Intrinsic i) {
        String params = i.args().size() == 1 ? "double" : "double, double";
        String ofC = CMath.function(i.name()).orElseThrow();
        String name = OF_LLVM.contains(ofC) ? "llvm." + ofC + ".f64" : ofC;
        String function = isNarrow() && !name.startsWith("llvm.")
                ? unit.externals.imported("double", "m", name, params, Externals.PURE)
                : unit.externals.use("double", name, params, Externals.PURE);
        String args = i.args().size() == 1 ? "double " + text(i, 0) : "double " + text(i, 0) + ", double " + text(i, 1);
        result(i, f.code.def("call double ", function, "(", args, ")"));
    }

    private void compare(Inst.Intrinsic i) {
        String function = unit.externals.use("i32", "memcmp", "ptr, ptr, i64", Externals.PLAIN);
        String order = f.code.def("call i32 ", function, "(ptr ", text(i, 0), ", ptr ", text(i, 1), ", i64 ", text(i, 2), ")");
        String more = f.code.def("zext i1 ", f.code.def("icmp sgt i32 ", order, ", 0"), " to i64");
        String less = f.code.def("zext i1 ", f.code.def("icmp slt i32 ", order, ", 0"), " to i64");
        result(i, f.code.def("sub i64 ", more, ", ", less));
    }

    private void index(Inst.Intrinsic i) {
        String function = unit.externals.use("ptr", "memchr", "ptr, i32, i64", Externals.PLAIN);
        String wanted = f.code.def("trunc i64 ", text(i, 1), " to i32");
        String found = f.code.def("call ptr ", function, "(ptr ", text(i, 0), ", i32 ", wanted, ", i64 ", text(i, 2), ")");
        String at = f.code.def("ptrtoint ptr ", found, " to i64");
        String start = f.code.def("ptrtoint ptr ", text(i, 0), " to i64");
        String offset = f.code.def("sub i64 ", at, ", ", start);
        String none = f.code.def("icmp eq ptr ", found, ", null");
        result(i, f.code.def("select i1 ", none, ", i64 -1, i64 ", offset));
    }

    /// The slots of the parts of a type; their number is known only when the program runs.
    private void part(Inst.Intrinsic i) {
        String value = "null";
        int number = 0;
        for (var part : Reachable.parts(i.type().definition())) {
            String same = f.code.def("icmp eq i64 ", text(i, 1), ", " + number++);
            String slot = unit.names.of(unit.program.library().typeInfo(part));
            value = f.code.def("select i1 ", same, ", ptr ", slot, ", ptr ", value);
        }
        result(i, value);
    }

    private void atomic(Inst.Intrinsic i) {
        String operation = i.name().substring("atomic.".length());
        if (operation.equals("fence")) {
            f.code.line("fence seq_cst");
            return;
        }
        String kind = operation.replaceAll("[0-9]", "");
        String bits = operation.substring(kind.length());
        String type = "i" + bits;
        String align = ", align " + Integer.parseInt(bits) / 8;
        String at = "ptr " + text(i, 0);
        switch (kind) {
            case "load" -> result(i, f.code.def("load atomic ", type, ", ", at, " seq_cst", align));
            case "store" -> f.code.line("store atomic ", type, " ", text(i, 1), ", ", at, " seq_cst", align);
            case "add" -> result(i, f.code.def("atomicrmw add ", at, ", ", type, " ", text(i, 1), " seq_cst", align));
            case "exchange" -> result(i, f.code.def("atomicrmw xchg ", at, ", ", type, " ", text(i, 1), " seq_cst", align));
            case "cas" -> {
                String values = type + " " + text(i, 1) + ", " + type + " " + text(i, 2);
                String pair = f.code.def("cmpxchg ", at, ", ", values, " seq_cst seq_cst", align);
                String done = f.code.def("extractvalue { ", type, ", i1 } ", pair, ", 1");
                f.arithmetic.setBit(i.results().getFirst(), done);
            }
            default -> throw new cpi.diag.Bug("unknown intrinsic " + i.name(), i.span());
        }
    }
}
