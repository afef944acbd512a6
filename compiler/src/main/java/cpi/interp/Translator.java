// From packed code to JVM code.
package cpi.interp;

import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_long;
import static java.lang.constant.ConstantDescs.CD_void;

import cpi.diag.Bug;
import cpi.engine.Memory;
import cpi.engine.Raw;
import cpi.engine.ThreadState;
import cpi.interp.code.FunctionCode;
import cpi.interp.code.Lengths;
import cpi.interp.code.Op;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.invoke.MethodHandles;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// Translates the packed code of one function, instruction by instruction, into a subclass of [Compiled]. Nothing is decoded, and
/// the JVM's compilers see the program's own control flow and, by [JvmRegisters], the flow of its values. Fast paths are
/// those of [Interpreter]; everything else calls [Compiled#slow] out of line. Single use.
final class Translator {
    private static final ClassDesc RAW = ClassDesc.of(Raw.class.getName());
    private static final ClassDesc VM = ClassDesc.of(Vm.class.getName());
    private static final ClassDesc THREAD = ClassDesc.of(ThreadState.class.getName());
    private static final ClassDesc COMPILED = ClassDesc.of(Compiled.class.getName());
    private static final ClassDesc LONG = ClassDesc.of("java.lang.Long");
    private static final MethodTypeDesc RUN = MethodTypeDesc.of(CD_int, VM, THREAD, CD_long, CD_int, CD_int);
    private static final MethodTypeDesc SLOW = MethodTypeDesc.of(CD_int, VM, THREAD, CD_long, CD_long, CD_long);

    static final int VM_ = 1;
    static final int THREAD_ = 2;
    static final int FP = 3;
    private static final int ENTRY = 5;
    static final int DEPTH = 6;
    static final int OUTCOME = 7;
    static final int AT = 8;
    static final int X = 10;
    static final int INDEX = 12;
    private static final int CALLEE = 14;

    final Vm vm;
    final FunctionCode function;
    final long base;
    final long limit;
    final long shadow;
    final long dirty;
    CodeBuilder code;
    JvmRegisters registers;
    /// Labels of the instructions by word index.
    private final TreeMap<Integer, Label> labels = new TreeMap<>();
    private final List<Integer> entries = new ArrayList<>();
    private final List<Runnable> outOfLine = new ArrayList<>();
    /// Addresses of instructions in front of which the code is left.
    private final Set<Long> exits;

    /// `code` and `registers` are given when the method body is begun.
    @SuppressWarnings("NullAway.Init")
    private Translator(Vm vm, FunctionCode function, Set<Long> exits) {
        this.vm = vm;
        this.function = function;
        this.exits = exits;
        this.base = vm.memory().base();
        this.limit = vm.memory().size() >> 3;
        this.shadow = vm.memory().shadowBase();
        this.dirty = vm.memory().dirtyBase();
    }

    /// @param exits addresses of trapped instructions, which the interpreter has to meet; their traps must be lifted meanwhile
    static Tier.Unit translate(Vm vm, FunctionCode function, Set<Long> exits) {
        return new Translator(vm, function, exits).translate();
    }

    private Tier.Unit translate() {
        findEntries();
        byte[] bytes;
        try {
            bytes = classFile();
        } catch (IllegalArgumentException _) {     // more than 64 KiB of code
            return new Tier.Unit(null, Map.of());
        }
        try {
            var lookup = MethodHandles.lookup().defineHiddenClass(bytes, true);
            Compiled made = (Compiled) lookup.findConstructor(lookup.lookupClass(), java.lang.invoke.MethodType.methodType(void.class))
                    .invoke();
            Map<Long, Integer> byAddress = new HashMap<>();
            for (int i = 0; i < entries.size(); i++) {
                long address = address(entries.get(i));
                if (!exits.contains(address)) byAddress.put(address, i);
            }
            return new Tier.Unit(made, byAddress);
        } catch (Throwable e) {
            throw new Bug("translated code of " + function.function().name() + " is wrong: " + e);
        }
    }

    private byte[] classFile() {
        // Profilers show this name.
        String name = "cpi.interp.Translated_" + function.function().name().replaceAll("[^A-Za-z0-9_]", "_");
        return ClassFile.of().build(ClassDesc.of(name), c -> c
                .withSuperclass(COMPILED)
                .withMethodBody("<init>", MethodTypeDesc.of(CD_void), 0, b -> b.aload(0).invokespecial(COMPILED, "<init>",
                        MethodTypeDesc.of(CD_void)).return_())
                .withMethodBody("run", RUN, 0, this::body));
    }

    long word(int at) {
        return Raw.getLong(function.entry() + 8L * at);
    }

    long address(int at) {
        return function.entry() + 8L * at;
    }

    private int words() {
        return (int) (function.end() - function.entry() >> 3);
    }

    /// Execution may be taken up at the start, at loop heads, and at and behind everything that can leave the function.
    private void findEntries() {
        entries.add(0);
        for (int at = 0; at < words(); at += Lengths.of(function.entry() + 8L * at)) {
            long w = word(at);
            int op = (int) w & 0xFF;
            int head = loopHead(op, at, w);
            if (head >= 0) addEntry(head);
            if (op == Op.COLD) addEntry(at);
            if (op == Op.COLD || op == Op.CALL) addEntry(at + Lengths.of(address(at)));
        }
    }

    private int loopHead(int op, int at, long w) {
        return switch (op) {
            case Op.JMPB -> at + (int) (w >> 32);
            case Op.BEQ, Op.BNE, Op.BLT, Op.BLE, Op.INCBLT -> at + (int) word(at + 1);
            case Op.BEQK, Op.BNEK, Op.BLTK, Op.BLEK, Op.BGTK, Op.BGEK, Op.BNZ, Op.INCBLTK -> at + (short) (w >> 32);
            default -> -1;
        };
    }

    private void addEntry(int at) {
        if (at < words() && !entries.contains(at)) entries.add(at);
    }

    private void body(CodeBuilder builder) {
        code = builder;
        registers = new JvmRegisters(builder, function.ir().registers());
        outOfLine.clear();                         // the builder asks again when jumps turn out to be long
        for (int at = 0; at < words(); at += Lengths.of(address(at))) labels.put(at, builder.newLabel());
        Label start = builder.newLabel();
        builder.goto_(start);
        InstructionTranslator instructions = new InstructionTranslator(this);
        for (int at : labels.keySet()) {
            builder.labelBinding(label(at));
            if (exits.contains(address(at))) leaveTo(address(at), FP);
            instructions.translate(at);
        }
        // The last instruction never completes, but the verifier wants to see it.
        builder.loadConstant(Compiled.RETURNED).ireturn();
        for (int i = 0; i < outOfLine.size(); i++) outOfLine.get(i).run();
        start(start);
    }

    /// Where execution begins: which registers are used is known at the end only.
    private void start(Label start) {
        Label elsewhere = code.newLabel();
        code.labelBinding(start);
        code.iload(ENTRY).ifne(elsewhere);
        registers.initialize(function.ir().signature().params().size());
        code.goto_(label(0)).labelBinding(elsewhere);
        registers.loadAll();
        List<java.lang.classfile.instruction.SwitchCase> cases = new ArrayList<>();
        for (int i = 1; i < entries.size(); i++) cases.add(java.lang.classfile.instruction.SwitchCase.of(i, label(entries.get(i))));
        if (cases.isEmpty()) code.goto_(label(0));
        else code.iload(ENTRY).tableswitch(label(0), cases);
    }

    Label label(int at) {
        Label label = labels.get(at);
        if (label == null) throw new Bug("a jump into the middle of an instruction in " + function.function().name());
        return label;
    }

    /// Code that is placed behind everything else.
    void later(Runnable emit) {
        outOfLine.add(emit);
    }

    // Pieces of code. `r` is the number of a register.

    Translator get(int r) {
        registers.get(r);
        return this;
    }

    Translator getDouble(int r) {
        registers.getDouble(r);
        return this;
    }

    Translator getFloat(int r) {
        registers.getFloat(r);
        return this;
    }

    Translator raw(String name, ClassDesc result, ClassDesc... params) {
        code.invokestatic(RAW, name, MethodTypeDesc.of(result, params));
        return this;
    }

    Translator putLong() {
        return raw("putLong", CD_void, CD_long, CD_long);
    }

    void compareUnsigned() {
        code.invokestatic(LONG, "compareUnsigned", MethodTypeDesc.of(CD_int, CD_long, CD_long));
    }

    void longMethod(String name) {
        code.invokestatic(LONG, name, MethodTypeDesc.of(CD_long, CD_long, CD_long));
    }

    void rotateRight(int bits) {
        code.loadConstant(bits).invokestatic(LONG, "rotateRight", MethodTypeDesc.of(CD_long, CD_long, CD_int));
    }

    /// A tick; an event takes the thread to the instruction at `resume`.
    void tick(long resume, Runnable frame) {
        Label event = code.newLabel();
        code.aload(VM_).dup().getfield(VM, "left", CD_int).iconst_1().isub().dup_x1().putfield(VM, "left", CD_int).ifeq(event);
        later(() -> {
            code.labelBinding(event).aload(VM_).aload(THREAD_).loadConstant(resume);
            frame.run();
            code.invokestatic(COMPILED, "event", MethodTypeDesc.of(CD_int, VM, THREAD, CD_long, CD_long)).ireturn();
        });
    }

    void tick(int resume) {
        tick(address(resume), () -> code.lload(FP));
    }

    /// A label whose code executes the instruction at `at`, which may define its register A, as a whole and goes on behind it.
    Label slow(int at) {
        Label slow = code.newLabel();
        later(() -> {
            code.labelBinding(slow);
            slowHere(at);
            registers.reloadResult((int) (word(at) >>> 16) & 0xFFFF);
            code.goto_(label(at + Lengths.of(address(at))));
        });
        return slow;
    }

    void slowHere(int at) {
        code.aload(VM_).aload(THREAD_).loadConstant(address(at)).lload(FP).loadConstant(address(at + Lengths.of(address(at))));
        code.invokestatic(COMPILED, "slow", SLOW);
        leaveIfNotZero();
    }

    void callPointer(int at) {
        code.aload(VM_).aload(THREAD_).loadConstant(address(at)).lload(FP).loadConstant(address(at + Lengths.of(address(at))));
        code.iload(DEPTH).invokestatic(COMPILED, "callPointer",
                MethodTypeDesc.of(CD_int, VM, THREAD, CD_long, CD_long, CD_long, CD_int));
        leaveIfNotZero();
    }

    void leaveIfNotZero() {
        Label on = code.newLabel();
        code.istore(OUTCOME).iload(OUTCOME).ifeq(on).iload(OUTCOME).ireturn().labelBinding(on);
    }

    /// Calls the function with number `index`, whose frame (in local AT) is ready. The JVM sees one callee per call site, and can
    /// inline it.
    void call(int index, long entry, boolean self) {
        Label elsewhere = code.newLabel();
        code.iload(DEPTH).loadConstant(Compiled.MAX_DEPTH).if_icmpge(elsewhere);
        if (self) {
            code.aload(0);
        } else {
            code.aload(VM_).getfield(VM, "compiled", COMPILED.arrayType()).loadConstant(index).aaload().dup()
                    .astore(CALLEE).ifnull(elsewhere);
            code.aload(CALLEE);
        }
        code.aload(VM_).aload(THREAD_).lload(AT).iconst_0().iload(DEPTH).iconst_1().iadd().invokevirtual(COMPILED, "run", RUN);
        leaveIfNotZero();
        later(() -> {
            code.labelBinding(elsewhere);
            leaveTo(entry, AT);
        });
    }

    /// The thread goes on at an address in the interpreter.
    private void leaveTo(long address, int frame) {
        code.aload(THREAD_).loadConstant(address).lload(frame)
                .invokevirtual(THREAD, "moveTo", MethodTypeDesc.of(CD_void, CD_long, CD_long));
        code.loadConstant(Compiled.UNWOUND).ireturn();
    }

    void stackEnd() {
        code.aload(THREAD_).invokevirtual(THREAD, "stackEnd", MethodTypeDesc.of(CD_long));
    }

    /// Marks the page of the address in local `at` as changed.
    void markDirty(int at) {
        code.loadConstant(dirty).lload(at).loadConstant(base).lsub().loadConstant(Memory.PAGE_SHIFT).lushr().ladd().iconst_1();
        raw("putByte", CD_void, CD_long, java.lang.constant.ConstantDescs.CD_byte);
    }
}
