// Structs by value between cpi and C.
package cpi.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import cpi.driver.Compilation;
import cpi.llvm.OptLevel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Random structs (integers, floats, pointers, structs and arrays inside, from 1 byte to about 60) go to C functions and come from
/// them, among other arguments and alone, and through callbacks of both sides. A program in C says what must come out; the
/// virtual machine and native code must say the same. Needs a C compiler. `-Dcpi.seed=S` makes other structs.
// rules: M6.1, M7, M9, L3.13
class StructPassingTest {
    private static final int SHAPES = 80;
    private static final List<String> COMPILERS = List.of("gcc", "clang-19", "clang", "cc");
    /// The types of cpi and those of C.
    private static final List<List<String>> SCALARS = List.of(List.of("i8", "int8_t"), List.of("u8", "uint8_t"),
        List.of("i16", "int16_t"), List.of("i32", "int32_t"), List.of("i64", "int64_t"), List.of("f32", "float"),
        List.of("f64", "double"), List.of("*none", "void *"));

    @TempDir
    Path folder;

    private final Random random = new Random(Long.getLong("cpi.seed", 1));
    private final StringBuilder types = new StringBuilder();
    private final StringBuilder library = new StringBuilder();
    private final StringBuilder declarations = new StringBuilder();
    private final StringBuilder callbacks = new StringBuilder();
    private final StringBuilder calls = new StringBuilder();
    private final StringBuilder cTypes = new StringBuilder("#include <stdint.h>\n#include <stdio.h>\n");
    private final StringBuilder cMain = new StringBuilder();
    private final StringBuilder cCallbacks = new StringBuilder();
    private final List<List<Leaf>> shapes = new ArrayList<>();

    /// A scalar inside a struct: how it is reached, its types in cpi and in C.
    private record Leaf(String path, List<String> type) {}

    @Test
    void structsPassAsInC() throws IOException, InterruptedException {
        String compiler = COMPILERS.stream().filter(StructPassingTest::works).findFirst().orElse("");
        Assumptions.assumeTrue(!compiler.isEmpty(), "needs a C compiler");
        for (int k = 0; k < SHAPES; k++) shape(k);
        Files.writeString(folder.resolve("shapes.h"), cTypes);
        Files.writeString(folder.resolve("shapes.c"), "#include \"shapes.h\"\n" + library);
        Files.writeString(folder.resolve("main.c"),
            "#include \"shapes.h\"\n" + prototypes() + cCallbacks + "int main(void) {\n" + cMain + "}\n");
        String file = folder.resolve("libshapes.so").toString();
        run(List.of(compiler, "-O1", "-w", "-shared", "-fPIC", "-o", file, folder.resolve("shapes.c").toString()));
        Path expecting = folder.resolve("expecting");
        run(List.of(compiler, "-O1", "-w", "-o", expecting.toString(), folder.resolve("main.c").toString(), file, "-Wl,-rpath," + folder));
        String expected = NativeEngine.run(expecting, List.of(), new byte[0]).out();
        assertEquals(SHAPES * 5, expected.lines().count());
        Path main = Files.writeString(folder.resolve("main.cpi"), types + "#link \"./libshapes.so\" {\n" + declarations + "}\n" + callbacks
            + "fn main() none {\n" + calls + "}\n");
        assertEquals(new CommandLine.Observation(expected, "", 0), CommandLine.run("run", main.toString()));
        try (Compilation.Result checked = NativeEngine.check(main.toString(), List.of())) {
            for (OptLevel level : OptLevel.values()) {
                Path program = folder.resolve("program" + level);
                new NativeEngine().make(checked, level, program);
                assertEquals(new CommandLine.Observation(expected, "", 0), NativeEngine.run(program, List.of(), new byte[0]), level.name());
            }
        } catch (cpi.toolchain.ToolchainException e) {
            throw new AssertionError(e);
        }
    }

    private String prototypes() {
        StringBuilder out = new StringBuilder();
        for (String line : library.toString().split("\n")) {
            if (!line.startsWith(" ") && line.contains(") {")) out.append(line, 0, line.indexOf(") {") + 1).append(";\n");
        }
        return out.toString();
    }

    private static boolean works(String compiler) {
        try {
            return new ProcessBuilder(compiler, "--version").redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start().waitFor() == 0;
        } catch (IOException | InterruptedException e) {
            return false;
        }
    }

    private static void run(List<String> command) throws IOException, InterruptedException {
        assertEquals(0, new ProcessBuilder(command).inheritIO().start().waitFor(), command.toString());
    }

    // --- making programs

    private void shape(int k) {
        List<Leaf> leaves = fields(k);
        shapes.add(leaves);
        make(k, leaves);
        functions(k, leaves);
        callback(k, leaves.getFirst());
        calls(k);
    }

    /// The struct, and what is in it.
    private List<Leaf> fields(int k) {
        List<Leaf> leaves = new ArrayList<>();
        List<String> cpi = new ArrayList<>();
        StringBuilder c = new StringBuilder();
        // Fields of one type make homogeneous structs, which some machines treat specially.
        boolean isUniform = random.nextInt(4) == 0;
        List<String> one = pick(SCALARS);
        int count = 1 + random.nextInt(isUniform ? 5 : 4);
        for (int i = 0; i < count; i++) {
            String name = "m" + i;
            List<String> type = isUniform ? one : pick(SCALARS);
            int kind = isUniform ? 0 : random.nextInt(8);
            if (kind == 0 && k > 0 && !isUniform) {
                int inner = random.nextInt(k);
                if (shapes.get(inner).size() > 6) inner = 0;
                cpi.add(name + ": S" + inner);
                c.append("S").append(inner).append(' ').append(name).append("; ");
                for (Leaf l : shapes.get(inner)) leaves.add(new Leaf(name + "." + l.path, l.type));
            } else if (kind == 1) {
                int n = 1 + random.nextInt(4);
                cpi.add(name + ": [" + n + "]" + type.get(0));
                c.append(type.get(1)).append(' ').append(name).append('[').append(n).append("]; ");
                for (int j = 0; j < n; j++) leaves.add(new Leaf(name + "[" + j + "]", type));
            } else {
                cpi.add(name + ": " + type.get(0));
                c.append(type.get(1)).append(' ').append(name).append("; ");
                leaves.add(new Leaf(name, type));
            }
        }
        types.append("type S").append(k).append(" struct { ").append(String.join(", ", cpi)).append(" }\n");
        cTypes.append("typedef struct { ").append(c).append("} S").append(k).append(";\n");
        return leaves;
    }

    private void make(int k, List<Leaf> leaves) {
        library.append("S").append(k).append(" make").append(k).append("(int64_t seed) {\n    S").append(k).append(" s;\n");
        StringBuilder sum = new StringBuilder("0");
        for (int j = 0; j < leaves.size(); j++) {
            Leaf l = leaves.get(j);
            boolean isPointer = l.type.get(0).startsWith("*");
            library.append("    s.").append(l.path).append(" = (").append(l.type.get(1)).append(") ").append(isPointer ? "(intptr_t) " : "")
                .append("((seed * 3 + ").append(7 * j).append(") % 50);\n");
            sum.append(" + ").append(j + 1).append(" * (int64_t) s.").append(l.path);
        }
        library.append("    return s;\n}\nstatic int64_t sum").append(k).append("(S").append(k).append(" s) { return ").append(sum)
            .append("; }\n");
        declarations.append("    fn make").append(k).append("(seed: i64) S").append(k).append(";\n");
    }

    private void functions(int k, List<Leaf> leaves) {
        String s = "S" + k;
        library.append("int64_t only").append(k).append("(").append(s).append(" s) {\n    return sum").append(k).append("(s);\n}\n");
        library.append("int64_t among").append(k).append("(int8_t a, ").append(s).append(" s, double x, ").append(s)
            .append(" t, float y, int64_t z, ").append(s).append(" u, ").append(s).append(" v) {\n    return a + 3 * sum").append(k)
            .append("(s) + (int64_t) x + 5 * sum").append(k).append("(t) + (int64_t) y + z + 7 * sum").append(k).append("(u) + 11 * sum")
            .append(k).append("(v);\n}\n");
        library.append(s).append(" through").append(k).append("(").append(s).append(" (*f)(").append(s).append(", int64_t), ").append(s)
            .append(" s) {\n    return f(f(s, 1), 2);\n}\n");
        String cpi = "s: " + s;
        declarations.append("    fn only").append(k).append("(").append(cpi).append(") i64;\n    fn among").append(k).append("(a: i8, ")
            .append(cpi).append(", x: f64, t: ").append(s).append(", y: f32, z: i64, u: ").append(s).append(", v: ").append(s)
            .append(") i64;\n    fn through").append(k).append("(f: #c fn(").append(s).append(", i64) ").append(s).append(", ").append(cpi)
            .append(") ").append(s).append(";\n");
    }

    /// Changes the first scalar.
    private void callback(int k, Leaf first) {
        String old = "r." + first.path;
        callbacks.append("#c fn call").append(k).append("(s: S").append(k).append(", x: i64) S").append(k).append(" { r := s; ").append(old)
            .append(" = cast(").append(first.type.get(0)).append(") (cast(i64) ").append(old).append(" + x); return r; }\n");
        cCallbacks.append("static S").append(k).append(" call").append(k).append("(S").append(k).append(" s, int64_t x) { s.")
            .append(first.path).append(" = (").append(first.type.get(1)).append(") ((int64_t) ").append("s.").append(first.path)
            .append(" + x); return s; }\n");
    }

    private void calls(int k) {
        for (String format : List.of("only%1$d(make%1$d(1))",
                "among%1$d(1, make%1$d(2), 2.5, make%1$d(3), 1.5f, 4, make%1$d(4), make%1$d(5))",
                "only%1$d(through%1$d(call%1$d, make%1$d(6)))", "only%1$d(call%1$d(make%1$d(7), 3))", "only%1$d(make%1$d(8))")) {
            String call = String.format(format, k);
            calls.append("    println(").append(call.replace("1.5f", "1.5")).append(");\n");
            cMain.append("    printf(\"%lld\\n\", (long long) ").append(call).append(");\n");
        }
    }

    private <T> T pick(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }
}
