package cpi.syntax;

/// Assignment operators (L2.3): plain, or one with a binary operator (L7.4).
public enum AssignOp {
    PLAIN("="), ADD("+="), SUB("-="), MUL("*="), DIV("/="), MOD("mod="),
    BIT_AND("~and="), BIT_OR("~or="), BIT_XOR("~xor="), SHL("~shl="), SHR("~shr=");

    private final String text;

    AssignOp(String text) {
        this.text = text;
    }

    public String text() {
        return text;
    }

    /// The operator of a compound assignment. Not to be asked of PLAIN.
    public BinaryOp binary() {
        return switch (this) {
            case ADD -> BinaryOp.ADD;
            case SUB -> BinaryOp.SUB;
            case MUL -> BinaryOp.MUL;
            case DIV -> BinaryOp.DIV;
            case MOD -> BinaryOp.MOD;
            case BIT_AND -> BinaryOp.BIT_AND;
            case BIT_OR -> BinaryOp.BIT_OR;
            case BIT_XOR -> BinaryOp.BIT_XOR;
            case SHL -> BinaryOp.SHL;
            case SHR -> BinaryOp.SHR;
            case PLAIN -> throw new IllegalArgumentException("plain assignment has no operator");
        };
    }
}
