package cpi.codegen;

import cpi.ir.Inst;
import cpi.source.Span;

/// Which place a panic shows (D7.2).
public final class PanicPlace {
    private PanicPlace() {}

    /// Whether the code of a panic is raised by the program or the library on purpose, so that it shows the innermost place outside the
    /// bundled library; other panics show where they happen.
    public static boolean isUsers(Inst.Panic panic) {
        return switch (code(panic)) {
            case 1, 2, 11, 12, 18 -> true;
            default -> false;
        };
    }

    /// The number in the code of a panic: 4 for P04.
    public static int code(Inst.Panic panic) {
        return Integer.parseInt(panic.code().substring(1));
    }

    /// Whether the runtime must look for the place on the stack, because this one is in the bundled library.
    public static boolean isHidden(Span span) {
        return span.file().bundled();
    }
}
