// Everything that making native code needs, opened when it is first used.
package cpi.toolchain;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/// The tools of a process. Used by one thread at a time until [#llvm] has returned once.
public final class Toolchain {
    private static final String C_COMPILER = "cc";

    private final Map<String, String> environment;
    private final Optional<Path> home;
    private final Progress progress;
    private final CacheDirectory cache;
    private Optional<LlvmInstallation> installation = Optional.empty();
    private Optional<Llvm> llvm = Optional.empty();

    /// @param environment of the process
    /// @param home the source tree of cpi, whose script fetches LLVM, if it runs from there
    public Toolchain(Map<String, String> environment, Optional<Path> home, Progress progress) throws ToolchainException {
        this.environment = Map.copyOf(environment);
        this.home = home;
        this.progress = progress;
        this.cache = CacheDirectory.of(environment);
    }

    public CacheDirectory cache() {
        return cache;
    }

    private LlvmInstallation installation() throws ToolchainException {
        if (installation.isEmpty()) {
            Optional<Path> fetcher = home.map(h -> h.resolve("tools/sh/fetch-llvm.sh"));
            installation = Optional.of(LlvmInstallation.find(
                new LlvmInstallation.Request(Target.host(), cache, environment, fetcher, progress)));
        }
        return installation.get();
    }

    public Llvm llvm() throws ToolchainException {
        if (llvm.isEmpty()) llvm = Optional.of(Llvm.open(installation().library()));
        return llvm.get();
    }

    /// @param systemCompiler whether the system's C compiler links, the one that `CC` names or `cc`
    public Linker linker(boolean systemCompiler) throws ToolchainException {
        if (!systemCompiler) return new Linker(new Linker.Tool.Lld(installation().linker()));
        String named = environment.getOrDefault("CC", "");
        return new Linker(new Linker.Tool.CompilerDriver(named.isEmpty() ? C_COMPILER : named));
    }
}
