// Finds libLLVM and lld; fetches and unpacks them when they are needed for the first time.
package cpi.toolchain;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/// Where the tools are.
///
/// @param library libLLVM, to be loaded
/// @param linker lld, a program
public record LlvmInstallation(Path library, Path linker) {
    /// What finding them depends on.
    ///
    /// @param environment `CPI_LLVM` names another libLLVM, with its lld beside it, in `../bin` or in `PATH`
    /// @param fetcher the script that fetches a jar, if there is one
    public record Request(Target host, CacheDirectory cache, Map<String, String> environment, Optional<Path> fetcher, Progress progress) {}

    public static LlvmInstallation find(Request request) throws ToolchainException {
        String other = request.environment.getOrDefault("CPI_LLVM", "");
        if (!other.isEmpty()) return given(Path.of(other), request.environment);
        LlvmRelease release = LlvmRelease.ofHost(request.host)
            .orElseThrow(() -> new ToolchainException("there is no LLVM for this machine; `CPI_LLVM` can name a libLLVM.so"));
        Path home = request.cache.path().resolve("llvm-" + LlvmRelease.VERSION + "-" + release.classifier());
        LlvmInstallation installation = new LlvmInstallation(home.resolve(LlvmRelease.LIBRARY), home.resolve(LlvmRelease.LINKER));
        if (isComplete(home, release)) return installation;
        new Installer(request, release, home).install();
        return installation;
    }

    private static LlvmInstallation given(Path library, Map<String, String> environment) throws ToolchainException {
        if (!Files.isRegularFile(library)) throw new ToolchainException("`CPI_LLVM` names `" + library + "`, which is no file");
        Path folder = Objects.requireNonNull(library.toAbsolutePath().getParent());
        Stream<Path> path = Stream.of(environment.getOrDefault("PATH", "").split(":")).filter(d -> !d.isEmpty())
            .map(d -> Path.of(d, "ld.lld"));
        Stream<Path> places = Stream.of(folder.resolve("lld"), folder.resolve("ld.lld"), folder.resolve("../bin/lld"));
        Path linker = Stream.concat(places, path).filter(Files::isExecutable).findFirst()
            .orElseThrow(() -> new ToolchainException("there is no lld for the libLLVM that `CPI_LLVM` names: not beside it, not in "
                + "`../bin`, no `ld.lld` in `PATH`"));
        return new LlvmInstallation(library.toAbsolutePath(), linker);
    }

    /// Hashes are compared when files are unpacked; later their sizes tell whether somebody damaged them.
    private static boolean isComplete(Path home, LlvmRelease release) {
        for (LlvmRelease.Part part : release.files()) {
            try {
                if (Files.size(home.resolve(part.name())) != part.size()) return false;
            } catch (IOException e) {
                return false;
            }
        }
        return true;
    }

    /// One installation.
    private record Installer(Request request, LlvmRelease release, Path home) {
        void install() throws ToolchainException {
            Path work = request.cache.temporary();
            // One process fetches; the others wait and find everything there.
            Path lockFile = request.cache.path().resolve("llvm.lock");
            try (FileChannel lock = FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                 FileLock _ = lock.lock()) {
                if (isComplete(home, release)) return;
                CacheDirectory.delete(home);
                Path jar = fetch(work);
                request.progress.report("unpacking LLVM");
                unpack(jar, work);
                Files.delete(jar);
                request.cache.publish(work, home);
            } catch (IOException e) {
                throw new ToolchainException("cannot unpack LLVM into `" + request.cache.path() + "`: " + CacheDirectory.reason(e));
            } finally {
                CacheDirectory.delete(work);
            }
        }

        private Path fetch(Path work) throws ToolchainException {
            Path script = request.fetcher.orElseThrow(() -> new ToolchainException("LLVM is not installed, and this cpi does not run "
                + "from its source tree, so that it cannot fetch it; `CPI_LLVM` can name a libLLVM.so"));
            request.progress.report("fetching LLVM (" + release.megabytes() + " MB, once)");
            Path log = work.resolve("fetch.log");
            List<String> command = List.of("/bin/sh", script.toString(), LlvmRelease.VERSION, release.classifier(), work.toString());
            String failure = "cannot fetch LLVM: ";
            try {
                Process process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile())
                    .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile())).start();
                if (!process.waitFor(30, TimeUnit.MINUTES)) {
                    process.destroy();
                    throw new ToolchainException(failure + "it takes more than half an hour");
                }
                if (process.exitValue() != 0) throw new ToolchainException(failure + "\n" + Files.readString(log).strip());
                return work.resolve(release.jarName());
            } catch (IOException e) {
                throw new ToolchainException(failure + CacheDirectory.reason(e));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new ToolchainException(failure + "interrupted");
            }
        }

        private void unpack(Path jar, Path work) throws IOException, ToolchainException {
            try (ZipFile zip = new ZipFile(jar.toFile())) {
                for (LlvmRelease.Part part : release.files()) {
                    ZipEntry entry = zip.getEntry(release.entry(part));
                    if (entry == null) throw new ToolchainException("the jar of LLVM has no `" + release.entry(part) + "`");
                    unpack(zip, entry, part, work.resolve(part.name()));
                }
            }
            Files.deleteIfExists(work.resolve("fetch.log"));
            // The programs of the release look for this name in their own directory.
            Files.createSymbolicLink(work.resolve("libLLVM.so.20.1"), Path.of(LlvmRelease.LIBRARY));
        }

        private static void unpack(ZipFile zip, ZipEntry entry, LlvmRelease.Part part, Path file) throws IOException, ToolchainException {
            MessageDigest sha256 = sha256();
            try (InputStream in = zip.getInputStream(entry);
                 OutputStream out = new DigestOutputStream(Files.newOutputStream(file), sha256)) {
                in.transferTo(out);
            }
            boolean isRight = HexFormat.of().formatHex(sha256.digest()).equals(part.sha256());
            if (!isRight) throw new ToolchainException("the `" + part.name() + "` that was fetched has the wrong checksum");
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
        }

        private static MessageDigest sha256() {
            try {
                return MessageDigest.getInstance("SHA-256");
            } catch (NoSuchAlgorithmException e) {
                throw new AssertionError("every Java has SHA-256", e);
            }
        }
    }
}
