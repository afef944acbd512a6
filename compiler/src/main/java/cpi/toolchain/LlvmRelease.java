package cpi.toolchain;

import java.util.List;
import java.util.Optional;

/// The build of LLVM that is fetched from the Maven registry, `org.bytedeco:llvm`, for a kind of machine.
///
/// @param classifier the kind of machine, as in the name of the jar
/// @param megabytes size of the jar
/// @param files what is taken out of it
record LlvmRelease(String classifier, int megabytes, List<Part> files) {
    static final String VERSION = "20.1.7-1.5.12";
    static final String LIBRARY = "libLLVM.so";
    static final String LINKER = "lld";

    /// @param size in bytes
    /// @param sha256 in hexadecimal digits
    record Part(String name, long size, String sha256) {}

    private static final List<LlvmRelease> ALL = List.of(
        new LlvmRelease("linux-x86_64", 148, List.of(
            new Part(LIBRARY, 176_497_096, "6cb7e2a7f38a617ea76fe503ccccbb6e6b8ece399dbf1a26ff1002479250eeaa"),
            new Part(LINKER, 7_659_616, "b0d2367e784967ca5fb25722e065a4a5157ba1bd3fbbc2014bbfcfe29643f098"))),
        new LlvmRelease("linux-arm64", 144, List.of(
            new Part(LIBRARY, 169_103_992, "7e2100648ada12e2fcd3ad05f1e6fb399d3375a6352652c411769724dac31d66"),
            new Part(LINKER, 7_288_880, "bcf9d7ba5e686ae1527ee38848eed8f582a0ead4d8257ef28b82599e94f1e49b"))));

    /// The release for the machine that cpi runs on.
    static Optional<LlvmRelease> ofHost(Target host) {
        String wanted = host.machine() == Target.Machine.X86_64 ? "linux-x86_64" : "linux-arm64";
        return ALL.stream().filter(r -> r.classifier.equals(wanted)).findFirst();
    }

    String jarName() {
        return "llvm-" + VERSION + "-" + classifier + ".jar";
    }

    /// The path of a file inside the jar.
    String entry(Part part) {
        return "org/bytedeco/llvm/" + classifier + "/" + part.name;
    }
}
