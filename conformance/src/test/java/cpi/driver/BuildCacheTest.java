package cpi.driver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cpi.toolchain.CacheDirectory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A program comes from the cache only if everything is as it was.
// rules: M14
class BuildCacheTest {
    @TempDir
    Path folder;

    private CacheDirectory cache;
    private Path source;
    private Path library;
    private Path missed;

    @BeforeEach
    void keepOne() throws Exception {
        cache = new CacheDirectory(folder.resolve("cache"));
        source = Files.writeString(folder.resolve("a.cpi"), "text");
        library = Files.writeString(folder.resolve("liba.so"), "library");
        missed = folder.resolve("b.cpi");
        keep("options");
        assertTrue(isFound());
    }

    private void keep(String description) throws Exception {
        BuildCache builds = new BuildCache(cache, description);
        Inputs inputs = new Inputs();
        inputs.read(source, Files.readAllBytes(source));
        inputs.looked(library);
        inputs.missed(missed);
        Path program = Files.writeString(builds.newProgram("a"), "program");
        builds.add(new BuildCache.Entry(program, "warning".getBytes(StandardCharsets.UTF_8), inputs.present()), inputs);
        builds.prune();
    }

    private boolean isFound() {
        return new BuildCache(cache, "options").find().isPresent();
    }

    @Test
    void whatWasBuiltIsFound() {
        BuildCache.Entry entry = new BuildCache(cache, "options").find().orElseThrow();
        assertEquals("warning", new String(entry.messages(), StandardCharsets.UTF_8));
        assertEquals(List.of(source, library), entry.inputs());
        assertFalse(new BuildCache(cache, "other options").find().isPresent());
    }

    @Test
    void aChangedSourceCounts() throws Exception {
        FileTime time = Files.getLastModifiedTime(source);
        Files.writeString(source, "texT");
        Files.setLastModifiedTime(source, time);
        assertFalse(isFound());
        Files.writeString(source, "text");
        assertTrue(isFound());
        Files.delete(source);
        assertFalse(isFound());
    }

    @Test
    void aChangedLibraryCounts() throws Exception {
        Files.setLastModifiedTime(library, FileTime.fromMillis(1000));
        assertFalse(isFound());
    }

    @Test
    void aFileThatWasNotThereCounts() throws Exception {
        Files.writeString(missed, "");
        assertFalse(isFound());
    }

    @Test
    void aDamagedProgramIsNotUsed() throws Exception {
        Path program = new BuildCache(cache, "options").find().orElseThrow().program();
        Files.writeString(program, "part");
        assertFalse(isFound());
    }

    @Test
    void whatIsUsedStays() throws Exception {
        for (int i = 0; i < 200; i++) {
            keep("other " + i);
            try (Stream<Path> all = Files.list(folder.resolve("cache/programs"))) {
                for (Path entry : all.toList()) {
                    Files.setLastModifiedTime(entry, FileTime.fromMillis(Files.getLastModifiedTime(entry).toMillis() - 1000));
                }
            }
            assertTrue(isFound(), "after " + i);
        }
        try (Stream<Path> all = Files.list(folder.resolve("cache/programs"))) {
            assertEquals(256, all.count());
        }
    }
}
