package cpi.llvm;

import cpi.codegen.ModuleKind;
import cpi.codegen.Reachable;
import cpi.diag.Bug;
import cpi.ir.IrFunction;
import cpi.ir.Lowering;
import cpi.typed.Function;
import cpi.typed.Program;
import cpi.typed.Symbol;
import cpi.types.EnumerationType;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// Translates a checked program to LLVM's textual IR: one module, in which everything is internal but `main`, exports, and what
/// comes from C or the runtime.
///
/// The text is for LLVM 19 and later. Equal programs and options give equal text. What the module expects of the runtime is in
/// docs/native.md.
public final class LlvmModule {
    private final Unit unit;
    private final StringBuilder functions = new StringBuilder();

    private LlvmModule(Unit unit) {
        this.unit = unit;
    }

    /// The text of the whole program, in UTF-8. Throws [Bug] if a program is made of something without `main`.
    public static byte[] emit(Program program, Lowering lowering, EmitOptions options) {
        List<Function> roots = new ArrayList<>(program.exports());
        boolean isProgram = options.kind() == ModuleKind.PROGRAM;
        if (isProgram) {
            Function main = program.main().orElseThrow(() -> new Bug("a program without main is built"));
            roots.add(main);
            if (!main.type().params().isEmpty()) roots.add(program.library().function("runtime", "programArgs"));
        }
        Reachable reachable = Reachable.from(roots, options.kind(), program, lowering);
        LlvmModule module = new LlvmModule(new Unit(options, program, lowering, reachable));
        return module.text().getBytes(StandardCharsets.UTF_8);
    }

    private String text() {
        nameExternals();
        for (IrFunction f : unit.reachable.functions()) new FunctionEmitter(unit, f).emit(functions);
        switch (unit.options.kind()) {
            case PROGRAM -> main();
            case SHARED -> {
                if (!unit.options.target().architecture().isNarrow()) constructor();
            }
            case RUNTIME -> { }
        }
        unit.thunks.print(functions);
        StringBuilder out = new StringBuilder();
        out.append("target datalayout = \"").append(unit.options.target().dataLayout()).append("\"\ntarget triple = \"")
                .append(unit.options.target().triple()).append("\"\n\n");
        Data data = new Data(unit, out);
        for (Symbol symbol : unit.reachable.data()) data.define(symbol);
        data.freshContext();
        FrameList.declare(unit.options, out);
        unit.places.print(out);
        out.append(functions);
        unit.externals.print(out);
        attributes(out);
        unit.debug.print(out, unit.program.files().getFirst());
        unit.metadata.print(out);
        return out.toString();
    }

    private void nameExternals() {
        for (Function f : unit.program.exports()) unit.names.external(f, f.externalName());
        for (Function f : unit.reachable.foreign()) {
            String module = unit.options.target().importModule(f);
            unit.names.external(f, module.isEmpty() ? f.externalName() : module + "." + f.externalName());
            unit.externals.foreign(f, unit.convention, module);
        }
    }

    private void attributes(StringBuilder out) {
        boolean frames = unit.options.level().keepsFrames();
        out.append("attributes #0 = { nounwind null_pointer_is_valid \"probe-stack\"=\"inline-asm\"")
                .append(frames ? " \"frame-pointer\"=\"all\" \"disable-tail-calls\"=\"true\"" : "").append(" }\n")
                .append("attributes #1 = { cold noreturn nounwind }\n")
                .append("attributes #2 = { nounwind }\n")
                .append("attributes #3 = { nomerge }\n")
                .append("attributes #4 = { nounwind willreturn memory(none) }\n")
                .append("attributes #5 = { noreturn nounwind }\n\n");
    }

    /// The function that the system calls: it does what `cpi.driver.Execution` does.
    private void main() {
        Function main = unit.program.main().orElseThrow();
        Code code = new Code(unit.options.target());
        boolean isCommand = unit.options.target().architecture().isNarrow();
        code.line("call void ", unit.externals.use("void", "cpi.rt.start", "i32, ptr, ptr", Externals.PLAIN),
                isCommand ? "(i32 0, ptr null, ptr null)" : "(i32 %argc, ptr %argv, ptr %envp)");
        String context = code.temporary(unit.program.context().size(), unit.program.context().align());
        unit.thunks.makeContext(code, context);
        List<CallEmitter.Arg> args = new ArrayList<>();
        if (!main.type().params().isEmpty()) {
            Function source = unit.program.library().function("runtime", "programArgs");
            List<String> values = call(code, source, context, List.of());
            args.add(new CallEmitter.Arg(cpi.ir.Scalar.PTR, values.get(0)));
            args.add(new CallEmitter.Arg(cpi.ir.Scalar.I64, values.get(1)));
        }
        cpi.ir.Signature signature = unit.shapes.signature(main.type());
        if (signature.returnsInMemory()) {
            args.addFirst(new CallEmitter.Arg(cpi.ir.Scalar.PTR, code.temporary(signature.resultSize(), 16)));
        }
        List<String> results = call(code, main, context, args);
        boolean hasStatus = main.type().result().isInteger() || main.type().result().definition() instanceof EnumerationType;
        String status = "0";
        if (hasStatus) {
            String type = Scalars.type(signature.results().getFirst());
            String low = type.equals("i8") ? results.getFirst() : code.def("trunc ", type, " ", results.getFirst(), " to i8");
            status = code.def("zext i8 ", low, " to i32");
        }
        code.line("call void ", unit.externals.use("void", "cpi.rt.end", "i32", Externals.LEAVES), "(i32 ", status, ")");
        code.line("unreachable");
        functions.append(isCommand ? "define void @_start() \"wasm-export-name\"=\"_start\""
                : "define i32 @main(i32 %argc, ptr %argv, ptr %envp)").append(" #0" + Code.UNKNOWN_PLACE);
        code.finish(functions);
    }

    private List<String> call(Code code, Function callee, String context, List<CallEmitter.Arg> args) {
        cpi.ir.Signature signature = unit.shapes.signature(callee.type());
        String passed = unit.takesContext(callee) ? context : "";
        return unit.calls.call(code, new CallEmitter.Callee(unit.names.of(callee), signature, passed), args);
    }

    /// A library starts the runtime when it is loaded. LLVM would put a constructor into the section `.ctors`, which loaders do not
    /// read any more.
    private void constructor() {
        functions.append("@cpi.init = internal constant ptr @cpi.load, section \".init_array\", align 8\n")
                .append("@llvm.used = appending global [1 x ptr] [ptr @cpi.init], section \"llvm.metadata\"\n")
                .append("define internal void @cpi.load() #0" + Code.UNKNOWN_PLACE);
        Code code = new Code(unit.options.target());
        String start = unit.externals.use("void", "cpi.rt.start", "i32, ptr, ptr", Externals.PLAIN);
        code.line("call void ", start, "(i32 0, ptr null, ptr null)");
        code.line("ret void");
        code.finish(functions);
    }
}
