// The machines that libraries are for.
package cpi.driver;

import java.util.Map;

/// A processor and the format of its libraries.
///
/// @param elf its number in the headers of ELF files
/// @param text its name in messages
/// @param macOs whether its libraries are those of macOS
/// @param multiarch the name of its directory below `/usr/lib`
public record Machine(int elf, String text, boolean macOs, String multiarch) {
    private static final Map<Integer, String> NAMES = Map.of(3, "x86", 8, "MIPS", 20, "PowerPC", 21, "64-bit PowerPC", 22, "S/390",
        40, "ARM", 62, "x86-64", 183, "AArch64", 243, "RISC-V", 258, "LoongArch");
    public static final Machine X86_64 = new Machine(62, "x86-64", false, "x86_64-linux-gnu");
    public static final Machine AARCH64 = new Machine(183, "AArch64", false, "aarch64-linux-gnu");

    /// WebAssembly modules get their functions from their host; nothing is searched.
    public static final Machine WASM32 = new Machine(0, "wasm32", false, "");

    /// The machine that this process runs on.
    public static Machine host() {
        boolean arm = System.getProperty("os.arch", "").equals("aarch64");
        if (System.getProperty("os.name", "").startsWith("Mac")) return new Machine(0, "macOS", true, "");
        return arm ? AARCH64 : X86_64;
    }

    /// The text of the module that tells programs what they run on.
    String facts() {
        String system = macOs ? "macos" : equals(WASM32) ? "wasi" : "linux";
        String processor = switch (elf) {
            case 62 -> "x86_64";
            case 183 -> "aarch64";
            default -> equals(WASM32) ? "wasm32" : System.getProperty("os.arch", "");
        };
        return "SYSTEM ::= \"" + system + "\"; PROCESSOR ::= \"" + processor + "\";\n";
    }

    /// How messages call the machine of an ELF file.
    static String name(int elf, int bits) {
        String name = NAMES.getOrDefault(elf, "another machine (number " + elf + ")");
        return elf == 62 && bits == 32 ? "x86-64 with 32-bit addresses" : name;
    }
}
