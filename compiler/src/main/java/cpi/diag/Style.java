package cpi.diag;

/// Colours of the text form (D1.6).
enum Style {
    ERROR("\u001b[1;31m"),
    WARNING("\u001b[1;33m"),
    MESSAGE("\u001b[1m"),
    GUTTER("\u001b[1;34m"),
    LABEL("\u001b[1;34m"),
    PLAIN("");

    private static final String RESET = "\u001b[0m";
    private final String start;

    Style(String start) {
        this.start = start;
    }

    /// The text in this style, or as it is if `colour` is false.
    String paint(String text, boolean colour) {
        return colour && !start.isEmpty() && !text.isEmpty() ? start + text + RESET : text;
    }
}
