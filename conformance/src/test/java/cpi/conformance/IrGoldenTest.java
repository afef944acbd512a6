// The code that lowering makes of some programs.
package cpi.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import cpi.driver.Compilation;
import cpi.driver.CompileOptions;
import cpi.ir.Block;
import cpi.ir.Inst;
import cpi.ir.IrFunction;
import cpi.ir.IrNames;
import cpi.ir.IrPrinter;
import cpi.ir.Lowering;
import cpi.typed.Function;
import cpi.typed.Program;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// Each program of `tests/ir` is compiled, and the verified IR of its own functions that `main` reaches is compared with the text
/// in `x.ir` (docs/ir.md).
class IrGoldenTest {
    @TestFactory
    Stream<DynamicTest> programs() {
        return Programs.below("tests/ir").stream().filter(Repo::wanted).map(main ->
            DynamicTest.dynamicTest(Repo.slashes(main), main.toAbsolutePath().toUri(), () -> compare(main)));
    }

    private static void compare(Path main) {
        String text = Compilation.onBigStack(() -> print(main));
        Path golden = Repo.sibling(main, ".ir");
        if (Repo.BLESS) Repo.write(golden, text);
        assertEquals(Files.exists(golden) ? Repo.read(golden) : "(no golden: run ./cpi-test --bless)", text);
    }

    private static String print(Path main) {
        Compilation.Result checked = Compilation.check(CompileOptions.of(Repo.slashes(main)), java.io.OutputStream.nullOutputStream());
        Program program = checked.program().orElseThrow(() -> new AssertionError("the program has errors"));
        Lowering lowering = new Lowering(program.types(), program.layout(), program.context(), true);
        IrNames names = new IrNames();
        return functions(program, lowering).stream().map(f -> IrPrinter.print(f, names, false)).collect(Collectors.joining("\n"));
    }

    /// The functions of the main file, in order of the text.
    private static List<IrFunction> functions(Program program, Lowering lowering) {
        Function main = program.main().orElseThrow();
        Deque<Function> work = new ArrayDeque<>(List.of(main));
        Set<Function> seen = new HashSet<>(work);
        List<IrFunction> result = new ArrayList<>();
        while (!work.isEmpty()) {
            IrFunction f = lowering.lower(work.pop());
            result.add(f);
            for (Block block : f.blocks()) {
                for (Inst inst : block.insts()) {
                    if (inst instanceof Inst.Call call && call.callee().kind() == Function.Kind.ORDINARY
                        && call.callee().place().file() == main.place().file() && seen.add(call.callee())) work.add(call.callee());
                }
            }
        }
        result.sort(Comparator.comparingInt(f -> f.source().place().start()));
        return result;
    }
}
