// Computations.
package cpi.x64;

import cpi.ir.Inst;
import cpi.ir.Scalar;

/// Writes operations on scalars with the results of `cpi.num.Ops`: integers wrap and are extended to 64 bits again, floats are computed as
/// they are written.
final class Arithmetic {
    private static final int MINUS_ONE = -1;
    private static final int DIVISION_BY_ZERO = 5;
    private static final int OVERFLOW = 6;

    private final FunctionCode f;
    private final Asm asm;
    private final Values values;

    Arithmetic(FunctionCode f) {
        this.f = f;
        this.asm = f.asm;
        this.values = f.values;
    }

    void binary(Inst.Binary i) {
        if (i.type().isFloat()) {
            floats(i);
            return;
        }
        switch (i.op()) {
            case ADD -> simple(i, Asm.Alu.ADD);
            case SUB -> simple(i, Asm.Alu.SUB);
            case AND -> simple(i, Asm.Alu.AND);
            case OR -> simple(i, Asm.Alu.OR);
            case XOR -> simple(i, Asm.Alu.XOR);
            case MUL -> multiply(i);
            case DIV, REM -> divide(i);
            case SHL, SHR -> shift(i);
        }
    }

    private void simple(Inst.Binary i, Asm.Alu op) {
        int target = values.target(Asm.RAX);
        int size = operationSize(i.type());
        values.load(target, i.a());
        if (values.isImmediate(i.b())) asm.aluConstant(op, size, target, values.constant(i.b()));
        else if (values.isInHome(i.b()) && size == i.type().bytes()) asm.alu(op, size, target, Asm.RBP, values.home(i.b()));
        else asm.alu(op, size, target, values.use(i.b(), Asm.RCX));
        normalize(target, i.type(), size);
        values.set(i.dst(), target);
    }

    /// The size in which an operation is done: narrow ones in 4 bytes.
    private static int operationSize(Scalar type) {
        return Math.max(4, type.bytes());
    }

    /// Makes the low bits of a register the value of a type.
    ///
    /// @param written bytes of the last operation, which has set all above to 0
    private void normalize(int register, Scalar type, int written) {
        boolean isDone = type.bytes() == 8 || type.bytes() == 4 && written == 4 && !type.isSigned();
        if (!isDone) asm.extend(register, register, type.bytes(), type.isSigned());
    }

    private void multiply(Inst.Binary i) {
        int target = values.target(Asm.RAX);
        if (values.isImmediate(i.b())) {
            asm.multiplyConstant(target, values.use(i.a(), Asm.RAX), (int) values.constant(i.b()));
        } else {
            values.load(target, i.a());
            asm.multiply(target, values.use(i.b(), Asm.RCX));
        }
        normalize(target, i.type(), 8);
        values.set(i.dst(), target);
    }

    /// P05 for a divisor 0, P06 for MIN / -1; MIN mod -1 is 0.
    private void divide(Inst.Binary i) {
        boolean isConstant = values.isConstant(i.b());
        long constant = isConstant ? values.constant(i.b()) : 0;
        int size = operationSize(i.type());
        values.load(Asm.RAX, i.a());
        values.load(Asm.RCX, i.b());
        if (!isConstant || constant == 0) {
            asm.test(8, Asm.RCX, Asm.RCX);
            f.cold(asm.jump(Asm.Condition.EQUAL), () -> f.checks.fault(DIVISION_BY_ZERO, i.span()));
        }
        if (!i.type().isSigned()) {
            asm.constant(Asm.RDX, 0);
            asm.unary(Asm.Unary.DIV, size, Asm.RCX);
        } else if (isConstant && constant != MINUS_ONE) {
            asm.extendAccumulator(size);
            asm.unary(Asm.Unary.IDIV, size, Asm.RCX);
        } else {
            divideSigned(i, size);
        }
        int result = i.op() == Inst.BinOp.DIV ? Asm.RAX : Asm.RDX;
        normalize(result, i.type(), size);
        values.set(i.dst(), result);
    }

    private void divideSigned(Inst.Binary i, int size) {
        asm.aluConstant(Asm.Alu.CMP, 8, Asm.RCX, MINUS_ONE);
        int usual = asm.jumpShort(Asm.Condition.NOT_EQUAL);
        int done;
        if (i.op() == Inst.BinOp.DIV) {
            // The negation of the lowest number of a narrow type fits into 64 bits.
            asm.unary(Asm.Unary.NEG, 8, Asm.RAX);
            if (i.type().bytes() == 8) {
                f.cold(asm.jump(Asm.Condition.OVERFLOW), () -> f.checks.fault(OVERFLOW, i.span()));
            } else {
                asm.aluConstant(Asm.Alu.CMP, 8, Asm.RAX, -(Long.MIN_VALUE >> 64 - 8 * i.type().bytes()) - 1);
                f.cold(asm.jump(Asm.Condition.GREATER), () -> f.checks.fault(OVERFLOW, i.span()));
            }
        } else {
            asm.constant(Asm.RDX, 0);
        }
        done = asm.jumpShort();
        asm.landShort(usual);
        asm.extendAccumulator(size);
        asm.unary(Asm.Unary.IDIV, size, Asm.RCX);
        asm.landShort(done);
    }

    /// The count is taken modulo the width.
    private void shift(Inst.Binary i) {
        int target = values.target(Asm.RAX);
        int mask = 8 * i.type().bytes() - 1;
        boolean isLeft = i.op() == Inst.BinOp.SHL;
        // Operands are extended, so shifting to the right in 64 bits gives the right bits.
        Asm.Shift op = isLeft ? Asm.Shift.LEFT : i.type().isSigned() ? Asm.Shift.RIGHT_SIGNED : Asm.Shift.RIGHT;
        if (values.isConstant(i.b())) {
            values.load(target, i.a());
            asm.shiftConstant(op, 8, target, (int) values.constant(i.b()) & mask);
        } else {
            values.load(Asm.RCX, i.b());
            if (mask != 63) asm.aluConstant(Asm.Alu.AND, 4, Asm.RCX, mask);
            values.load(target, i.a());
            asm.shift(op, 8, target);
        }
        if (isLeft) normalize(target, i.type(), 8);
        values.set(i.dst(), target);
    }

    // --- floats

    private void floats(Inst.Binary i) {
        int size = i.type().bytes();
        if (i.op() == Inst.BinOp.REM) {
            values.loadFloat(0, i.a());
            values.loadFloat(1, i.b());
            f.unit.symbols().call(asm, size == 8 ? "fmod" : "fmodf");
            values.set(i.dst(), 0);
            return;
        }
        Asm.FloatOp op = switch (i.op()) {
            case ADD -> Asm.FloatOp.ADD;
            case SUB -> Asm.FloatOp.SUB;
            case MUL -> Asm.FloatOp.MUL;
            case DIV -> Asm.FloatOp.DIV;
            case REM, AND, OR, XOR, SHL, SHR -> throw FunctionCode.unknown(i.op() + " of floats", i.span());
        };
        int target = values.target(0);
        values.loadFloat(target, i.a());
        asm.floatOp(op, size, target, values.useFloat(i.b(), 1));
        values.set(i.dst(), target);
    }

    // --- one operand

    void unary(Inst.Unary i) {
        switch (i.op()) {
            case NEG -> {
                if (i.type().isFloat()) negateFloat(i);
                else integer(i, Asm.Unary.NEG);
            }
            case NOT -> integer(i, Asm.Unary.NOT);
            case IS_ZERO -> {
                testZero(i);
                if (i.type().isFloat()) setEqual(i.dst());
                else set(i.dst(), Asm.Condition.EQUAL);
            }
        }
    }

    private void integer(Inst.Unary i, Asm.Unary op) {
        int target = values.target(Asm.RAX);
        int size = operationSize(i.type());
        values.load(target, i.a());
        asm.unary(op, size, target);
        normalize(target, i.type(), size);
        values.set(i.dst(), target);
    }

    private void negateFloat(Inst.Unary i) {
        int target = values.target(0);
        int size = i.type().bytes();
        values.loadFloat(target, i.a());
        asm.constant(Asm.RAX, size == 8 ? Long.MIN_VALUE : 0x8000_0000L);
        asm.toFloatBits(1, Asm.RAX, size);
        asm.xorFloats(target, 1);
        values.set(i.dst(), target);
    }

    private void testZero(Inst.Unary i) {
        if (i.type().isFloat()) {
            asm.zeroFloat(1);
            asm.compareFloats(i.type().bytes(), values.useFloat(i.a(), 0), 1);
        } else {
            compareWithZero(i.a());
        }
    }

    private void compareWithZero(int r) {
        if (values.isInHome(r)) {
            asm.compareConstant(f.type(r).bytes(), Asm.RBP, values.home(r), 0);
        } else {
            int register = values.use(r, Asm.RAX);
            asm.test(8, register, register);
        }
    }

    // --- comparisons

    void compare(Inst.Compare i) {
        Asm.Condition condition = compareOperands(i);
        if (!i.type().isFloat()) {
            set(i.dst(), condition);
            return;
        }
        switch (i.op()) {
            case EQ -> setEqual(i.dst());
            case NE -> {
                asm.set(Asm.Condition.NOT_EQUAL, Asm.RAX);
                asm.set(Asm.Condition.PARITY, Asm.RCX);
                asm.alu(Asm.Alu.OR, 1, Asm.RAX, Asm.RCX);
                setByte(i.dst());
            }
            case LT, LE, GT, GE -> set(i.dst(), condition);
        }
    }

    /// Equal, and no NaN among them.
    private void setEqual(int dst) {
        asm.set(Asm.Condition.EQUAL, Asm.RAX);
        asm.set(Asm.Condition.NO_PARITY, Asm.RCX);
        asm.alu(Asm.Alu.AND, 1, Asm.RAX, Asm.RCX);
        setByte(dst);
    }

    private void set(int dst, Asm.Condition condition) {
        asm.set(condition, Asm.RAX);
        setByte(dst);
    }

    private void setByte(int dst) {
        int target = values.target(Asm.RAX);
        asm.extend(target, Asm.RAX, 1, false);
        values.set(dst, target);
    }

    /// Writes a comparison; gives the condition that holds if it is true. For floats the ones with a NaN are false, except with EQ and NE,
    /// where PARITY tells.
    private Asm.Condition compareOperands(Inst.Compare i) {
        if (i.type().isFloat()) {
            // "Less" is asked the other way round: only "above" is false for NaN.
            boolean isTurned = i.op() == Inst.CmpOp.LT || i.op() == Inst.CmpOp.LE;
            int a = values.useFloat(isTurned ? i.b() : i.a(), 0);
            int b = values.useFloat(isTurned ? i.a() : i.b(), 1);
            asm.compareFloats(i.type().bytes(), a, b);
            return switch (i.op()) {
                case EQ -> Asm.Condition.EQUAL;
                case NE -> Asm.Condition.NOT_EQUAL;
                case LT, GT -> Asm.Condition.ABOVE;
                case LE, GE -> Asm.Condition.ABOVE_OR_EQUAL;
            };
        }
        if (values.isInHome(i.a()) && values.isImmediate(i.b())) {
            asm.compareConstant(i.type().bytes(), Asm.RBP, values.home(i.a()), values.constant(i.b()));
        } else {
            int a = values.use(i.a(), Asm.RAX);
            if (values.isImmediate(i.b())) asm.aluConstant(Asm.Alu.CMP, 8, a, values.constant(i.b()));
            else if (values.isInHome(i.b()) && i.type().bytes() == 8) asm.alu(Asm.Alu.CMP, 8, a, Asm.RBP, values.home(i.b()));
            else asm.alu(Asm.Alu.CMP, 8, a, values.use(i.b(), Asm.RCX));
        }
        return condition(i.op(), i.type().isSigned());
    }

    private static Asm.Condition condition(Inst.CmpOp op, boolean signed) {
        return switch (op) {
            case EQ -> Asm.Condition.EQUAL;
            case NE -> Asm.Condition.NOT_EQUAL;
            case LT -> signed ? Asm.Condition.LESS : Asm.Condition.BELOW;
            case LE -> signed ? Asm.Condition.LESS_OR_EQUAL : Asm.Condition.BELOW_OR_EQUAL;
            case GT -> signed ? Asm.Condition.GREATER : Asm.Condition.ABOVE;
            case GE -> signed ? Asm.Condition.GREATER_OR_EQUAL : Asm.Condition.ABOVE_OR_EQUAL;
        };
    }

    // --- branches

    /// To `then` if the register is not 0.
    void branch(Inst.Branch i, int next) {
        compareWithZero(i.condition());
        f.labels.branch(Asm.Condition.NOT_EQUAL, i.then(), i.orElse(), next);
    }

    /// Writes a comparison and the branch that uses it as one; `false` if there is no such code.
    boolean branch(Inst inst, Inst.Branch branch, int next) {
        if (inst instanceof Inst.Compare i) {
            Asm.Condition condition = compareOperands(i);
            boolean asksParity = i.type().isFloat() && (i.op() == Inst.CmpOp.EQ || i.op() == Inst.CmpOp.NE);
            if (asksParity) f.labels.jumpIf(Asm.Condition.PARITY, i.op() == Inst.CmpOp.EQ ? branch.orElse() : branch.then());
            f.labels.branch(condition, branch.then(), branch.orElse(), next);
            return true;
        }
        if (!(inst instanceof Inst.Unary i) || i.op() != Inst.UnOp.IS_ZERO) return false;
        testZero(i);
        if (i.type().isFloat()) f.labels.jumpIf(Asm.Condition.PARITY, branch.orElse());
        f.labels.branch(Asm.Condition.EQUAL, branch.then(), branch.orElse(), next);
        return true;
    }
}
