// What kinds of instructions there are for register allocation.
package cpi.x64;

import cpi.ir.Inst;
import cpi.typed.Function;
import cpi.typed.Global;
import cpi.typed.StaticObject;
import cpi.typed.Symbol;

/// Knows which instructions of the IR may call a function that comes back, and which give constants.
final class Traits {
    /// The most bytes that are copied or cleared without a call or a loop.
    static final long INLINE = 128;

    private Traits() {}

    static boolean isCall(Inst inst) {
        return switch (inst) {
            case Inst.Call _, Inst.CallAddress _, Inst.Intrinsic _, Inst.Spawn _, Inst.Lock _, Inst.Unlock _ -> true;
            case Inst.Copy i -> i.size() > INLINE;
            case Inst.Binary i -> i.op() == Inst.BinOp.REM && i.type().isFloat();
            case Inst.Statement _, Inst.Const _, Inst.Move _, Inst.Compare _, Inst.Unary _, Inst.Convert _, Inst.Bits _, Inst.SlotAddress _,
                 Inst.SymbolAddress _, Inst.ContextAddress _, Inst.Load _, Inst.Store _, Inst.Fill _, Inst.ElementAddress _, Inst.Offset _,
                 Inst.BoundsCheck _, Inst.NilCheck _, Inst.TagCheck _, Inst.Terminator _ -> false;
        };
    }

    /// Whether an instruction needs no code where its result has no home: it gives a constant, or an address that is made where it is
    /// used.
    static boolean isConstant(Inst inst) {
        return inst instanceof Inst.Const || inst instanceof Inst.SlotAddress
            || inst instanceof Inst.SymbolAddress s && isPlain(s.symbol());
    }

    private static boolean isPlain(Symbol symbol) {
        return switch (symbol) {
            case Global g -> !g.threadLocal();
            case Function f -> f.kind() == Function.Kind.ORDINARY;
            case StaticObject _ -> true;
        };
    }
}
