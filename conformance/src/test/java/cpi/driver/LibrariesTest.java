// Finding libraries, with made-up files and a made-up system.
package cpi.driver;

import static org.junit.jupiter.api.Assertions.assertEquals;

import cpi.diag.Problem;
import cpi.source.SourceFile;
import cpi.source.Span;
import cpi.typed.Program;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LibrariesTest {
    private static final SourceFile FILE = new SourceFile("main.cpi", "#link \"x\";".getBytes(StandardCharsets.UTF_8), false);
    private static final Span PLACE = new Span(FILE, 6, 9);

    @TempDir
    private Path root;
    private LinkPath search;

    @BeforeEach
    void directories() throws IOException {
        for (String dir : List.of("main/libs", "option", "environment", "system", "cached")) Files.createDirectories(root.resolve(dir));
        search = new LinkPath(root.resolve("main"), List.of(root.resolve("option").toString()), ":" + root.resolve("environment") + ":");
        search.add("libs", PLACE);
    }

    private void elf(String name, int machine) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(128).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putInt(0, 0x464C457F).put(4, (byte) 2).put(5, (byte) 1).putShort(16, (short) 3).putShort(18, (short) machine);
        Files.write(root.resolve(name), bytes.array());
    }

    private void shared(String name) throws IOException {
        elf(name, Machine.X86_64.elf());
    }

    private void text(String name, String text) throws IOException {
        Files.writeString(root.resolve(name), text);
    }

    /// What is found for a library: a path below the root, `always`, or the problem with its notes.
    private String find(String name, LinkOptions.Use use) {
        LinkOptions options = new LinkOptions(List.of(), "", use, Machine.X86_64);
        SystemLibraries system = new SystemLibraries(List.of(), root.resolve("ld.so.cache"), List.of(root.resolve("system")));
        Libraries libraries = Libraries.find(List.of(new Program.Link(name, PLACE)), search, options, system);
        return switch (libraries.all().getFirst().file()) {
            case Libraries.File.Always _ -> "always";
            case Libraries.File.Shared s -> root.relativize(s.path()).normalize().toString();
            case Libraries.File.Static s -> "static " + root.relativize(s.path()).normalize();
            case Libraries.File.Missing m -> text(m.problem());
        };
    }

    private String text(Problem problem) {
        StringBuilder out = new StringBuilder(problem.code().name());
        problem.notes().forEach(n -> out.append('\n').append(n.replace(root.toString(), "")));
        problem.helps().forEach(h -> out.append("\nhelp: ").append(h.message()));
        return out.toString();
    }

    private String find(String name) {
        return find(name, LinkOptions.Use.RUN);
    }

    /// rules: M10.1
    @Test
    void placesAreTriedInOrder() throws IOException {
        shared("system/libfoo.so");
        assertEquals("system/libfoo.so", find("foo"));
        shared("environment/libfoo.so");
        assertEquals("environment/libfoo.so", find("foo"));
        shared("option/libfoo.so");
        assertEquals("option/libfoo.so", find("foo"));
        shared("main/libs/libfoo.so");
        assertEquals("main/libs/libfoo.so", find("foo"));
    }

    /// rules: M10.1
    @Test
    void pathsAreRelativeToTheMainFileAndTriedAlone() throws IOException {
        shared("option/libfoo.so");
        assertEquals("E0810\ntried /main/option/libfoo.so", find("option/libfoo.so"));
        shared("main/libs/libfoo.so");
        assertEquals("main/libs/libfoo.so", find("libs/libfoo.so"));
        assertEquals("main/libs/libfoo.so", find("./libs/libfoo.so"));
        assertEquals("option/libfoo.so", find(root.resolve("option/libfoo.so").toString()));
    }

    /// rules: M10.2
    @Test
    void namesAreTriedInOrder() throws IOException {
        text("option/libfoo.a", "!<arch>\n");
        assertEquals("static option/libfoo.a", find("foo", LinkOptions.Use.BUILD));
        shared("option/libfoo.so");
        assertEquals("option/libfoo.so", find("foo", LinkOptions.Use.BUILD));
        assertEquals("option/libfoo.so", find("libfoo"));
        assertEquals("option/libfoo.so", find("libfoo.so"));
        shared("option/foo");
        assertEquals("option/foo", find("foo"));
        shared("option/libbar.so.2.1");
        assertEquals("option/libbar.so.2.1", find("libbar.so.2.1"));
        for (String always : List.of("c", "m", "libc", "libm")) assertEquals("always", find(always));
    }

    /// rules: M10.3
    @Test
    void staticLibrariesAreSkippedWhenRunning() throws IOException {
        text("main/libs/libfoo.a", "!<arch>\n");
        shared("system/libfoo.so");
        assertEquals("system/libfoo.so", find("foo"));
        Files.delete(root.resolve("system/libfoo.so"));
        assertEquals("E0819", find("foo").lines().findFirst().orElseThrow());
    }

    /// rules: M10.3
    @Test
    void everyPathIsToldWithWhatIsWrongThere() throws IOException {
        elf("main/libs/libfoo.so", Machine.AARCH64.elf());
        text("option/libfoo.so", "/* GNU ld script */ INPUT(libfoo.so.1)");
        text("environment/libfoo.so", "?");
        Files.createDirectories(root.resolve("environment/foo"));
        assertEquals("""
            E0810
            tried /main/libs/foo (#linkPath "libs" at main.cpi:1:7)
            tried /main/libs/libfoo.so (#linkPath "libs" at main.cpi:1:7): it is for AArch64, and x86-64 is needed
            tried /main/libs/libfoo.a (#linkPath "libs" at main.cpi:1:7)
            tried /option/foo (-L /option)
            tried /option/libfoo.so (-L /option): it is a linker script
            tried /option/libfoo.a (-L /option)
            tried /environment/foo (CPI_LINK_PATH)
            tried /environment/libfoo.so (CPI_LINK_PATH): it is no library
            tried /environment/libfoo.a (CPI_LINK_PATH)
            tried /system/libfoo.so (system)
            tried /system/libfoo.a (system)""", find("foo"));
    }

    /// rules: M10.1
    @Test
    void theCacheOfTheLoaderIsRead() throws IOException {
        shared("cached/libfoo.so.1");
        cache("libfoo.so.1", root.resolve("cached/libfoo.so.1").toString());
        assertEquals("cached/libfoo.so.1", find("libfoo.so.1"));
        assertEquals("help: there is `libfoo.so.1`: write `#link \"libfoo.so.1\"`", find("foo").lines().toList().getLast());
        assertEquals("help: did you mean `libfoo.so.1`?", find("fooo").lines().toList().getLast());
    }

    /// A cache of the loader with one entry.
    private void cache(String name, String path) throws IOException {
        byte[] strings = (name + "\0" + path + "\0").getBytes(StandardCharsets.UTF_8);
        ByteBuffer bytes = ByteBuffer.allocate(72 + strings.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.put("glibc-ld.so.cache1.1".getBytes(StandardCharsets.UTF_8)).putInt(1).putInt(strings.length);
        bytes.putInt(52, 72).putInt(56, 72 + name.length() + 1);
        bytes.put(72, strings);
        Files.write(root.resolve("ld.so.cache"), bytes.array());
    }
}
