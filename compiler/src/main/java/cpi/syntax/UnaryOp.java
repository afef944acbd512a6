package cpi.syntax;

/// Prefix operators except `cast` and the directives.
public enum UnaryOp {
    DEREF("^"), ADDRESS("&"), NEGATE("-"), NOT("!"), INVERT("~!");

    private final String text;

    UnaryOp(String text) {
        this.text = text;
    }

    public String text() {
        return text;
    }
}
