// The operations outside the main loop.
package cpi.interp.code;

/// Sub-operations of [Op#COLD], executed by [cpi.interp.ColdOps]. Fields as in [Op].
public final class Cold {
    private Cold() {}

    public static final int THREAD_END = 1;
    /// A call of a function that has not been assembled yet (X: its number instead of the entry); becomes a CALL.
    public static final int CALL_UNLINKED = 2;
    /// As CALL with X = register of the function value | signature << 16 | words of the frame << 32.
    public static final int CALL_POINTER = 3;
    /// As CALL with X = number of the intrinsic | type << 32.
    public static final int INTRINSIC = 4;
    /// As CALL with X = number of the function | types of the arguments << 32.
    public static final int CALL_FOREIGN = 5;
    /// A = B op C; X = operation | scalar << 8.
    public static final int BINARY = 6;
    public static final int COMPARE = 7;
    /// A = op B; X as above.
    public static final int UNARY = 8;
    /// A = B converted; X = from | to << 8.
    public static final int CONVERT = 9;
    /// X bytes at A.
    public static final int FILL = 10;
    /// [A] = [B], X bytes.
    public static final int COPY_LARGE = 11;
    /// A; X = cases | unsigned << 32; per case lowest, highest value, target; then the target of other values.
    public static final int SWITCH = 12;
    /// A = number of the code, B and C message and length, if B is not -1.
    public static final int PANIC = 13;
    /// As CALL with X = register of the function value | signature << 16 | detached << 32.
    public static final int SPAWN = 14;
    /// A = address; X = number of the name.
    public static final int LOCK = 15;
    public static final int UNLOCK = 16;
    /// A = address of the running thread's variable; X = its number.
    public static final int THREAD_LOCAL = 17;
    public static final int UNREACHABLE = 19;
    /// Notes that the frame, X bytes and larger than a page, will change.
    public static final int TOUCH = 20;

    // Compile-time evaluation only: the same with address marks (C7.2).

    /// A is an address (if not nil); A is not; the marks of A are those of B.
    public static final int MARK = 24;
    public static final int UNMARK = 25;
    public static final int MARK_AS = 26;
    public static final int MOVE_MARKED = 27;
    /// A = [B + X]; C = operation of the load. [A + X] = B; C = operation of the store.
    public static final int LOAD_MARKED = 28;
    public static final int STORE_MARKED = 29;
    public static final int CALL_MARKED = 30;
    /// A = number of values, B, C; ends the frame's slots.
    public static final int RETURN_MARKED = 31;
    /// Makes slots alive and clears the marks of the frame; X = number of the function.
    public static final int ENTER_MARKED = 32;
}
