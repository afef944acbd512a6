// The machines that code is made for.
package cpi.toolchain;

import java.util.Locale;

/// A machine and its system.
///
/// @param triple as LLVM writes it, such as `x86_64-unknown-linux-gnu`
public record Target(String triple, Machine machine) {
    /// The machines that this version knows, with the names that LLVM gives their code generators.
    public enum Machine {
        X86_64("X86", true), AARCH64("AArch64", true), WASM32("WebAssembly", false);

        private final String generator;
        private final boolean elf;

        Machine(String generator, boolean elf) {
            this.generator = generator;
            this.elf = elf;
        }

        String generator() {
            return generator;
        }

        /// Whether programs are ELF files that use the C library; else they are WebAssembly modules.
        public boolean isElf() {
            return elf;
        }
    }

    /// The machine that cpi runs on.
    public static Target host() throws ToolchainException {
        String system = System.getProperty("os.name");
        String machine = System.getProperty("os.arch");
        if (!system.equals("Linux")) throw new ToolchainException("this version makes native code on Linux only, not on " + system);
        return switch (machine) {
            case "amd64", "x86_64" -> parse("x86_64-unknown-linux-gnu");
            case "aarch64" -> parse("aarch64-unknown-linux-gnu");
            default -> throw new ToolchainException("this version makes no native code on machines of type " + machine);
        };
    }

    /// The target that a triple or its first part names.
    public static Target parse(String text) throws ToolchainException {
        String first = text.toLowerCase(Locale.ROOT);
        String system = "";
        int dash = first.indexOf('-');
        if (dash >= 0) {
            system = first.substring(dash + 1);
            first = first.substring(0, dash);
        }
        Machine machine = switch (first) {
            case "x86_64", "amd64", "x86-64" -> Machine.X86_64;
            case "aarch64", "arm64" -> Machine.AARCH64;
            case "wasm32" -> Machine.WASM32;
            default -> throw unknown(text);
        };
        boolean isRight = system.isEmpty()
            || (machine.isElf() ? system.contains("linux") : system.matches("(unknown-)?(unknown|wasi(p1)?)"));
        if (!isRight) throw unknown(text);
        return of(machine);
    }

    private static Target of(Machine machine) {
        return switch (machine) {
            case X86_64 -> new Target("x86_64-unknown-linux-gnu", machine);
            case AARCH64 -> new Target("aarch64-unknown-linux-gnu", machine);
            case WASM32 -> new Target("wasm32-unknown-wasi", machine);
        };
    }

    private static ToolchainException unknown(String text) {
        return new ToolchainException("no code can be made for `" + text
            + "`; the targets are x86_64-linux, aarch64-linux and wasm32");
    }
}
