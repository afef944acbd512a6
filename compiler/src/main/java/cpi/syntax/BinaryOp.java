package cpi.syntax;

/// Binary operators (L5.1) except the pipe.
public enum BinaryOp {
    ADD("+"), SUB("-"), MUL("*"), DIV("/"), MOD("mod"),
    BIT_AND("~and"), BIT_OR("~or"), BIT_XOR("~xor"), SHL("~shl"), SHR("~shr"),
    EQ("=="), NE("!="), LT("<"), LE("<="), GT(">"), GE(">="),
    AND("and"), OR("or");

    private final String text;

    BinaryOp(String text) {
        this.text = text;
    }

    public String text() {
        return text;
    }

    public boolean isComparison() {
        return switch (this) {
            case EQ, NE, LT, LE, GT, GE -> true;
            case ADD, SUB, MUL, DIV, MOD, BIT_AND, BIT_OR, BIT_XOR, SHL, SHR, AND, OR -> false;
        };
    }

    public boolean isShift() {
        return this == SHL || this == SHR;
    }

    public boolean isLogical() {
        return this == AND || this == OR;
    }
}
