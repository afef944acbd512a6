// Where the registers of the IR are in LLVM's code.
package cpi.llvm;

import cpi.ir.Block;
import cpi.ir.Inst;
import cpi.ir.Insts;
import cpi.ir.IrFunction;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/// Maps registers, which may be assigned any number of times, to values, which may not.
///
/// Inside a block a register is the value it got last. A register that is read in another block than it is written has a *home*,
/// an `alloca`, to which every assignment is stored; `mem2reg` turns homes into values. No home is needed by registers whose
/// one value is known everywhere: constants, addresses of slots and symbols, and what is assigned once, in the entry block. With
/// debug information every variable has a home, so that debuggers find it.
final class Registers {
    private static final int NEVER = -1;
    private static final int SEVERAL = -2;
    private static final Value UNKNOWN = Value.of("");

    /// Gives the value of instructions that need no code.
    interface Constants {
        /// The value, with an empty text if the instruction is not constant.
        Value of(Inst inst);
    }

    private final IrFunction function;
    private final Code code;
    private final Value[] values;
    private final int[] validIn;
    private final int[] notNilIn;
    private final BitSet fixed = new BitSet();
    private final BitSet homes = new BitSet();
    private final BitSet everywhere = new BitSet();
    private int block;

    /// @param variables registers that debuggers look at
    Registers(IrFunction function, Code code, BitSet variables, Constants constants) {
        this.function = function;
        this.code = code;
        int n = function.registers().size();
        this.values = new Value[n];
        this.validIn = new int[n];
        Arrays.fill(values, UNKNOWN);
        this.notNilIn = new int[n];
        Arrays.fill(validIn, -1);
        Arrays.fill(notNilIn, -1);
        int[] definedIn = new int[n];
        BitSet crossing = new BitSet();
        analyze(definedIn, crossing);
        fixConstants(definedIn, constants);
        for (int r = 0; r < n; r++) {
            if (definedIn[r] == 0 && crossing.get(r)) everywhere.set(r);
            if (variables.get(r) || crossing.get(r) && !fixed.get(r) && definedIn[r] != 0) homes.set(r);
        }
        for (int r = homes.nextSetBit(0); r >= 0; r = homes.nextSetBit(r + 1)) {
            code.alloca(home(r), Scalars.type(function.registers().get(r)), function.registers().get(r).bytes());
        }
    }

    /// Finds for each register the only block that assigns it, and whether one reads it that has not assigned it before.
    /// Parameters are assigned by the entry block.
    private void analyze(int[] definedIn, BitSet crossing) {
        int[] last = new int[definedIn.length];
        Arrays.fill(last, NEVER);
        Arrays.fill(definedIn, NEVER);
        for (int i = 0; i < function.signature().params().size(); i++) {
            last[i] = 0;
            definedIn[i] = 0;
        }
        for (int b = 0; b < function.blocks().size(); b++) {
            for (Inst inst : function.blocks().get(b).insts()) {
                for (int r : Insts.uses(inst)) if (last[r] != b) crossing.set(r);
                for (int r : Insts.defs(inst)) {
                    last[r] = b;
                    definedIn[r] = definedIn[r] == NEVER ? b : SEVERAL;
                }
            }
        }
    }

    private void fixConstants(int[] definedIn, Constants constants) {
        for (Block b : function.blocks()) {
            for (Inst inst : b.insts()) {
                List<Integer> defs = Insts.defs(inst);
                if (defs.size() != 1 || definedIn[defs.getFirst()] < 0) continue;
                Value value = constants.of(inst);
                if (value.text().isEmpty()) continue;
                values[defs.getFirst()] = value;
                fixed.set(defs.getFirst());
            }
        }
    }

    static String home(int register) {
        return "%r" + register;
    }

    /// Forgets what blocks do not share.
    void startBlock(int number) {
        block = number;
    }

    private String type(int r) {
        return Scalars.type(function.registers().get(r));
    }

    private boolean isKnown(int r) {
        return fixed.get(r) || validIn[r] == block || everywhere.get(r) && validIn[r] >= 0;
    }

    Value get(int r) {
        if (isKnown(r)) return values[r];
        if (homes.get(r)) remember(r, Value.of(code.def("load ", type(r), ", ptr ", home(r))));
        else remember(r, Value.of(Scalars.zero(function.registers().get(r))));
        return values[r];
    }

    /// The name of the value, or a constant. The byte of a comparison is made when it is first needed.
    String text(int r) {
        Value value = get(r);
        if (!value.text().isEmpty()) return value.text();
        String text = code.def("zext i1 ", value.truth(), " to i8");
        remember(r, new Value(text, false, value.truth()));
        return text;
    }

    private void remember(int r, Value value) {
        values[r] = value;
        validIn[r] = block;
    }

    void set(int r, Value value) {
        notNilIn[r] = -1;
        if (!fixed.get(r)) remember(r, value);
        if (homes.get(r) || everywhere.get(r)) text(r);
        if (homes.get(r)) code.line("store ", type(r), " ", text(r), ", ptr ", home(r));
    }

    /// Whether an access through the register needs no check.
    boolean isNotNil(int r) {
        return get(r).nonNil() || notNilIn[r] == block || everywhere.get(r) && notNilIn[r] == 0;
    }

    /// From here on the value is known not to be nil, as far as this block goes (in the entry block: everywhere).
    void notNil(int r) {
        notNilIn[r] = block;
    }
}
