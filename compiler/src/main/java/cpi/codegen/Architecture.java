package cpi.codegen;

/// Machines whose C calling convention is known.
public enum Architecture {
    X86_64, AARCH64,
    /// Addresses have 32 bits; in memory pointers have 64 all the same (L3.13), of which the upper half is zero.
    WASM32;

    /// Whether addresses are narrower than pointers in memory.
    public boolean isNarrow() {
        return this == WASM32;
    }
}
