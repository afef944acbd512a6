package cpi.llvm;

/// What a register holds.
///
/// @param text a constant or the name of a value; empty for a comparison of which only `truth` exists yet
/// @param nonNil whether it is known to be an address that needs no check for nil
/// @param truth the `i1` that tells whether the value is not 0, if there is one, else empty
record Value(String text, boolean nonNil, String truth) {
    static Value of(String text) {
        return new Value(text, false, "");
    }

    static Value address(String text) {
        return new Value(text, true, "");
    }
}
