// The LLVM text of some libraries.
package cpi.conformance;

import cpi.codegen.ModuleKind;
import cpi.driver.Compilation;
import cpi.driver.CompileOptions;
import cpi.driver.LinkOptions;
import cpi.ir.Lowering;
import cpi.llvm.EmitOptions;
import cpi.llvm.LlvmModule;
import cpi.llvm.OptLevel;
import cpi.llvm.Target;
import cpi.typed.Program;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import static org.junit.jupiter.api.Assertions.assertEquals;


/// Each program of `tests/llvm` is translated as a library with `-O default`, or with `-O fast --cpu native`, or for
/// `--target aarch64-linux`, if that is in `x.flags`, without debug information; the text must be `x.ll` (docs/native.md).
class LlvmGoldenTest {
    @TestFactory
    Stream<DynamicTest> programs() {
        return Programs.below("tests/llvm").stream().filter(Repo::wanted).map(main ->
            DynamicTest.dynamicTest(Repo.slashes(main), main.toAbsolutePath().toUri(), () -> compare(main)));
    }

    private static void compare(Path main) {
        String text = Compilation.onBigStack(() -> text(main));
        Path golden = Repo.sibling(main, ".ll");
        if (Repo.BLESS) Repo.write(golden, text);
        assertEquals(Files.exists(golden) ? Repo.read(golden) : "(no golden: run ./cpi-test --bless)", text);
    }

    private static String text(Path main) {
        CompileOptions standard = CompileOptions.of(Repo.slashes(main));
        CompileOptions library = new CompileOptions(standard.main(), List.of(), "", LinkOptions.of(LinkOptions.Use.CHECK), true, false,
            false, standard.limits(), standard.warnings(), standard.errorLimit());
        try (Compilation.Result checked = Compilation.check(library, OutputStream.nullOutputStream())) {
            if (checked.program().isEmpty()) return checked.report().shown().toString();
            Program program = checked.program().get();
            Lowering lowering = new Lowering(program.types(), program.layout(), program.context(), true);
            String flags = Files.exists(Repo.sibling(main, ".flags")) ? Repo.read(Repo.sibling(main, ".flags")).strip() : "";
            boolean fuses = flags.equals("-O\nfast\n--cpu\nnative");
            boolean isArm = flags.equals("--target\naarch64-linux");
            if (!flags.isEmpty() && !fuses && !isArm) throw new AssertionError("unknown options: " + flags);
            Target target = Target.of(isArm ? "aarch64-unknown-linux-gnu" : "x86_64-unknown-linux-gnu").orElseThrow();
            OptLevel level = fuses ? OptLevel.FAST : OptLevel.DEFAULT;
            EmitOptions options = new EmitOptions(level, fuses, target, ModuleKind.SHARED, false, "");
            return new String(LlvmModule.emit(program, lowering, options), StandardCharsets.UTF_8);
        }
    }
}
