package cpi.llvm;

import cpi.codegen.Architecture;
import cpi.typed.Function;
import java.util.Optional;

/// What the text of a module depends on besides the program: the machine and the calling convention of its C compilers.
///
/// @param triple as LLVM writes it, `x86_64-unknown-linux-gnu`
/// @param dataLayout LLVM's description of the machine; must be the one LLVM itself uses for the triple
/// @param architecture decides how C functions get aggregates
public record Target(String triple, String dataLayout, Architecture architecture) {
    /// The module from which a WebAssembly module gets a foreign function: its library, or `env` if none is named. Empty where
    /// libraries are linked.
    String importModule(Function foreign) {
        if (!architecture.isNarrow()) return "";
        return foreign.library().isEmpty() ? "env" : foreign.library();
    }

    private static final String POINTERS = "p270:32:32-p271:32:32-p272:64:64-";

    /// The target of a triple; empty if programs cannot be translated for it.
    public static Optional<Target> of(String triple) {
        boolean apple = triple.contains("apple") || triple.contains("darwin") || triple.contains("macos");
        String mangling = apple ? "e-m:o-" : "e-m:e-";
        String machine = triple.contains("-") ? triple.substring(0, triple.indexOf('-')) : triple;
        return switch (machine) {
            case "x86_64", "amd64" -> Optional.of(new Target(triple,
                    mangling + POINTERS + "i64:64-i128:128-f80:128-n8:16:32:64-S128", Architecture.X86_64));
            case "aarch64", "arm64" -> Optional.of(new Target(triple,
                    mangling + POINTERS + (apple ? "" : "i8:8:32-i16:16:32-") + "i64:64-i128:128-n32:64-S128-Fn32", Architecture.AARCH64));
            case "wasm32" -> Optional.of(new Target(triple, "e-m:e-p:32:32-p10:8:8-p20:8:8-i64:64-i128:128-n32:64-S128-ni:1:10:20",
                    Architecture.WASM32));
            default -> Optional.empty();
        };
    }
}
