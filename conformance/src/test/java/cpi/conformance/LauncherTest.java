// The script `cpi`.
package cpi.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The launcher in a source tree with nothing in it but scripts, whose name has a space and a letter beyond ASCII; with scripts in place of
/// Java and Maven, and in each shell that is installed.
class LauncherTest {
    private static final List<List<String>> SHELLS = List.of(List.of("sh"), List.of("dash"), List.of("bash"), List.of("busybox", "sh"));
    private static final int LIMIT_SECONDS = 120;

    @TempDir
    Path folder;

    private Path root;
    private Path jdk;

    @BeforeEach
    void makeTree() throws IOException {
        root = Files.createDirectories(folder.toRealPath().resolve("c p\u00ef"));
        for (String file : List.of("cpi", "tools/sh/build-env.sh", "tools/sh/build.sh")) copy(Path.of(file), root.resolve(file));
        List<String> sources = List.of("pom.xml", "compiler/pom.xml", "tools/pom.xml", "compiler/src/A.java", "tools/src/A.java",
            "lib/a.cpi");
        for (String file : sources) {
            copy(Path.of("pom.xml"), root.resolve(file));
        }
        jdk = jdk("jdk 25", "25.0.3");
        copy(Path.of("conformance/src/test/resources/fake-mvn.sh"), folder.resolve("bin/mvn"));
    }

    private Path jdk(String name, String version) throws IOException {
        Path home = folder.toRealPath().resolve(name);
        for (String program : List.of("java", "javac")) {
            copy(Path.of("conformance/src/test/resources/fake-java.sh"), home.resolve("bin").resolve(program));
        }
        Files.writeString(home.resolve("release"), "IMPLEMENTOR=\"x\"\nJAVA_VERSION=\"" + version + "\"\n");
        return home;
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.createDirectories(to.getParent());
        Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING);
        Files.setPosixFilePermissions(to, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private Process start(List<String> command, Path directory, Map<String, String> environment) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true);
        List.of("JAVA_HOME", "LC_ALL", "LC_CTYPE", "LANG", "CPI_JAVA_OPTIONS").forEach(builder.environment()::remove);
        builder.environment().put("JAVA_HOME", jdk.toString());
        builder.environment().put("PATH", folder.resolve("bin") + ":/usr/bin:/bin");
        builder.environment().putAll(environment);
        Process process = builder.start();
        process.getOutputStream().close();
        return process;
    }

    private static String result(Process process) throws IOException, InterruptedException {
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) throw new AssertionError("does not end");
        return text + (process.exitValue() == 0 ? "" : "status " + process.exitValue() + "\n");
    }

    private String run(Map<String, String> environment, String... args) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(root.resolve("cpi").toString()));
        command.addAll(List.of(args));
        return result(start(command, folder, environment));
    }

    private static String expected(Path java, String locale, String... args) {
        return "java of " + java + "\nLC_ALL=" + locale + "\n[cpi.cli.Main]\n"
            + String.join("", List.of(args).stream().map(a -> "[" + a + "]\n").toList());
    }

    @Test
    void argumentsArriveAsTheyAre() throws Exception {
        String[] args = {"run", "a b.cpi", "", "it's", "\"quoted\"", "$HOME `x` \\n *", "--native", "\u00fc"};
        Files.createSymbolicLink(folder.resolve("link"), root.resolve("cpi"));
        Files.createSymbolicLink(root.resolve("again"), Path.of("../link"));
        for (List<String> shell : SHELLS) {
            if (!isInstalled(shell)) continue;
            for (String script : List.of(root.resolve("cpi").toString(), "../link", "./again", "cpi")) {
                List<String> command = new ArrayList<>(shell);
                command.add(script);
                command.addAll(List.of(args));
                assertEquals(expected(jdk, "C.UTF-8", args), result(start(command, root, Map.of())), shell + " " + script);
            }
        }
    }

    private static boolean isInstalled(List<String> shell) {
        try {
            List<String> command = new ArrayList<>(shell);
            command.addAll(List.of("-c", "exit 0"));
            return new ProcessBuilder(command).start().waitFor() == 0;
        } catch (IOException | InterruptedException e) {
            return false;
        }
    }

    @Test
    void namesOfFilesAreUtf8() throws Exception {
        for (String locale : List.of("", "C", "POSIX", "de_DE.ISO-8859-1")) {
            assertEquals(expected(jdk, "C.UTF-8", "check"), run(Map.of("LC_ALL", locale), "check"), locale);
            assertEquals(expected(jdk, "C.UTF-8", "check"), run(Map.of("LC_CTYPE", locale), "check"), locale);
        }
        assertEquals(expected(jdk, "de_DE.utf8", "check"), run(Map.of("LC_ALL", "de_DE.utf8"), "check"));
        assertEquals(expected(jdk, "unset", "check"), run(Map.of("LANG", "en_US.UTF-8"), "check"));
        assertEquals(expected(jdk, "C.UTF-8", "check"), run(Map.of("LANG", "en_US.UTF-8", "LC_CTYPE", "C"), "check"));
    }

    @Test
    void javaIsFoundWhereItIs() throws Exception {
        Path old = jdk("jdk 17", "17.0.15");
        Path next = jdk("jdk 26", "26");
        // On the path it may be a link to a link.
        Files.createSymbolicLink(folder.resolve("alternative"), next.resolve("bin/java"));
        Files.createSymbolicLink(folder.resolve("bin/java"), Path.of("../alternative"));
        for (String home : List.of("", old.toString(), folder.resolve("none").toString(), next + "/bin/java", folder.toString())) {
            assertEquals(expected(next, "C.UTF-8", "check"), run(Map.of("JAVA_HOME", home), "check"), home);
        }
        assertEquals(expected(jdk, "C.UTF-8", "check"), run(Map.of(), "check"));
        Files.delete(jdk.resolve("bin/javac"));
        assertEquals(expected(next, "C.UTF-8", "check"), run(Map.of(), "check"), "a Java that cannot compile");
    }

    @Test
    void manyBuildOnce() throws Exception {
        Files.createDirectories(root.resolve("target"));
        // Of a process that was killed.
        Files.createSymbolicLink(root.resolve("target/lock"), Path.of("999999999"));
        List<Process> all = new ArrayList<>();
        for (int i = 0; i < 10; i++) all.add(start(List.of(root.resolve("cpi").toString(), "check", "" + i), folder, Map.of()));
        for (int i = 0; i < 10; i++) assertEquals(expected(jdk, "C.UTF-8", "check", "" + i), result(all.get(i)));
        assertEquals(1, Files.readAllLines(root.resolve("builds")).size(), "builds");
        assertEquals(expected(jdk, "C.UTF-8"), run(Map.of()));
        assertEquals(1, Files.readAllLines(root.resolve("builds")).size(), "builds");
        Files.writeString(root.resolve("lib/b.cpi"), "");
        assertEquals(expected(jdk, "C.UTF-8"), run(Map.of()));
        assertEquals(2, Files.readAllLines(root.resolve("builds")).size(), "builds after a change");
    }

    @Test
    void aBuildThatFailsIsShownAndTriedAgain() throws Exception {
        Path mvn = folder.resolve("bin/mvn");
        Files.writeString(mvn, "#!/bin/sh\necho broken\nexit 1\n");
        for (int i = 0; i < 2; i++) {
            String seen = run(Map.of(), "check");
            assertTrue(seen.startsWith("broken\ncpi: the build failed (log: ") && seen.endsWith("status 2\n"), seen);
        }
        copy(Path.of("conformance/src/test/resources/fake-mvn.sh"), mvn);
        assertEquals(expected(jdk, "C.UTF-8", "check"), run(Map.of(), "check"));
    }
}
