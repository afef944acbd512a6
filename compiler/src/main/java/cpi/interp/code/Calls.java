// Assembly of calls, returns and everything else that leaves a function.
package cpi.interp.code;

import cpi.diag.Bug;
import cpi.ir.Inst;
import cpi.ir.Signature;
import cpi.source.Span;
import cpi.types.FnType;
import cpi.types.UnionType;
import java.util.List;

/// Assembles calls. All of them have one form, described at [Op#CALL]: how many arguments, an extension word that says what is
/// called, the registers of the arguments, and a last word with the first two arguments and the two result registers. A
/// return finds the last word in front of its return address.
final class Calls {
    private static final int NONE = 0xFFFF;

    private final Assembler asm;
    private final Emitter out;

    Calls(Assembler asm) {
        this.asm = asm;
        this.out = asm.out;
    }

    void assemble(Inst inst) {
        switch (inst) {
            case Inst.Call c -> {
                int callee = asm.image.statics().functionId(c.callee());
                int sub = switch (c.callee().kind()) {
                    case ORDINARY -> asm.marks ? Cold.CALL_MARKED : Cold.CALL_UNLINKED;
                    case FOREIGN -> Cold.CALL_FOREIGN;
                    case INTRINSIC -> throw new Bug("intrinsic " + c.callee().name() + " is called as a function", c.span());
                };
                long upper = sub == Cold.CALL_FOREIGN ? asm.image.scalarsId(c.args().stream().map(asm.ir.registers()::get).toList())
                        : frameWords();
                call(sub, c.args(), c.results(), callee | upper << 32, c.span());
            }
            case Inst.CallAddress c -> {
                long target = asm.reg(c.callee()) | signature(c.signature()) << 16;
                call(Cold.CALL_POINTER, c.args(), c.results(), target | frameWords() << 32, c.span());
            }
            case Inst.Intrinsic i -> intrinsic(i);
            case Inst.Spawn s -> {
                long target = asm.reg(s.callee()) | signature(s.signature()) << 16 | (s.detached() ? 1L << 32 : 0);
                call(Cold.SPAWN, s.args(), List.of(s.dst()), target, s.span());
            }
            case Inst.Lock l -> {
                out.instruction(Emitter.abc(Op.COLD | Cold.LOCK << 8, asm.reg(l.mutex()), 0, 0), l.span());
                out.extension(asm.image.nameId(l.name()));
            }
            case Inst.Unlock u -> out.instruction(Emitter.abc(Op.COLD | Cold.UNLOCK << 8, asm.reg(u.mutex()), 0, 0), u.span());
            case Inst.Return r -> returnFrom(r.values(), r.span());
            case Inst.Panic p -> {
                int message = p.message() < 0 ? NONE : asm.reg(p.message());
                int length = p.message() < 0 ? NONE : asm.reg(p.length());
                int code = Integer.parseInt(p.code().substring(1));
                out.instruction(Emitter.abc(Op.COLD | Cold.PANIC << 8, code, message, length), p.span());
            }
            case Inst.Unreachable u -> out.instruction(Op.COLD | Cold.UNREACHABLE << 8, u.span());
            default -> throw new Bug("not a call: " + inst);
        }
    }

    private long signature(Signature signature) {
        return asm.image.signatureId(signature);
    }

    /// How far the frame of a callee is above this one.
    private long frameWords() {
        return (long) asm.frameBytes / 8 + Frame.HEADER_WORDS;
    }

    private void intrinsic(Inst.Intrinsic i) {
        if (i.name().equals("math.sqrt") && i.results().size() == 1) {
            asm.define(Op.FSQRT, i.results().getFirst(), asm.reg(i.args().getFirst()), 0, i.span());
            return;
        }
        int id = IntrinsicOp.id(i.name());
        if (id < 0) throw new Bug("there is no intrinsic " + i.name(), i.span());
        if (!asm.image.isForCompileTime()) placeDescriptions(i);
        call(Cold.INTRINSIC, i.args(), i.results(), id | (long) asm.image.typeId(i.type()) << 32, i.span());
    }

    /// Gives an address to every description that an intrinsic may ask for, so that running places nothing.
    private void placeDescriptions(Inst.Intrinsic i) {
        Image image = asm.image;
        if (i.name().equals(IntrinsicOp.REFLECT_SLOT.text())) image.reflectSlot(i.type());
        if (!i.name().equals(IntrinsicOp.REFLECT_PART.text())) return;
        if (i.type().definition() instanceof FnType f) f.params().forEach(image::reflectSlot);
        if (i.type().definition() instanceof UnionType u) u.members().forEach(m -> image.reflectSlot(m.payload()));
    }

    private void call(int sub, List<Integer> args, List<Integer> results, long extension, Span span) {
        List<Integer> from = args.stream().map(asm::reg).toList();
        int n = args.size();
        int extraWords = (n + 1) / 4;
        out.instruction(Emitter.aWide(Op.COLD | sub << 8, n, 8L * extraWords), span);
        out.extension(extension);
        for (int w = 0; w < extraWords; w++) {
            long word = 0;
            for (int k = 3; k >= 0; k--) word = word << 16 | register(from, 2 + 4 * w + k, 0);
            out.extension(word);
        }
        long first = results.isEmpty() ? asm.scratch : asm.machine(results.get(0));
        long second = results.size() < 2 ? asm.scratch : asm.machine(results.get(1));
        out.extension(register(from, 0, 0) | (long) register(from, 1, 0) << 16 | first << 32 | second << 48);
        asm.definedPair(register(results, 0, -1), register(results, 1, -1), out.size() - 1, 32);
    }

    private static int register(List<Integer> list, int index, int none) {
        return index < list.size() ? list.get(index) : none;
    }

    private void returnFrom(List<Integer> values, Span span) {
        int first = values.isEmpty() ? 0 : asm.reg(values.get(0));
        int second = values.size() < 2 ? 0 : asm.reg(values.get(1));
        int n = values.size();
        if (asm.marks) {
            out.instruction(Emitter.abc(Op.COLD | Cold.RETURN_MARKED << 8, n, first, second), span);
            out.extension(asm.image.count());
        } else if (asm.slots.length > 0) {
            out.instruction(Emitter.abc(Op.RETS, n, first, second), span);
            out.extension(asm.slotExtent());
        } else {
            int op = n == 0 ? Op.RET0 : n == 1 ? Op.RET1 : Op.RET2;
            out.instruction(Emitter.abc(op, 0, first, second), span);
        }
    }
}
