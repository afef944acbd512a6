// The registers of a function as local variables of its JVM code.
package cpi.interp;

import static java.lang.constant.ConstantDescs.CD_double;
import static java.lang.constant.ConstantDescs.CD_float;
import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_long;
import static java.lang.constant.ConstantDescs.CD_void;

import cpi.engine.Raw;
import cpi.ir.Scalar;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.BitSet;
import java.util.List;
import java.util.TreeMap;

/// Reads and writes registers. Each write goes to the frame and to a local variable, each read comes from the variable. So the
/// frame is complete at every instruction, and the JVM still sees the flow of values and can keep them in machine registers.
/// What something else has written to the frame has to be taken over by [#reload].
///
/// A register of type `f64` is a `double` variable, one of another type a `long`. The registers behind those of the IR live inside
/// one block and hold values of any type: they have a variable of each kind, and the last write in the order of the text tells
/// which one counts.
final class JvmRegisters {
    private static final ClassDesc RAW = ClassDesc.of(Raw.class.getName());
    private static final ClassDesc DOUBLE = ClassDesc.of("java.lang.Double");
    private static final ClassDesc FLOAT = ClassDesc.of("java.lang.Float");
    /// The first free local variable.
    private static final int FIRST = 16;

    private final CodeBuilder code;
    private final List<Scalar> types;
    private final TreeMap<Integer, Integer> longs = new TreeMap<>();
    private final TreeMap<Integer, Integer> doubles = new TreeMap<>();
    private final BitSet lastWasDouble = new BitSet();
    private int next = FIRST;

    /// @param types those of the registers of the IR
    JvmRegisters(CodeBuilder code, List<Scalar> types) {
        this.code = code;
        this.types = types;
    }

    private int longLocal(int r) {
        return longs.computeIfAbsent(r, _ -> take());
    }

    private int doubleLocal(int r) {
        return doubles.computeIfAbsent(r, _ -> take());
    }

    private int take() {
        next += 2;
        return next - 2;
    }

    private boolean isTemporary(int r) {
        return r >= types.size();
    }

    private boolean isDouble(int r) {
        return isTemporary(r) ? lastWasDouble.get(r) : types.get(r) == Scalar.F64;
    }

    // Reading.

    void get(int r) {
        if (isDouble(r)) code.dload(doubleLocal(r)).invokestatic(DOUBLE, "doubleToRawLongBits", MethodTypeDesc.of(CD_long, CD_double));
        else code.lload(longLocal(r));
    }

    /// As [#get] for an integer, also in code that is emitted out of line.
    void getInteger(int r) {
        code.lload(longLocal(r));
    }

    void getDouble(int r) {
        if (isDouble(r)) code.dload(doubleLocal(r));
        else code.lload(longLocal(r)).invokestatic(DOUBLE, "longBitsToDouble", MethodTypeDesc.of(CD_double, CD_long));
    }

    void getFloat(int r) {
        get(r);
        code.l2i().invokestatic(FLOAT, "intBitsToFloat", MethodTypeDesc.of(CD_float, CD_int));
    }

    // Writing. The value is on the stack.

    void putLong(int r) {
        if (isTemporary(r)) lastWasDouble.clear(r);
        if (isDouble(r)) {
            code.invokestatic(DOUBLE, "longBitsToDouble", MethodTypeDesc.of(CD_double, CD_long)).dstore(doubleLocal(r));
            storeDouble(r);
        } else {
            storeLong(r);
        }
    }

    void putDouble(int r) {
        if (isTemporary(r)) lastWasDouble.set(r);
        if (isDouble(r)) {
            code.dstore(doubleLocal(r));
            unifyNaN(doubleLocal(r));
            storeDouble(r);
        } else {
            code.invokestatic(DOUBLE, "doubleToLongBits", MethodTypeDesc.of(CD_long, CD_double));
            storeLong(r);
        }
    }

    void putFloat(int r) {
        code.invokestatic(FLOAT, "floatToIntBits", MethodTypeDesc.of(CD_int, CD_float)).i2l();
        putLong(r);
    }

    private void storeLong(int r) {
        code.lstore(longLocal(r));
        address(r);
        code.lload(longLocal(r)).invokestatic(RAW, "putLong", MethodTypeDesc.of(CD_void, CD_long, CD_long));
    }

    /// Stores the variable as it is: a number that was only moved keeps its bits, as in the interpreter.
    private void storeDouble(int r) {
        address(r);
        code.dload(doubleLocal(r)).invokestatic(DOUBLE, "doubleToRawLongBits", MethodTypeDesc.of(CD_long, CD_double));
        code.invokestatic(RAW, "putLong", MethodTypeDesc.of(CD_void, CD_long, CD_long));
    }

    /// Every NaN that is computed has the same bits ([Raw#putDouble]).
    private void unifyNaN(int local) {
        Label isNumber = code.newLabel();
        code.dload(local).dload(local).dcmpl().ifeq(isNumber);
        code.loadConstant(Double.NaN).dstore(local).labelBinding(isNumber);
    }

    private void address(int r) {
        code.lload(Translator.FP);
        if (r != 0) code.loadConstant(8L * r).ladd();
    }

    // Taking over what is in the frame.

    /// The instruction just executed by other code wrote this register.
    void reload(int r) {
        if (isTemporary(r)) lastWasDouble.clear(r);
        reloadResult(r);
    }

    /// The same out of line, for an instruction whose fast path ends with [#putLong].
    void reloadResult(int r) {
        if (!isTemporary(r) && types.get(r) == Scalar.F64) loadDouble(r);
        else loadLong(r);
    }

    private void loadLong(int r) {
        address(r);
        code.invokestatic(RAW, "getLong", MethodTypeDesc.of(CD_long, CD_long)).lstore(longLocal(r));
    }

    private void loadDouble(int r) {
        address(r);
        code.invokestatic(RAW, "getDouble", MethodTypeDesc.of(CD_double, CD_long)).dstore(doubleLocal(r));
    }

    /// Gives every variable used so far a value: parameters those of the frame, others 0.
    void initialize(int params) {
        for (int r : longs.keySet()) {
            if (r < params) loadLong(r);
            else code.lconst_0().lstore(longLocal(r));
        }
        for (int r : doubles.keySet()) {
            if (r < params) loadDouble(r);
            else code.dconst_0().dstore(doubleLocal(r));
        }
    }

    /// Takes over all registers used so far.
    void loadAll() {
        longs.keySet().forEach(this::loadLong);
        doubles.keySet().forEach(this::loadDouble);
    }
}
