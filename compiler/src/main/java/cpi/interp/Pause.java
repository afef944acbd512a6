package cpi.interp;

/// Why a machine stands still.
public enum Pause {
    /// The program has ended: [Vm#outcome].
    ENDED,
    /// The tick asked for was reached, or the one instruction executed.
    REACHED,
    /// [Traps] say so.
    TRAPPED
}
