// What kind of file a library is.
package cpi.driver;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// The kinds of files that can have the name of a library, told apart by their first bytes.
sealed interface ObjectFile {
    /// A shared library in the format of Linux.
    ///
    /// @param machine `e_machine` of its header
    /// @param bits of an address, 32 or 64
    record Elf(int machine, int bits, boolean shared) implements ObjectFile {}

    /// A static library.
    record Archive() implements ObjectFile {}

    /// A library of macOS.
    record MachO() implements ObjectFile {}

    /// A text that tells a linker which libraries to take instead.
    record LinkerScript() implements ObjectFile {}

    /// Something else, or a file that cannot be read.
    record Unusable(String reason) implements ObjectFile {}

    int HEADER = 64;
    int SHARED = 3;
    int SEGMENT = 56;
    int LOADED = 1;
    int LITTLE_ENDIAN = 1;
    int BITS_64 = 2;
    int ELF = 0x464C457F;
    int MACH_O = 0xFEEDFACF;
    int MACH_O_UNIVERSAL = 0xBEBAFECA;

    static ObjectFile of(Path file) {
        byte[] head;
        try (InputStream in = Files.newInputStream(file)) {
            head = in.readNBytes(HEADER);
        } catch (IOException e) {
            return new Unusable("it cannot be read: " + ModuleFinder.reason(e));
        }
        String text = new String(head, StandardCharsets.ISO_8859_1);
        if (text.startsWith("!<arch>\n") || text.startsWith("!<thin>\n")) return new Archive();
        if (text.startsWith("/* GNU ld script") || text.startsWith("INPUT") || text.startsWith("GROUP")) return new LinkerScript();
        if (head.length < HEADER) return new Unusable("it is no library");
        ByteBuffer bytes = ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN);
        int magic = bytes.getInt(0);
        if (magic == MACH_O || magic == MACH_O_UNIVERSAL) return new MachO();
        if (magic != ELF) return new Unusable("it is no library");
        if (head[5] != LITTLE_ENDIAN) return new Unusable("it is for a big-endian machine");
        if (head[4] == BITS_64 && !isWhole(file, bytes)) return new Unusable("it is damaged: a part of it is missing");
        return new Elf(bytes.getShort(18) & 0xFFFF, head[4] == BITS_64 ? 64 : 32, bytes.getShort(16) == SHARED);
    }

    /// Whether everything that would be loaded is there: a file that ends too early kills the process that loads it.
    private static boolean isWhole(Path file, ByteBuffer head) {
        try (SeekableByteChannel channel = Files.newByteChannel(file)) {
            int size = head.getShort(54) & 0xFFFF;
            ByteBuffer table = ByteBuffer.allocate(size * (head.getShort(56) & 0xFFFF)).order(ByteOrder.LITTLE_ENDIAN);
            channel.position(Math.max(0, head.getLong(32)));
            while (table.hasRemaining() && channel.read(table) > 0) { }
            if (table.hasRemaining() || size < SEGMENT) return table.capacity() == 0;
            for (int at = 0; at + SEGMENT <= table.capacity(); at += size) {
                if (table.getInt(at) == LOADED && table.getLong(at + 8) + table.getLong(at + 32) > channel.size()) return false;
            }
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /// Why a file cannot be linked for a machine; empty if it can.
    ///
    /// @param archives whether static libraries can be used
    static Optional<String> objection(Path path, Machine wanted, boolean archives) {
        return switch (of(path)) {
            case Elf elf when elf.bits == 64 && elf.machine == wanted.elf() ->
                elf.shared ? Optional.empty() : Optional.of("it is no shared library");
            case Elf elf -> Optional.of("it is for " + Machine.name(elf.machine, elf.bits) + ", and " + wanted.text() + " is needed");
            case Archive _ -> archives ? Optional.empty() : Optional.of("static");
            case MachO _ -> wanted.macOs() ? Optional.empty() : Optional.of("it is for macOS");
            case LinkerScript _ -> Optional.of("it is a linker script");
            case Unusable u -> Optional.of(u.reason);
        };
    }
}
