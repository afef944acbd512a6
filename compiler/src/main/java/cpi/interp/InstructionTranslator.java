// JVM code of single instructions.
package cpi.interp;

import static java.lang.constant.ConstantDescs.CD_byte;
import static java.lang.constant.ConstantDescs.CD_double;
import static java.lang.constant.ConstantDescs.CD_long;
import static java.lang.constant.ConstantDescs.CD_void;

import cpi.diag.Bug;
import cpi.engine.Raw;
import cpi.interp.code.Cold;
import cpi.interp.code.Frame;
import cpi.interp.code.Op;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.Opcode;
import java.lang.classfile.instruction.SwitchCase;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;
import java.util.List;

/// Emits for each operation what [Interpreter], [WarmOps] and [ColdOps] do. Used by [Translator] only.
final class InstructionTranslator {
    /// Words of shadow that are written one by one.
    private static final int MAX_INLINE = 16;

    private final Translator t;
    private final CodeBuilder code;
    private final AccessTranslator accesses;

    InstructionTranslator(Translator translator) {
        this.t = translator;
        this.code = translator.code;
        this.accesses = new AccessTranslator(translator, this);
    }

    static int a(long w) {
        return (int) (w >>> 16) & 0xFFFF;
    }

    static int b(long w) {
        return (int) (w >>> 32) & 0xFFFF;
    }

    static int c(long w) {
        return (int) (w >>> 48);
    }

    void translate(int at) {
        long w = t.word(at);
        int op = (int) w & 0xFF;
        switch (op) {
            case Op.COLD -> cold(at, w);
            case Op.CALL -> call(at, w, t.vm.code().base() + ((t.word(at + 1) & 0xFFFF_FFFFL) << 3));
            case Op.RET0, Op.RET1, Op.RET2, Op.RETS -> ret(at, op, w);
            case Op.ENTER -> enter(at);
            case Op.COPY, Op.DIV, Op.REM, Op.UDIV, Op.UREM -> division(at, op, w);
            case Op.JMP, Op.JMPB, Op.JTAB -> jump(at, op, w);
            default -> {
                if (op >= Op.MOV && op <= Op.FSLE) compute(at, op, w);
                else if (op >= Op.JZ && op <= Op.FJNLE) conditional(at, op, w);
                else if (op >= Op.BEQ && op <= Op.BNZ || op == Op.INCBLT || op == Op.INCBLTK) backEdge(at, op, w);
                else accesses.translate(at, op, w);
            }
        }
    }

    // Computations.

    /// Code that leaves a value on the stack.
    interface Value {
        void push();
    }

    void put(int a, Value value) {
        value.push();
        t.registers.putLong(a);
    }

    private void putD(int a, Value value) {
        value.push();
        t.registers.putDouble(a);
    }

    private void putF(int a, Value value) {
        value.push();
        t.registers.putFloat(a);
    }

    private void two(int a, int b, int c, Value operation) {
        put(a, () -> {
            t.get(b).get(c);
            operation.push();
        });
    }

    private void withConstant(int at, long w, Value operation) {
        put(a(w), () -> {
            t.get(b(w));
            code.loadConstant(t.word(at + 1));
            operation.push();
        });
    }

    private void compute(int at, int op, long w) {
        int a = a(w);
        int b = b(w);
        int c = c(w);
        switch (op) {
            case Op.MOV -> put(a, () -> t.get(b));
            case Op.CONST -> put(a, () -> code.loadConstant(w >> 32));
            case Op.CONSTX -> put(a, () -> code.loadConstant(t.word(at + 1)));
            case Op.LEA -> put(a, () -> code.lload(Translator.FP).loadConstant(w >> 32).ladd());
            case Op.CTX -> put(a, () -> {
                code.lload(Translator.FP).loadConstant(Frame.CONTEXT).ladd();
                t.raw("getLong", CD_long, CD_long);
            });
            case Op.ADD -> two(a, b, c, code::ladd);
            case Op.SUB -> two(a, b, c, code::lsub);
            case Op.MUL -> two(a, b, c, code::lmul);
            case Op.AND -> two(a, b, c, code::land);
            case Op.OR -> two(a, b, c, code::lor);
            case Op.XOR -> two(a, b, c, code::lxor);
            case Op.SHL -> two(a, b, c, () -> code.l2i().lshl());
            case Op.SHR -> two(a, b, c, () -> code.l2i().lshr());
            case Op.USHR -> two(a, b, c, () -> code.l2i().lushr());
            case Op.ADD32 -> two(a, b, c, () -> code.ladd().l2i().i2l());
            case Op.SUB32 -> two(a, b, c, () -> code.lsub().l2i().i2l());
            case Op.MUL32 -> two(a, b, c, () -> code.lmul().l2i().i2l());
            case Op.ADDI, Op.ADDI32, Op.SHLI, Op.SHRI, Op.USHRI, Op.EXT8, Op.EXT16, Op.EXT32, Op.ZEXT8, Op.ZEXT16, Op.ZEXT32, Op.NEG,
                 Op.NOT, Op.ISZ -> unary(op, a, b, w);
            case Op.ADDK -> withConstant(at, w, code::ladd);
            case Op.MULK -> withConstant(at, w, code::lmul);
            case Op.ANDK -> withConstant(at, w, code::land);
            case Op.ORK -> withConstant(at, w, code::lor);
            case Op.XORK -> withConstant(at, w, code::lxor);
            case Op.DIVK -> withConstant(at, w, code::ldiv);
            case Op.REMK -> withConstant(at, w, code::lrem);
            case Op.SEQ, Op.SNE, Op.SLT, Op.SLE, Op.SULT, Op.SULE, Op.FSEQ, Op.FSNE, Op.FSLT, Op.FSLE -> comparison(op, a, b, c);
            default -> floats(at, op, w);
        }
    }

    private void unary(int op, int a, int b, long w) {
        put(a, () -> {
            t.get(b);
            switch (op) {
                case Op.ADDI -> code.loadConstant(w >> 48).ladd();
                case Op.ADDI32 -> code.loadConstant(w >> 48).ladd().l2i().i2l();
                case Op.SHLI -> code.loadConstant((int) (w >> 48)).lshl();
                case Op.SHRI -> code.loadConstant((int) (w >> 48)).lshr();
                case Op.USHRI -> code.loadConstant((int) (w >> 48)).lushr();
                case Op.EXT8 -> code.l2i().i2b().i2l();
                case Op.EXT16 -> code.l2i().i2s().i2l();
                case Op.EXT32 -> code.l2i().i2l();
                case Op.ZEXT8 -> code.loadConstant(0xFFL).land();
                case Op.ZEXT16 -> code.loadConstant(0xFFFFL).land();
                case Op.ZEXT32 -> code.loadConstant(0xFFFF_FFFFL).land();
                case Op.NEG -> code.lneg();
                case Op.NOT -> code.loadConstant(-1L).lxor();
                case Op.ISZ -> truth(() -> code.lconst_0().lcmp(), Opcode.IFEQ);
                default -> throw new Bug("unknown operation " + op);
            }
        });
    }

    /// 1 if the int that `compare` leaves satisfies the condition, else 0, as a long.
    private void truth(Value compare, Opcode condition) {
        compare.push();
        Label yes = code.newLabel();
        Label end = code.newLabel();
        code.branch(condition, yes).lconst_0().goto_(end).labelBinding(yes).lconst_1().labelBinding(end);
    }

    private void comparison(int op, int a, int b, int c) {
        put(a, () -> {
            boolean isFloat = op >= Op.FSEQ;
            if (isFloat) t.getDouble(b).getDouble(c);
            else t.get(b).get(c);
            truth(() -> {
                if (isFloat) code.dcmpg();
                else if (op == Op.SULT || op == Op.SULE) t.compareUnsigned();
                else code.lcmp();
            }, switch (op) {
                case Op.SEQ, Op.FSEQ -> Opcode.IFEQ;
                case Op.SNE, Op.FSNE -> Opcode.IFNE;
                case Op.SLT, Op.SULT, Op.FSLT -> Opcode.IFLT;
                default -> Opcode.IFLE;
            });
        });
    }

    private void floats(int at, int op, long w) {
        int a = a(w);
        int b = b(w);
        int c = c(w);
        switch (op) {
            case Op.FADD, Op.FSUB, Op.FMUL, Op.FDIV -> putD(a, () -> {
                t.getDouble(b).getDouble(c);
                arithmetic(op - Op.FADD);
            });
            case Op.FADDK, Op.FMULK, Op.FDIVK -> putD(a, () -> {
                t.getDouble(b);
                code.loadConstant(Double.longBitsToDouble(t.word(at + 1)));
                arithmetic(op == Op.FADDK ? 0 : op == Op.FMULK ? 2 : 3);
            });
            case Op.FRSUBK, Op.FRDIVK -> putD(a, () -> {
                code.loadConstant(Double.longBitsToDouble(t.word(at + 1)));
                t.getDouble(b);
                arithmetic(op == Op.FRSUBK ? 1 : 3);
            });
            case Op.FNEG -> putD(a, () -> {
                t.getDouble(b);
                code.dneg();
            });
            case Op.FSQRT -> putD(a, () -> {
                t.getDouble(b);
                code.invokestatic(ClassDesc.of("java.lang.Math"), "sqrt", MethodTypeDesc.of(CD_double, CD_double));
            });
            case Op.I2F -> putD(a, () -> {
                t.get(b);
                code.l2d();
            });
            case Op.F2I -> put(a, () -> {
                t.getDouble(b);
                code.d2l();
            });
            case Op.FMULADD, Op.FMULSUB -> putD(a, () -> {
                t.getDouble(a).getDouble(b).getDouble(c);
                code.dmul();
                arithmetic(op == Op.FMULADD ? 0 : 1);
            });
            case Op.GADD, Op.GSUB, Op.GMUL, Op.GDIV -> putF(a, () -> {
                t.getFloat(b).getFloat(c);
                switch (op) {
                    case Op.GADD -> code.fadd();
                    case Op.GSUB -> code.fsub();
                    case Op.GMUL -> code.fmul();
                    default -> code.fdiv();
                }
            });
            case Op.F2G -> putF(a, () -> {
                t.getDouble(b);
                code.d2f();
            });
            case Op.G2F -> putD(a, () -> {
                t.getFloat(b);
                code.f2d();
            });
            default -> throw new Bug("unknown operation " + op);
        }
    }

    private void arithmetic(int kind) {
        switch (kind) {
            case 0 -> code.dadd();
            case 1 -> code.dsub();
            case 2 -> code.dmul();
            default -> code.ddiv();
        }
    }

    private void division(int at, int op, long w) {
        if (op == Op.COPY) {
            t.slowHere(at);
            return;
        }
        t.get(c(w));
        code.lconst_0().lcmp().ifeq(t.slow(at));
        if (op == Op.DIV) {
            t.get(c(w));
            code.loadConstant(-1L).lcmp().ifeq(minusOne(at, w));
        }
        two(a(w), b(w), c(w), switch (op) {
            case Op.DIV -> code::ldiv;
            case Op.REM -> code::lrem;
            case Op.UDIV -> () -> t.longMethod("divideUnsigned");
            default -> () -> t.longMethod("remainderUnsigned");
        });
    }

    /// Division by -1: a negation, unless it is that of the smallest value.
    private Label minusOne(int at, long w) {
        Label here = code.newLabel();
        t.later(() -> {
            code.labelBinding(here);
            t.registers.getInteger(b(w));
            Label overflow = code.newLabel();
            code.loadConstant(Long.MIN_VALUE).lcmp().ifeq(overflow);
            put(a(w), () -> {
                t.registers.getInteger(b(w));
                code.lneg();
            });
            code.goto_(t.label(at + 1)).labelBinding(overflow);
            t.slowHere(at);
            code.goto_(t.label(at + 1));
        });
        return here;
    }

    // Control flow.

    private void jump(int at, int op, long w) {
        if (op == Op.JTAB) {
            table(at, w);
            return;
        }
        int target = at + (int) (w >> 32);
        if (op == Op.JMPB) t.tick(target);
        code.goto_(t.label(target));
    }

    private void table(int at, long w) {
        int n = (int) t.word(at + 2);
        Label other = t.label(at + (int) t.word(at + 3 + n));
        t.get(a(w));
        code.loadConstant(t.word(at + 1)).lsub().lstore(Translator.INDEX).lload(Translator.INDEX).loadConstant((long) n);
        t.compareUnsigned();
        code.ifge(other).lload(Translator.INDEX).l2i();
        List<SwitchCase> cases = new ArrayList<>();
        for (int i = 0; i < n; i++) cases.add(SwitchCase.of(i, t.label(at + (int) t.word(at + 3 + i))));
        code.tableswitch(other, cases);
    }

    private void conditional(int at, int op, long w) {
        if (op >= Op.FJLT) {
            t.getDouble(a(w)).getDouble(b(w));
            Label target = t.label(at + (int) (w >> 48));
            switch (op) {
                case Op.FJLT -> code.dcmpg().iflt(target);
                case Op.FJLE -> code.dcmpg().ifle(target);
                case Op.FJEQ -> code.dcmpg().ifeq(target);
                case Op.FJNE -> code.dcmpg().ifne(target);
                case Op.FJNLT -> code.dcmpg().ifge(target);
                default -> code.dcmpg().ifgt(target);
            }
            return;
        }
        t.get(a(w));
        switch (op) {
            case Op.JZ -> code.lconst_0().lcmp().ifeq(t.label(at + (int) (w >> 32)));
            case Op.JNZ -> code.lconst_0().lcmp().ifne(t.label(at + (int) (w >> 32)));
            case Op.JULT, Op.JULE -> {
                t.get(b(w));
                t.compareUnsigned();
                code.branch(op == Op.JULT ? Opcode.IFLT : Opcode.IFLE, t.label(at + (int) (w >> 48)));
            }
            default -> {
                if (op <= Op.JLE) t.get(b(w));
                else code.loadConstant(t.word(at + 1));
                code.lcmp().branch(condition(op <= Op.JLE ? op - Op.JEQ : op - Op.JEQK), t.label(at + (int) (w >> 48)));
            }
        }
    }

    /// Conditions in the order of JEQ and JEQK.
    private static Opcode condition(int number) {
        return switch (number) {
            case 0 -> Opcode.IFEQ;
            case 1 -> Opcode.IFNE;
            case 2 -> Opcode.IFLT;
            case 3 -> Opcode.IFLE;
            case 4 -> Opcode.IFGT;
            default -> Opcode.IFGE;
        };
    }

    private void backEdge(int at, int op, long w) {
        boolean constant = op >= Op.BEQK && op <= Op.BGEK || op == Op.INCBLTK;
        boolean increments = op == Op.INCBLT || op == Op.INCBLTK;
        int head = at + (constant || op == Op.BNZ ? (short) (w >> 32) : (int) t.word(at + 1));
        if (increments) {
            put(a(w), () -> {
                t.get(a(w));
                code.loadConstant((long) (byte) (w >> 8)).ladd();
            });
        }
        t.tick(head);
        t.get(a(w));
        if (op == Op.BNZ) code.lconst_0();
        else if (constant) code.loadConstant(t.word(at + 1));
        else t.get(b(w));
        Opcode condition = op == Op.BNZ ? Opcode.IFNE : increments ? Opcode.IFLT : condition(op >= Op.BEQK ? op - Op.BEQK : op - Op.BEQ);
        code.lcmp().branch(condition, t.label(at + (int) (w >> 48)));
    }

    // Calls.

    private void cold(int at, long w) {
        switch ((int) (w >>> 8) & 0xFF) {
            case Cold.CALL_UNLINKED -> call(at, w, t.vm.image().codeOf((int) t.word(at + 1)).entry());
            case Cold.CALL_POINTER -> {
                t.callPointer(at);
                reloadResults(at + 2 + (int) (w >> 35));
            }
            case Cold.INTRINSIC, Cold.CALL_FOREIGN, Cold.SPAWN -> {
                t.slowHere(at);
                reloadResults(at + 2 + (int) (w >> 35));
            }
            case Cold.BINARY, Cold.COMPARE, Cold.UNARY, Cold.CONVERT, Cold.THREAD_LOCAL -> {
                t.slowHere(at);
                t.registers.reload(a(w));
            }
            case Cold.SWITCH -> chain(at, w);
            default -> t.slowHere(at);
        }
    }

    /// A call has written its results to the frame.
    private void reloadResults(int lastWord) {
        long last = t.word(lastWord);
        t.registers.reload((int) (last >>> 32) & 0xFFFF);
        t.registers.reload((int) (last >>> 48));
    }

    private void chain(int at, long w) {
        long x = t.word(at + 1);
        int n = (int) x;
        boolean unsigned = x >>> 32 != 0;
        for (int i = 0; i < n; i++) {
            Label next = code.newLabel();
            t.get(a(w));
            code.loadConstant(t.word(at + 2 + 3 * i));
            compare(unsigned);
            code.iflt(next);
            t.get(a(w));
            code.loadConstant(t.word(at + 3 + 3 * i));
            compare(unsigned);
            code.ifle(t.label(at + (int) t.word(at + 4 + 3 * i))).labelBinding(next);
        }
        code.goto_(t.label(at + (int) t.word(at + 2 + 3 * n)));
    }

    private void compare(boolean unsigned) {
        if (unsigned) t.compareUnsigned();
        else code.lcmp();
    }

    private void call(int at, long w, long entry) {
        int lastWord = at + 2 + (int) (w >> 35);
        long last = t.word(lastWord);
        int n = a(w);
        code.lload(Translator.FP).loadConstant(t.word(at + 1) >>> 32 << 3).ladd().lstore(Translator.AT);
        code.lload(Translator.AT).loadConstant(Raw.getLong(entry - 8)).ladd().lstore(Translator.X).lload(Translator.X);
        t.stackEnd();
        code.lcmp().ifgt(t.slow(at));
        t.markDirty(Translator.X);
        for (int i = 0; i < Math.max(2, n); i++) {
            int register = i < 2 ? (int) (last >>> 16 * i) & 0xFFFF
                    : (int) (t.word(at + 2 + (i - 2) / 4) >>> 16 * ((i - 2) % 4)) & 0xFFFF;
            if (i < n) header(8L * i, () -> t.get(register));
            else header(8L * i, () -> inFrame(register));
        }
        header(Frame.CONTEXT, () -> {
            code.lload(Translator.FP).loadConstant(Frame.CONTEXT).ladd();
            t.raw("getLong", CD_long, CD_long);
        });
        header(Frame.RETURN, () -> code.loadConstant(t.address(lastWord + 1)));
        header(Frame.CALLER, () -> code.lload(Translator.FP));
        t.tick(entry, () -> code.lload(Translator.AT));
        t.call(t.vm.code().indexOf(entry), entry, entry == t.function.entry());
        reloadResults(lastWord);
    }

    /// A register that may never have been assigned, as the interpreter finds it.
    private void inFrame(int register) {
        code.lload(Translator.FP).loadConstant(8L * register).ladd();
        t.raw("getLong", CD_long, CD_long);
    }

    /// Stores into the frame of a callee.
    private void header(long offset, Value value) {
        code.lload(Translator.AT).loadConstant(offset).ladd();
        value.push();
        t.putLong();
    }

    private void ret(int at, int op, long w) {
        if (op == Op.RETS) leave(at);
        int n = op == Op.RETS ? a(w) : op - Op.RET0;
        if (n > 0) {
            fromHeader(Frame.RETURN);
            code.loadConstant(8L).lsub();
            t.raw("getLong", CD_long, CD_long);
            code.lstore(Translator.X);
            fromHeader(Frame.CALLER);
            code.lstore(Translator.AT);
            result(29, b(w));
            if (n > 1) result(45, c(w));
        }
        code.loadConstant(Compiled.RETURNED).ireturn();
    }

    private void fromHeader(long field) {
        code.lload(Translator.FP).loadConstant(field).ladd();
        t.raw("getLong", CD_long, CD_long);
    }

    private void result(int shift, int register) {
        code.lload(Translator.AT).lload(Translator.X).loadConstant(shift).lushr().loadConstant(0x7FFF8L).land().ladd();
        t.get(register).putLong();
    }

    /// Leaves the address of the shadow of the frame's slots in local X; gives how many words it has.
    private int slotsShadow(int at) {
        long x = t.word(at + 1);
        code.lload(Translator.FP).loadConstant((long) (int) x - t.base).ladd().iconst_3().lshr().loadConstant(t.shadow).ladd()
                .lstore(Translator.X);
        return (int) (x >>> 32);
    }

    private void shadowWord(int i, long word) {
        code.lload(Translator.X).loadConstant(8L * i).ladd().loadConstant(word);
        t.putLong();
    }

    private void enter(int at) {
        int n = slotsShadow(at);
        if (n <= MAX_INLINE) {
            for (int i = 0; i < n; i++) shadowWord(i, t.word(at + 2 + i));
        } else {
            code.loadConstant(t.address(at + 2)).lload(Translator.X).loadConstant(8L * n);
            t.raw("copy", CD_void, CD_long, CD_long, CD_long);
        }
    }

    private void leave(int at) {
        int n = slotsShadow(at);
        if (n <= MAX_INLINE) {
            for (int i = 0; i < n; i++) shadowWord(i, 0);
        } else {
            code.lload(Translator.X).loadConstant(8L * n).iconst_0();
            t.raw("fill", CD_void, CD_long, CD_long, CD_byte);
        }
    }
}
