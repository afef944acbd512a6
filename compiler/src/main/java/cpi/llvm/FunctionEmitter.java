// One function.
package cpi.llvm;

import cpi.codegen.ModuleKind;
import cpi.codegen.ThreadFrame;
import cpi.diag.Bug;
import cpi.ir.Block;
import cpi.ir.Inst;
import cpi.ir.IrFunction;
import cpi.ir.Scalar;
import cpi.ir.Signature;
import cpi.source.Span;
import cpi.typed.Function;
import java.util.ArrayList;
import java.util.List;

/// Writes one function as LLVM text. Single use.
final class FunctionEmitter {
    private static final String CONTEXT = "%ctx";

    final IrFunction function;
    final Code code;
    final Registers registers;
    final Arithmetic arithmetic;
    final Checks checks;
    final MemoryOps memory;

    private final Unit unit;
    private final Intrinsics intrinsics;
    private final DebugInfo.Subprogram debug;
    private final String context;
    private final CEntry entry;
    final FrameList frames;
    private Moment now;

    /// Where the code that is being written comes from.
    record Moment(Span span, int scope) {}

    FunctionEmitter(Unit unit, IrFunction function) {
        this.unit = unit;
        this.function = function;
        this.code = new Code(unit.options.target());
        this.frames = new FrameList(unit, function, code);
        this.context = contextName(unit, function);
        this.debug = unit.debug.subprogram(function);
        this.registers = new Registers(function, code, debug.variables(), this::constant);
        this.arithmetic = new Arithmetic(unit, this);
        this.checks = new Checks(unit, this);
        this.memory = new MemoryOps(unit, this);
        this.intrinsics = new Intrinsics(unit, this);
        this.entry = new CEntry(unit, function.signature(), code);
        this.now = new Moment(function.source().place(), 0);
    }

    /// The value of the context inside the function: the argument, or the slot in which a C function makes its own.
    private static String contextName(Unit unit, IrFunction function) {
        if (!function.signature().c()) return unit.takesContext(function.source()) ? CONTEXT : "null";
        int own = function.contextSlot();
        return own < 0 ? "null" : slot(own);
    }

    static String slot(int number) {
        return "%s" + number;
    }

    // --- what the parts share

    Value get(int register) {
        return registers.get(register);
    }

    String text(int register) {
        return registers.text(register);
    }

    /// An `i1`: whether a `bool` is true.
    String truth(int register) {
        Value value = registers.get(register);
        if (!value.truth().isEmpty()) return value.truth();
        Scalar type = type(register);
        return code.def("icmp ne ", Scalars.type(type), " ", text(register), ", ", Scalars.zero(type));
    }

    void set(int register, Value value) {
        registers.set(register, value);
    }

    Scalar type(int register) {
        return function.registers().get(register);
    }

    Moment moment() {
        return now;
    }

    /// What follows comes from there.
    void at(Moment moment) {
        now = moment;
        code.location(debug.location(moment.span, moment.scope));
    }

    String context() {
        return context;
    }

    // --- the function

    void emit(StringBuilder out) {
        header(out);
        for (int i = 0; i < function.slots().size(); i++) {
            IrFunction.Slot slot = function.slots().get(i);
            code.alloca(slot(i), "[" + slot.size() + " x i8]", Math.max(1, slot.align()));
        }
        frames.enter();
        parameters();
        debug.declare(code);
        code.raw("br label %b0");
        for (int b = 0; b < function.blocks().size(); b++) {
            code.label("b" + b);
            registers.startBlock(b);
            Block block = function.blocks().get(b);
            for (Inst inst : block.insts()) emit(inst);
        }
        checks.finish();
        code.finish(out);
    }

    private void header(StringBuilder out) {
        Signature signature = function.signature();
        Function source = function.source();
        out.append("define ").append(linkage(source));
        if (signature.c()) {
            out.append(entry.header(unit.names.of(source)));
        } else {
            out.append(Scalars.result(signature.results())).append(' ').append(unit.names.of(source)).append('(');
            String separator = "";
            if (context.equals(CONTEXT)) {
                out.append("ptr ").append(unit.contextUse.uses(source) ? contextFacts() : "").append(CONTEXT);
                separator = ", ";
            }
            for (int i = 0; i < signature.params().size(); i++) {
                out.append(separator).append(Scalars.type(signature.params().get(i))).append(' ').append(facts(signature, i));
                out.append("%p").append(i);
                separator = ", ";
            }
            out.append(')');
        }
        out.append(exported(source)).append(isSeldomCalled() ? " cold noinline" : "").append(" #0").append(section(source))
                .append(debug.attachment());
    }

    /// Whether the function says so; then it is kept out of its callers.
    private boolean isSeldomCalled() {
        return function.blocks().stream().anyMatch(block -> block.insts().stream()
                .anyMatch(inst -> inst instanceof Inst.Intrinsic i && i.name().equals("seldom")));
    }

    private String contextFacts() {
        return "noundef nonnull align 8 dereferenceable(" + unit.program.context().size() + ") ";
    }

    /// What the language promises of a parameter passed by address.
    private static String facts(Signature signature, int param) {
        if (param == 0 && signature.returnsInMemory()) {
            return "noalias nocapture noundef nonnull dereferenceable(" + signature.resultSize() + ") ";
        }
        long size = signature.copies().get(param);
        return size == 0 ? "" : "noalias nocapture noundef nonnull readonly dereferenceable(" + size + ") ";
    }

    private String linkage(Function source) {
        if (!unit.isExport(source)) return "internal ";
        return unit.options.kind() == ModuleKind.RUNTIME ? "hidden " : "";
    }

    /// The name by which the host of a WebAssembly module knows an export.
    private String exported(Function source) {
        boolean isModule = unit.options.target().architecture().isNarrow() && unit.options.kind() != ModuleKind.RUNTIME;
        return isModule && unit.isExport(source) ? " \"wasm-export-name\"=" + Names.string(source.externalName()) : "";
    }

    /// Each function of the runtime has a section of its own, so that programs only get those they call.
    private String section(Function source) {
        if (unit.options.kind() != ModuleKind.RUNTIME) return "";
        return " section " + Names.string(".text." + unit.names.of(source).replaceAll("[@\"]", ""));
    }

    private void parameters() {
        registers.startBlock(0);
        Signature signature = function.signature();
        List<String> values = signature.c() ? entry.parameters() : new ArrayList<>();
        for (int i = 0; i < signature.params().size(); i++) {
            boolean address = i == 0 && signature.returnsInMemory() || signature.copies().get(i) > 0;
            String value = signature.c() ? values.get(i) : "%p" + i;
            registers.set(i, new Value(value, address, ""));
        }
    }

    /// Values that need no instruction.
    private Value constant(Inst inst) {
        if (inst instanceof Inst.Const i) return new Value(Scalars.constant(type(i.dst()), i.bits()), i.bits() != 0, "");
        if (inst instanceof Inst.SlotAddress i) return Value.address(slot(i.slot()));
        if (inst instanceof Inst.ContextAddress) return Value.address(context);
        if (inst instanceof Inst.SymbolAddress i && !MemoryOps.isThreadLocal(i.symbol())) return Value.address(unit.names.of(i.symbol()));
        return Value.of("");
    }

    private void emit(Inst inst) {
        if (inst instanceof Inst.Statement s) now = new Moment(s.span(), s.scope());
        at(new Moment(inst.span(), now.scope));
        switch (inst) {
            case Inst.Statement _ -> arithmetic.startStatement();
            case Inst.Const i -> set(i.dst(), constant(i));
            case Inst.Move i -> set(i.dst(), get(i.src()));
            case Inst.Binary i -> arithmetic.binary(i);
            case Inst.Compare i -> arithmetic.compare(i);
            case Inst.Unary i -> arithmetic.unary(i);
            case Inst.Convert i -> arithmetic.convert(i);
            case Inst.Bits i -> arithmetic.bits(i);
            case Inst.SlotAddress i -> set(i.dst(), constant(i));
            case Inst.SymbolAddress i -> set(i.dst(), memory.symbol(i));
            case Inst.ContextAddress i -> set(i.dst(), constant(i));
            case Inst.Load i -> memory.load(i);
            case Inst.Store i -> memory.store(i);
            case Inst.Copy i -> memory.copy(i);
            case Inst.Fill i -> memory.fill(i);
            case Inst.ElementAddress i -> memory.element(i);
            case Inst.Offset i -> memory.offset(i);
            case Inst.BoundsCheck i -> checks.bounds(i);
            case Inst.NilCheck i -> checks.nil(i.pointer(), i.span());
            case Inst.TagCheck i -> checks.tag(i);
            case Inst.Call i -> call(i);
            case Inst.CallAddress i -> call(i);
            case Inst.Intrinsic i -> intrinsics.emit(i);
            case Inst.Spawn i -> spawn(i);
            case Inst.Lock i -> sync("cpi.rt.lock", i.mutex(), i.span());
            case Inst.Unlock i -> sync("cpi.rt.unlock", i.mutex(), i.span());
            case Inst.Terminator t -> terminator(t);
        }
    }

    // --- calls

    private List<CallEmitter.Arg> args(List<Integer> args) {
        return args.stream().map(r -> new CallEmitter.Arg(type(r), text(r))).toList();
    }

    private void results(List<Integer> dsts, List<String> values) {
        for (int i = 0; i < dsts.size(); i++) set(dsts.get(i), Value.of(values.get(i)));
    }

    private void call(Inst.Call i) {
        Function callee = i.callee();
        Signature signature = unit.shapes.signature(callee.type());
        String passed = unit.takesContext(callee) ? context : "";
        frames.call(i.span());
        results(i.results(), unit.calls.call(code, new CallEmitter.Callee(unit.names.of(callee), signature, passed), args(i.args())));
    }

    private void call(Inst.CallAddress i) {
        String address = text(i.callee());
        if (!registers.isNotNil(i.callee())) checks.callee(address, i.span());
        frames.call(i.span());
        CallEmitter.Callee callee = new CallEmitter.Callee(address, i.signature(), i.signature().c() ? "" : context);
        results(i.results(), unit.calls.call(code, callee, args(i.args())));
    }

    private void spawn(Inst.Spawn i) {
        String callee = text(i.callee());
        if (!registers.isNotNil(i.callee())) checks.callee(callee, i.span());
        Thunks.Thunk thunk = unit.thunks.of(i.signature());
        ThreadFrame frame = thunk.frame();
        String block = code.temporary(frame.size(), 16);
        code.line("store ptr ", callee, ", ptr ", block);
        int next = i.signature().returnsInMemory() ? 1 : 0;
        for (int arg : i.args()) {
            if (frame.copies().get(next) > 0) {
                unit.calls.copy(code, CallEmitter.at(code, block, frame.copies().get(next)), text(arg), i.signature().copies().get(next));
            } else {
                CallEmitter.store(code, Scalars.type(type(arg)), text(arg), block, frame.words().get(next));
            }
            next++;
        }
        String start = unit.externals.use("i64", "cpi.rt.spawn", "ptr, ptr, i64, i64, i64", Externals.PLAIN);
        set(i.dst(), Value.of(code.def("call i64 ", start, "(ptr ", thunk.name(), ", ptr ", block, ", i64 " + frame.size(),
                ", i64 " + frame.result(), ", i64 " + (i.detached() ? 1 : 0), ")", unit.callAttributes())));
    }

    private void sync(String name, int mutex, Span span) {
        checks.nil(mutex, span);
        frames.call(span);
        String function = unit.externals.use("void", name, "ptr, ptr", Externals.PLAIN);
        code.line("call void ", function, "(ptr ", text(mutex), ", ptr ", unit.places.ofUser(span), ")", unit.callAttributes());
    }

    // --- control flow

    private void terminator(Inst.Terminator inst) {
        switch (inst) {
            case Inst.Jump i -> code.line("br label %b" + i.target());
            case Inst.Branch i -> code.line("br i1 ", truth(i.condition()), ", label %b" + i.then(), ", label %b" + i.orElse());
            case Inst.Switch i -> new SwitchEmitter(this).emit(i);
            case Inst.Return i -> ret(i);
            case Inst.Panic i -> checks.panic(i);
            case Inst.Unreachable _ -> code.line("unreachable");
        }
    }

    private void ret(Inst.Return i) {
        List<String> values = i.values().stream().map(this::text).toList();
        frames.leave();
        if (function.signature().c()) {
            entry.ret(values);
            return;
        }
        String type = Scalars.result(function.signature().results());
        switch (values.size()) {
            case 0 -> code.line("ret void");
            case 1 -> code.line("ret ", type, " ", values.getFirst());
            case 2 -> {
                String pair = "poison";
                for (int k = 0; k < 2; k++) {
                    String part = Scalars.type(type(i.values().get(k))) + " " + values.get(k);
                    pair = code.def("insertvalue ", type, " ", pair, ", ", part, ", " + k);
                }
                code.line("ret ", type, " ", pair);
            }
            default -> throw new Bug("a function returns more than two scalars", i.span());
        }
    }
}
