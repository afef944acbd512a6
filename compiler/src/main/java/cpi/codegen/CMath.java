package cpi.codegen;

import java.util.Map;
import java.util.Optional;

/// The intrinsics that the C library's mathematics has (docs/intrinsics.md). None of these functions touches memory (`errno` does not
/// count).
public final class CMath {
    private static final Map<String, String> NAMES = Map.ofEntries(Map.entry("math.sqrt", "sqrt"), Map.entry("math.floor", "floor"),
        Map.entry("math.ceil", "ceil"), Map.entry("math.trunc", "trunc"), Map.entry("math.cbrt", "cbrt"), Map.entry("math.sin", "sin"),
        Map.entry("math.cos", "cos"), Map.entry("math.tan", "tan"), Map.entry("math.asin", "asin"), Map.entry("math.acos", "acos"),
        Map.entry("math.atan", "atan"), Map.entry("math.exp", "exp"), Map.entry("math.ln", "log"), Map.entry("math.log2", "log2"),
        Map.entry("math.log10", "log10"), Map.entry("math.atan2", "atan2"), Map.entry("math.pow", "pow"),
        Map.entry("math.hypot", "hypot"));

    private CMath() {}

    /// The function of C for an intrinsic.
    public static Optional<String> function(String intrinsic) {
        return Optional.ofNullable(NAMES.get(intrinsic));
    }
}
