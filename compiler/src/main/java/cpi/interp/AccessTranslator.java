// JVM code of instructions that touch memory.
package cpi.interp;

import static cpi.interp.InstructionTranslator.a;
import static cpi.interp.InstructionTranslator.b;
import static cpi.interp.InstructionTranslator.c;
import static java.lang.constant.ConstantDescs.CD_byte;
import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_long;
import static java.lang.constant.ConstantDescs.CD_short;
import static java.lang.constant.ConstantDescs.CD_void;

import cpi.diag.Bug;
import cpi.engine.Memory;
import cpi.interp.code.Op;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;

/// Emits loads, stores, indexing and checks: each access looks at the shadow of its granule first, as in [Interpreter].
/// Used by [InstructionTranslator] only.
final class AccessTranslator {
    private final Translator t;
    private final CodeBuilder code;
    private final InstructionTranslator instructions;

    AccessTranslator(Translator translator, InstructionTranslator instructions) {
        this.t = translator;
        this.code = translator.code;
        this.instructions = instructions;
    }

    void translate(int at, int op, long w) {
        if (op >= Op.LD8 && op <= Op.LD64) {
            load(at, op, a(w), () -> {
                t.get(b(w));
                code.loadConstant(w >> 48).ladd();
            });
        } else if (op >= Op.ST8 && op <= Op.ST64) {
            store(at, 1 << op - Op.ST8, b(w), () -> {
                t.get(a(w));
                code.loadConstant(w >> 48).ladd();
            });
        } else if (op >= Op.SLD8 && op <= Op.SLD64) {
            instructions.put(a(w), () -> {
                code.lload(Translator.FP).loadConstant(w >> 32).ladd();
                read(op - Op.SLD8 + Op.LD8);
            });
        } else if (op >= Op.SST8 && op <= Op.SST64) {
            code.lload(Translator.FP).loadConstant(w >> 32).ladd();
            t.get(a(w));
            write(1 << op - Op.SST8);
        } else {
            other(at, op, w);
        }
    }

    private void other(int at, int op, long w) {
        switch (op) {
            case Op.GLD8, Op.GLDU8, Op.GLD32, Op.GLD64 -> instructions.put(a(w), () -> {
                code.loadConstant(t.word(at + 1));
                read(op == Op.GLD8 ? Op.LD8 : op == Op.GLDU8 ? Op.LDU8 : op == Op.GLD32 ? Op.LD32 : Op.LD64);
            });
            case Op.GST8, Op.GST32, Op.GST64 -> {
                code.loadConstant(t.word(at + 1)).lstore(Translator.AT);
                t.markDirty(Translator.AT);
                code.lload(Translator.AT);
                t.get(a(w));
                write(op == Op.GST8 ? 1 : op == Op.GST32 ? 4 : 8);
            }
            case Op.XLD8, Op.XLDU8, Op.XLD32, Op.XLD64, Op.XST8, Op.XST32, Op.XST64 -> element(at, op, w);
            case Op.SXLD8, Op.SXLDU8, Op.SXLD32, Op.SXLD64, Op.SXST8, Op.SXST32, Op.SXST64 -> slotElement(at, op, w);
            case Op.GXLD64, Op.GXST64 -> globalElement(at, op, w);
            case Op.PLD64, Op.PLD8 -> load(at, op == Op.PLD64 ? Op.LD64 : Op.LD8, a(w), () -> scaled(w, op == Op.PLD64 ? 8 : 1));
            case Op.PST64, Op.PST8 -> store(at, op == Op.PST64 ? 8 : 1, a(w), () -> scaled(w, op == Op.PST64 ? 8 : 1));
            case Op.XELEM -> {
                bounds(at, c(w), () -> t.get((int) t.word(at + 1) & 0xFFFF));
                instructions.put(a(w), () -> {
                    t.get(b(w));
                    code.lload(Translator.INDEX).loadConstant(t.word(at + 1) >> 16).lmul().ladd();
                });
            }
            case Op.XELEMK -> {
                bounds(at, c(w), () -> code.loadConstant(t.word(at + 1) & 0xFFFF_FFFFL));
                instructions.put(a(w), () -> {
                    t.get(b(w));
                    code.lload(Translator.INDEX).loadConstant(t.word(at + 1) >> 32).lmul().ladd();
                });
            }
            case Op.ELEM -> instructions.put(a(w), () -> {
                t.get(b(w)).get(c(w));
                code.loadConstant(t.word(at + 1)).lmul().ladd();
            });
            case Op.BND -> bounds(at, a(w), () -> t.get(b(w)));
            case Op.BNDK -> bounds(at, a(w), () -> code.loadConstant(t.word(at + 1)));
            case Op.NILCHK -> {
                t.get(a(w));
                code.lconst_0().lcmp().ifeq(t.slow(at));
            }
            case Op.TAG -> {
                t.get(a(w));
                code.loadConstant(t.word(at + 1) & 0xFFFF_FFFFL).lcmp().ifne(t.slow(at));
            }
            default -> throw new Bug("unknown operation " + op);
        }
    }

    private void scaled(long w, long size) {
        t.get(b(w)).get(c(w));
        if (size != 1) code.loadConstant(size).lmul();
        code.ladd();
    }

    /// Leaves the index in local INDEX if it is in range, else executes the instruction slowly.
    private void bounds(int at, int index, InstructionTranslator.Value count) {
        Label slow = t.slow(at);
        t.get(index & 0xFFFF);
        code.lstore(Translator.INDEX).lload(Translator.INDEX).lconst_0().lcmp().iflt(slow).lload(Translator.INDEX);
        count.push();
        code.lcmp().ifge(slow);
    }

    private void indexed(long w, long size) {
        t.get(b(w));
        code.lload(Translator.INDEX).loadConstant(size).lmul().ladd();
    }

    private void element(int at, int op, long w) {
        bounds(at, c(w), () -> t.get((int) t.word(at + 1)));
        int plain = switch (op) {
            case Op.XLD8 -> Op.LD8;
            case Op.XLDU8 -> Op.LDU8;
            case Op.XLD32 -> Op.LD32;
            case Op.XLD64 -> Op.LD64;
            case Op.XST8 -> Op.ST8;
            case Op.XST32 -> Op.ST32;
            default -> Op.ST64;
        };
        int size = Op.size(plain);
        if (plain < Op.ST8) load(at, plain, a(w), () -> indexed(w, size));
        else store(at, size, a(w), () -> indexed(w, size));
    }

    private void slotElement(int at, int op, long w) {
        long x = t.word(at + 1);
        bounds(at, b(w), () -> code.loadConstant(x >>> 32));
        int plain = switch (op) {
            case Op.SXLD8 -> Op.LD8;
            case Op.SXLDU8 -> Op.LDU8;
            case Op.SXLD32 -> Op.LD32;
            case Op.SXLD64 -> Op.LD64;
            case Op.SXST8 -> Op.ST8;
            case Op.SXST32 -> Op.ST32;
            default -> Op.ST64;
        };
        int size = Op.size(plain);
        InstructionTranslator.Value address = () -> code.lload(Translator.FP).loadConstant((long) (int) x).ladd().lload(Translator.INDEX)
                .loadConstant((long) size).lmul().ladd();
        if (plain < Op.ST8) {
            instructions.put(a(w), () -> {
                address.push();
                read(plain);
            });
        } else {
            address.push();
            t.get(a(w));
            write(size);
        }
    }

    private void globalElement(int at, int op, long w) {
        bounds(at, b(w), () -> code.loadConstant(t.word(at + 2)));
        code.loadConstant(t.word(at + 1)).lload(Translator.INDEX).loadConstant(8L).lmul().ladd().lstore(Translator.AT);
        if (op == Op.GXLD64) {
            instructions.put(a(w), () -> {
                code.lload(Translator.AT);
                read(Op.LD64);
            });
            return;
        }
        t.markDirty(Translator.AT);
        code.lload(Translator.AT);
        t.get(a(w));
        write(8);
    }

    /// Leaves the address in local AT; goes the slow way unless the granule may be touched.
    private void check(int at, int size, InstructionTranslator.Value address, boolean write) {
        Label slow = t.slow(at);
        int log = Integer.numberOfTrailingZeros(size);
        address.push();
        code.lstore(Translator.AT).lload(Translator.AT).loadConstant(t.base).lsub();
        if (log != 0) t.rotateRight(log);
        code.lstore(Translator.X).lload(Translator.X).loadConstant(t.limit << 3 - log);
        t.compareUnsigned();
        code.ifge(slow).loadConstant(t.shadow).lload(Translator.X);
        if (log != 3) code.loadConstant(3 - log).lushr();
        code.ladd();
        t.raw("getByte", CD_byte, CD_long);
        if (write) code.loadConstant((int) Memory.RW).if_icmpne(slow);
        else code.ifge(slow);
    }

    private void load(int at, int op, int to, InstructionTranslator.Value address) {
        check(at, Op.size(op), address, false);
        instructions.put(to, () -> {
            code.lload(Translator.AT);
            read(op);
        });
    }

    private void store(int at, int size, int from, InstructionTranslator.Value address) {
        check(at, size, address, true);
        t.markDirty(Translator.AT);
        code.lload(Translator.AT);
        t.get(from);
        write(size);
    }

    /// Address to long.
    private void read(int op) {
        switch (op) {
            case Op.LD8, Op.LDU8 -> t.raw("getByte", CD_byte, CD_long);
            case Op.LD16, Op.LDU16 -> t.raw("getShort", CD_short, CD_long);
            case Op.LD32, Op.LDU32 -> t.raw("getInt", CD_int, CD_long);
            default -> t.raw("getLong", CD_long, CD_long);
        }
        switch (op) {
            case Op.LD8, Op.LD16, Op.LD32 -> code.i2l();
            case Op.LDU8 -> code.i2l().loadConstant(0xFFL).land();
            case Op.LDU16 -> code.i2l().loadConstant(0xFFFFL).land();
            case Op.LDU32 -> code.i2l().loadConstant(0xFFFF_FFFFL).land();
            default -> { }
        }
    }

    /// Address and long are stored.
    private void write(int size) {
        switch (size) {
            case 1 -> {
                code.l2i().i2b();
                t.raw("putByte", CD_void, CD_long, CD_byte);
            }
            case 2 -> {
                code.l2i().i2s();
                t.raw("putShort", CD_void, CD_long, CD_short);
            }
            case 4 -> {
                code.l2i();
                t.raw("putInt", CD_void, CD_long, CD_int);
            }
            default -> t.putLong();
        }
    }
}
