// The layout of frames.
package cpi.interp.code;

/// A frame on the stack of a thread, upwards from its frame pointer: registers (8 bytes each), then frame slots. Below the
/// frame pointer lies its header. Native tiers use the same layout (docs/decisions on frames).
public final class Frame {
    private Frame() {}

    /// The context pointer of the activation (T2), relative to the frame pointer.
    public static final long CONTEXT = -24;
    /// Where the caller goes on: the address behind its call instruction, whose last word names the result registers.
    public static final long RETURN = -16;
    /// The frame pointer of the caller.
    public static final long CALLER = -8;
    /// Words of a header.
    public static final int HEADER_WORDS = 3;
}
