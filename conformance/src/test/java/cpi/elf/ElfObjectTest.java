package cpi.elf;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import cpi.toolchain.CacheDirectory;
import cpi.toolchain.Linker;
import cpi.toolchain.LlvmInstallation;
import cpi.toolchain.Progress;
import cpi.toolchain.Target;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Objects made by hand, as the linker sees them.
class ElfObjectTest {
    @TempDir
    Path folder;

    @Test
    void bytesAreLittleEndian() {
        Bytes b = new Bytes();
        b.u8(0x1FF);
        b.u16(0x1234);
        b.u32(0x89ABCDEF);
        b.u64(0x0102030405060708L);
        b.align(8);
        b.textZ("é");
        assertArrayEquals(new byte[] {-1, 0x34, 0x12, (byte) 0xEF, (byte) 0xCD, (byte) 0xAB, (byte) 0x89, 8, 7, 6, 5, 4, 3, 2, 1, 0,
            (byte) 0xC3, (byte) 0xA9, 0}, b.toArray());
        assertEquals(0x89ABCDEF, b.get32(3));
        b.set64(7, -2);
        assertEquals(0xFE, b.get8(7));
        b.truncate(3);
        b.zeros(1000);
        assertEquals(1003, b.toArray().length);
    }

    /// Growing by steps of every size, reading and changing across the borders of chunks, shrinking and growing again.
    @Test
    void manyBytes() throws IOException {
        Bytes b = new Bytes();
        byte[] model = new byte[300_000];
        for (int round = 0; round < 3; round++) {
            int step = 0;
            while (b.size() < 250_000) {
                int at = b.size();
                switch (step++ % 4) {
                    case 0 -> b.u8(step);
                    case 1 -> b.u32(step * 77_777);
                    case 2 -> b.text("text");
                    case 3 -> b.bytes(model, 0, step % 1000);
                    default -> throw new AssertionError();
                }
                for (int i = at; i < b.size(); i++) model[i] = (byte) b.get8(i);
                if (step % 4 == 2) assertEquals(step * 77_777, b.get32(at));
            }
            for (int border = 1 << 16; border < 240_000; border += 1 << 16) {
                for (int at = border - 5; at < border + 5; at++) {
                    b.set64(at, 0x0102030405060708L * at);
                    assertEquals(0x0102030405060708L * at, b.get64(at));
                    for (int i = at; i < at + 8; i++) model[i] = (byte) b.get8(i);
                }
            }
            assertArrayEquals(Arrays.copyOf(model, b.size()), b.toArray());
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            b.writeTo(out);
            assertArrayEquals(b.toArray(), out.toByteArray());
            b.truncate(new int[] {1 << 17, (1 << 17) + 1, 0}[round]);
            b.zeros(100_000);
            assertEquals(0, b.get8(b.size() - 1));
            b.truncate(100);
        }
    }

    @Test
    void numbersOfVariableLength() {
        Bytes b = new Bytes();
        for (long v : new long[] {0, 127, 128, 300, -1}) b.uleb(v);
        assertArrayEquals(new byte[] {0, 127, -128, 1, -84, 2, -1, -1, -1, -1, -1, -1, -1, -1, -1, 1}, b.toArray());
        b.truncate(0);
        for (long v : new long[] {0, 63, 64, -1, -64, -65, Long.MIN_VALUE}) b.sleb(v);
        assertArrayEquals(new byte[] {0, 63, -64, 0, 127, 64, -65, 127, -128, -128, -128, -128, -128, -128, -128, -128, -128, 127},
            b.toArray());
    }

    /// A program whose exit code is the sum of a number behind a pointer, of zeros, and of a thread-local number.
    @Test
    void aProgramRuns() throws Exception {
        Target host = Target.host();
        Assumptions.assumeTrue(host.machine() == Target.Machine.X86_64, "another machine");
        ElfObject object = new ElfObject();
        ElfObject.Section text = object.section(".text", ElfObject.Kind.PROGBITS, ElfObject.ALLOC | ElfObject.EXECUTE, 16);
        ElfObject.Section data = object.section(".data", ElfObject.Kind.PROGBITS, ElfObject.ALLOC | ElfObject.WRITE, 8);
        ElfObject.Section zeros = object.section(".bss", ElfObject.Kind.NOBITS, ElfObject.ALLOC | ElfObject.WRITE, 1);
        ElfObject.Section threads = object.section(".tdata", ElfObject.Kind.PROGBITS, ElfObject.ALLOC | ElfObject.WRITE | ElfObject.TLS, 4);
        int sum = object.undefined("sum");
        data.bytes().u64(0);
        data.bytes().u64(30);
        data.relocate(0, ElfObject.R_64, data.symbol(), 8);
        int pointer = object.local("pointer", data, 0, 8, false);
        zeros.reserve(5, 1);
        int zero = object.local("zero", zeros, zeros.reserve(4, 8), 4, false);
        threads.bytes().u32(12);
        int mine = object.local("mine", threads, 0, 4, false);
        int start = object.global("_start", text, 0, 14, true, false);
        code(text, 0xE8);
        text.relocate(1, ElfObject.R_PLT32, sum, -4);
        code(text, 0, 0, 0, 0, 0x89, 0xC7, 0xB8, 60, 0, 0, 0, 0x0F, 0x05);
        assertEquals(sum, object.global("sum", text, text.align(16), 27, true, true));
        relocated(text, pointer, ElfObject.R_PC32, 0x48, 0x8D, 0x05);
        code(text, 0x48, 0x8B, 0x00, 0x8B, 0x00);
        relocated(text, zero, ElfObject.R_PC32, 0x03, 0x05);
        relocated(text, mine, ElfObject.R_TPOFF32, 0x64, 0x03, 0x04, 0x25);
        code(text, 0xC3);
        object.size(start, 14);
        Path program = folder.resolve("program");
        assertEquals(Optional.empty(), link(host, object.finish(), program));
        Process process = new ProcessBuilder(program.toString()).start();
        assertEquals(true, process.waitFor(20, TimeUnit.SECONDS));
        assertEquals(42, process.exitValue());
    }

    private static void code(ElfObject.Section text, int... bytes) {
        for (int b : bytes) text.bytes().u8(b);
    }

    /// An instruction that ends with a relocated number.
    private static void relocated(ElfObject.Section text, int symbol, int type, int... bytes) {
        code(text, bytes);
        text.relocate(text.bytes().size(), type, symbol, type == ElfObject.R_PC32 ? -4 : 0);
        text.bytes().u32(0);
    }

    private Optional<Linker.Failure> link(Target host, byte[] object, Path program) throws Exception {
        Path script = Path.of("tools/sh/fetch-llvm.sh").toAbsolutePath();
        LlvmInstallation tools = LlvmInstallation.find(new LlvmInstallation.Request(host, CacheDirectory.of(System.getenv()),
            System.getenv(), Optional.of(script), Progress.SILENT));
        Path file = Files.write(folder.resolve("program.o"), object);
        return new Linker(new Linker.Tool.Lld(tools.linker()))
            .link(new Linker.Request(host, List.of(file), List.of(), Linker.Kind.PROGRAM, program));
    }
}
