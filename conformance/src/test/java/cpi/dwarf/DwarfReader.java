package cpi.dwarf;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Reads the debug information of an object, relocated as if all sections lay at 0, from the documents and not from the writer.
final class DwarfReader {
    /// An entry; attributes by number: a `Long`, a `String` or a `byte[]`.
    record Die(int offset, int depth, int tag, Map<Integer, Object> attributes) {
        String name() {
            return attributes.getOrDefault(0x03, "").toString();
        }

        long number(int attribute) {
            return attributes.get(attribute) instanceof Long n ? n : -1;
        }
    }

    /// A row of the line table.
    record Row(Nops.Row place, boolean isStatement, boolean endsPrologue) {}

    private final Map<String, byte[]> sections = new HashMap<>();

    DwarfReader(byte[] object) {
        ByteBuffer file = ByteBuffer.wrap(object).order(ByteOrder.LITTLE_ENDIAN);
        int headers = (int) file.getLong(40);
        int count = file.getShort(60);
        int names = (int) file.getLong(headers + 64 * file.getShort(62) + 24);
        List<String> byNumber = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int h = headers + 64 * i;
            int at = (int) file.getLong(h + 24);
            int size = file.getInt(h + 4) == 8 ? 0 : (int) file.getLong(h + 32);
            String name = text(file.duplicate().position(names + file.getInt(h)));
            byNumber.add(name);
            sections.put(name, Arrays.copyOfRange(object, at, at + size));
        }
        for (String name : byNumber) if (name.startsWith(".rela.debug")) relocate(section(name.substring(5)), section(name));
    }

    private static void relocate(ByteBuffer section, ByteBuffer relocations) {
        while (relocations.hasRemaining()) {
            int at = (int) relocations.getLong();
            int type = relocations.getInt();
            relocations.getInt();
            long addend = relocations.getLong();
            if (type == 10) section.putInt(at, (int) addend);
            else section.putLong(at, addend);
        }
    }

    ByteBuffer section(String name) {
        return ByteBuffer.wrap(sections.get(name)).order(ByteOrder.LITTLE_ENDIAN);
    }

    static String text(ByteBuffer b) {
        int start = b.position();
        while (b.get() != 0) { }
        byte[] bytes = new byte[b.position() - start - 1];
        b.get(start, bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    static long unsigned(ByteBuffer b) {
        long value = 0;
        for (int shift = 0; ; shift += 7) {
            byte next = b.get();
            value |= (next & 0x7FL) << shift;
            if (next >= 0) return value;
        }
    }

    static long signed(ByteBuffer b) {
        long value = 0;
        for (int shift = 0; ; shift += 7) {
            byte next = b.get();
            value |= (next & 0x7FL) << shift;
            if (next < 0) continue;
            return shift + 7 < 64 && (next & 0x40) != 0 ? value | -1L << shift + 7 : value;
        }
    }

    // --- entries

    private Map<Integer, int[]> forms() {
        Map<Integer, int[]> forms = new HashMap<>();
        ByteBuffer b = section(".debug_abbrev");
        for (int code = (int) unsigned(b); code != 0; code = (int) unsigned(b)) {
            List<Integer> form = new ArrayList<>(List.of((int) unsigned(b), (int) b.get()));
            int attribute = (int) unsigned(b);
            for (int kind = (int) unsigned(b); attribute != 0; kind = (int) unsigned(b)) {
                form.add(attribute);
                form.add(kind);
                attribute = (int) unsigned(b);
            }
            forms.put(code, form.stream().mapToInt(i -> i).toArray());
        }
        return forms;
    }

    /// All entries by their offsets; the first is that of the unit.
    TreeMap<Integer, Die> entries() {
        Map<Integer, int[]> forms = forms();
        TreeMap<Integer, Die> entries = new TreeMap<>();
        ByteBuffer b = section(".debug_info");
        if (b.getInt() != b.capacity() - 4 || b.getShort() != 4) throw new AssertionError("the header of the unit");
        b.position(11);
        int depth = 0;
        while (b.hasRemaining()) {
            int offset = b.position();
            int code = (int) unsigned(b);
            if (code == 0) {
                depth--;
                continue;
            }
            int[] form = forms.get(code);
            Map<Integer, Object> attributes = new LinkedHashMap<>();
            for (int i = 2; i < form.length; i += 2) attributes.put(form[i], value(b, form[i + 1]));
            entries.put(offset, new Die(offset, depth, form[0], attributes));
            depth += form[1];
        }
        if (depth != 0) throw new AssertionError("lists of children are not closed");
        return entries;
    }

    private static Object value(ByteBuffer b, int form) {
        return switch (form) {
            case 0x01 -> b.getLong();
            case 0x05 -> (long) b.getShort();
            case 0x06, 0x13, 0x17 -> (long) b.getInt();
            case 0x08 -> text(b);
            case 0x0D -> signed(b);
            case 0x0F -> unsigned(b);
            case 0x18 -> {
                byte[] block = new byte[(int) unsigned(b)];
                b.get(block);
                yield block;
            }
            case 0x19 -> 1L;
            default -> throw new AssertionError("form " + form);
        };
    }

    // --- lines

    /// The rows of the line table; the end of a sequence has the file `end`.
    List<Row> rows() {
        ByteBuffer b = section(".debug_line");
        if (b.getInt() != b.capacity() - 4 || b.getShort() != 4) throw new AssertionError("the header of the lines");
        int program = b.getInt() + b.position();
        b.position(b.position() + 3);
        int base = b.get();
        int range = b.get();
        int first = b.get();
        b.position(b.position() + first - 1);
        List<String> files = files(b);
        if (b.position() != program) throw new AssertionError("the length of the header");
        return new Machine(b, base, range, first, files).run();
    }

    private static List<String> files(ByteBuffer b) {
        List<String> directories = new ArrayList<>(List.of(""));
        for (String name = text(b); !name.isEmpty(); name = text(b)) directories.add(name + "/");
        List<String> files = new ArrayList<>(List.of("?"));
        for (String name = text(b); !name.isEmpty(); name = text(b)) {
            files.add(directories.get((int) unsigned(b)) + name);
            b.getShort();
        }
        return files;
    }

    /// Executes a line program.
    private static final class Machine {
        private final ByteBuffer b;
        private final int base;
        private final int range;
        private final int first;
        private final List<String> files;
        private final List<Row> rows = new ArrayList<>();
        private long address;
        private int file = 1;
        private int line = 1;
        private int column;
        private boolean isStatement = true;
        private boolean endsPrologue;

        Machine(ByteBuffer b, int base, int range, int first, List<String> files) {
            this.b = b;
            this.base = base;
            this.range = range;
            this.first = first;
            this.files = files;
        }

        List<Row> run() {
            while (b.hasRemaining()) {
                int opcode = b.get() & 0xFF;
                if (opcode >= first) {
                    address += (opcode - first) / range;
                    line += base + (opcode - first) % range;
                    row(files.get(file));
                } else {
                    standard(opcode);
                }
            }
            return rows;
        }

        private void standard(int opcode) {
            switch (opcode) {
                case 0 -> extended();
                case 1 -> row(files.get(file));
                case 2 -> address += unsigned(b);
                case 3 -> line += (int) signed(b);
                case 4 -> file = (int) unsigned(b);
                case 5 -> column = (int) unsigned(b);
                case 6 -> isStatement = !isStatement;
                case 8 -> address += (255 - first) / range;
                case 10 -> endsPrologue = true;
                default -> throw new AssertionError("opcode " + opcode);
            }
        }

        private void extended() {
            long size = unsigned(b);
            int opcode = b.get();
            if (opcode == 2 && size == 9) {
                address = b.getLong();
            } else if (opcode == 1 && size == 1) {
                row("end");
                address = 0;
                file = 1;
                line = 1;
                column = 0;
                isStatement = true;
            } else {
                throw new AssertionError("extended opcode " + opcode);
            }
        }

        private void row(String name) {
            rows.add(new Row(new Nops.Row(address, name, line, column), isStatement, endsPrologue));
            endsPrologue = false;
        }
    }
}
