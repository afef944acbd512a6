package cpi.dwarf;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cpi.source.Position;
import cpi.source.SourceFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is written about real programs is read again.
class DwarfUnitTest {
    private static final int PARAMETER = 0x05, BLOCK = 0x0B, SUBPROGRAM = 0x2E, VARIABLE = 0x34, VARIANT_PART = 0x33;
    private static final int LOCATION = 0x02, LOW = 0x11, HIGH = 0x12, TYPE = 0x49, LINE = 0x3B, RANGES = 0x55, DISCRIMINANT = 0x15;

    private static Nops program;
    private static DwarfReader reader;
    private static TreeMap<Integer, DwarfReader.Die> entries;

    @TempDir
    Path folder;

    @BeforeAll
    static void make() {
        program = new Nops();
        reader = new DwarfReader(program.make("tests/gdb/values.cpi"));
        entries = reader.entries();
    }

    private static List<DwarfReader.Die> all(int tag) {
        return entries.values().stream().filter(e -> e.tag() == tag).toList();
    }

    private static DwarfReader.Die function(String name) {
        return all(SUBPROGRAM).stream().filter(f -> f.name().equals(name)).findFirst().orElseThrow();
    }

    /// All entries inside another.
    private static List<DwarfReader.Die> inside(DwarfReader.Die parent) {
        return entries.tailMap(parent.offset(), false).values().stream().takeWhile(e -> e.depth() > parent.depth()).toList();
    }

    private static String type(DwarfReader.Die entry) {
        return entries.get((int) entry.number(TYPE)).name();
    }

    /// What the line table must be: rows that say nothing new are left out, and what is no new line is no place to stop.
    private static List<DwarfReader.Row> expected(List<Nops.Row> told) {
        List<DwarfReader.Row> rows = new ArrayList<>();
        Nops.Row last = new Nops.Row(-1, "", 0, 0);
        boolean isFirst = false;
        for (Nops.Row row : told) {
            boolean isBeginning = row.column() == 0;
            boolean moves = isBeginning || isFirst || row.line() != last.line() || !row.file().equals(last.file());
            if (moves || row.column() != last.column()) rows.add(new DwarfReader.Row(row, moves, isFirst && !isBeginning));
            isFirst = isBeginning;
            last = row;
        }
        return rows;
    }

    @Test
    void linesAreThoseThatWereTold() {
        List<DwarfReader.Row> rows = reader.rows();
        assertEquals("end", rows.getLast().place().file());
        assertEquals(expected(program.rows()), rows.subList(0, rows.size() - 1));
    }

    @Test
    void linesOfALargeProgram() {
        Nops large = new Nops();
        DwarfReader read = new DwarfReader(large.make("examples/text/markdown.cpi"));
        List<DwarfReader.Row> rows = read.rows();
        assertEquals(expected(large.rows()), rows.subList(0, rows.size() - 1));
        Map<Integer, DwarfReader.Die> known = read.entries();
        for (DwarfReader.Die e : known.values()) {
            if (e.attributes().containsKey(TYPE)) assertTrue(known.containsKey((int) e.number(TYPE)), e.toString());
        }
    }

    @Test
    void functionsFollowEachOther() {
        List<DwarfReader.Die> functions = all(SUBPROGRAM);
        assertEquals(program.functions().stream().map(f -> f.name()).toList(), functions.stream().map(DwarfReader.Die::name).toList());
        assertEquals(program.functions().stream().map(f -> (long) f.place().position().line()).toList(),
            functions.stream().map(f -> f.number(LINE)).toList());
        long end = 0;
        for (DwarfReader.Die f : functions) {
            assertTrue(f.number(LOW) >= end && f.number(LOW) < end + 16, f.toString());
            end = f.number(LOW) + f.number(HIGH);
        }
    }

    @Test
    void variablesAreInBlocksFromTheirDeclarationOn() {
        List<String> seen = new ArrayList<>();
        DwarfReader.Die area = function("area");
        for (DwarfReader.Die e : inside(area)) {
            String what = e.tag() == BLOCK ? "block" : (e.tag() == PARAMETER ? "parameter " : "variable ") + e.name() + ": " + type(e);
            seen.add("  ".repeat(e.depth() - 2) + what);
        }
        assertEquals(List.of("parameter s: Shape", "parameter p: Point", "parameter xs: []i64", "block", "  variable sum: i64", "  block",
            "    variable c: Color", "    block", "      variable x: i64", "      variable i: i64", "    block", "      variable q: *i64",
            "      block", "        variable grid: [3]i32", "        block", "          variable r: f64", "        block",
            "          variable b: struct {w: f64, h: f64}"), seen);
    }

    @Test
    void blocksLieInWhatIsAroundThem() {
        Set<Long> lists = new HashSet<>();
        for (DwarfReader.Die f : all(SUBPROGRAM)) {
            for (DwarfReader.Die e : inside(f)) {
                if (e.tag() != BLOCK) continue;
                for (long[] range : ranges(e, lists)) {
                    assertTrue(range[0] < range[1], e.toString());
                    assertTrue(range[0] >= f.number(LOW) && range[1] <= f.number(LOW) + f.number(HIGH), e.toString());
                }
            }
        }
    }

    private static List<long[]> ranges(DwarfReader.Die block, Set<Long> lists) {
        if (!block.attributes().containsKey(RANGES)) return List.of(new long[] {block.number(LOW), block.number(LOW) + block.number(HIGH)});
        assertTrue(lists.add(block.number(RANGES)), "two blocks share ranges");
        List<long[]> found = new ArrayList<>();
        ByteBuffer b = reader.section(".debug_ranges").position((int) block.number(RANGES));
        for (long[] range = {b.getLong(), b.getLong()}; range[1] != 0; range = new long[] {b.getLong(), b.getLong()}) found.add(range);
        assertTrue(found.size() > 1, "one range needs no list");
        return found;
    }

    @Test
    void placesOfVariables() {
        Map<String, byte[]> places = new TreeMap<>();
        for (DwarfReader.Die e : inside(function("area"))) {
            if (e.attributes().get(LOCATION) instanceof byte[] place) places.put(e.name(), place);
        }
        assertArrayEquals(new byte[] {(byte) 0x91, 0x70, 0x06}, places.get("s"));
        assertArrayEquals(new byte[] {(byte) 0x91, 0x60, (byte) 0x93, 8, (byte) 0x91, 0x58, (byte) 0x93, 8}, places.get("xs"));
        DwarfReader.Die calls = all(VARIABLE).stream().filter(e -> e.depth() == 1 && e.name().equals("calls")).findFirst().orElseThrow();
        assertArrayEquals(new byte[] {3, 0, 0, 0, 0, 0, 0, 0, 0}, (byte[]) calls.attributes().get(LOCATION));
    }

    @Test
    void tagsTellVariants() {
        DwarfReader.Die part = all(VARIANT_PART).getFirst();
        assertEquals("tag", entries.get((int) part.number(DISCRIMINANT)).name());
        assertEquals(List.of("tag", "Circle", "Box", "Empty"),
            inside(part).stream().map(DwarfReader.Die::name).filter(n -> !n.isEmpty()).toList());
        for (DwarfReader.Die e : entries.values()) {
            if (e.attributes().containsKey(TYPE)) assertTrue(entries.containsKey((int) e.number(TYPE)), e.toString());
        }
    }

    @Test
    void framesCoverTheFunctions() {
        ByteBuffer b = reader.section(".debug_frame");
        List<Long> starts = new ArrayList<>();
        List<Long> sizes = new ArrayList<>();
        while (b.hasRemaining()) {
            int end = b.getInt() + b.position();
            assertEquals(0, end % 8);
            if (b.getInt() == 0) {
                starts.add(b.getLong());
                sizes.add(b.getLong());
            }
            b.position(end);
        }
        assertEquals(all(SUBPROGRAM).stream().map(f -> f.number(LOW)).toList(), starts);
        assertEquals(all(SUBPROGRAM).stream().map(f -> f.number(HIGH)).toList(), sizes);
    }

    @Test
    void placesInTexts() {
        for (String text : List.of("", "a", "\n\n", "ab\ncd\n\nef", "é\nxéy€z\n𝄞𝄞\nabc\n",
            "x".repeat(3000) + "\n" + "é".repeat(3000) + "\n")) {
            SourceFile file = SourceFile.of("x", text);
            PlaceCursor cursor = new PlaceCursor(file);
            int step = file.length() > 100 ? 37 : 1;
            for (int from = 0; from <= file.length(); from += step) {
                for (int to = 0; to <= file.length(); to += 2 * step - 1) {
                    cursor.move(file, from);
                    cursor.move(file, to);
                    assertEquals(file.position(to), new Position(cursor.line(), cursor.column()), text.length() + ": " + from + " " + to);
                }
            }
        }
    }

    /// A program of the system that knows DWARF has nothing to complain about.
    @Test
    void anotherReaderIsContent() throws Exception {
        Path object = Files.write(folder.resolve("x.o"), new Nops().make("tests/gdb/values.cpi"));
        try {
            Process process = new ProcessBuilder("llvm-dwarfdump", "--verify", object.toString()).redirectErrorStream(true).start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertEquals(0, process.waitFor(), said);
        } catch (IOException e) {
            Assumptions.abort("llvm-dwarfdump is not installed");
        }
    }
}
