// Programs that are made by chance.
package cpi.debug;

import java.util.Random;

/// A small program with loops, recursion, deferred statements, a mutex and perhaps threads and a panic. The same seed gives the same
/// program; all of them end.
final class SmallProgram {
    private static final int FUNCTIONS = 3;

    private final Random random;
    private final StringBuilder out = new StringBuilder();
    private int names;

    private SmallProgram(long seed) {
        random = new Random(seed);
    }

    static String of(long seed) {
        SmallProgram p = new SmallProgram(seed);
        p.program();
        return p.out.toString();
    }

    private void program() {
        line(0, "#import \"thread\";");
        line(0, "type Cell struct { hits: i64, last: i64 }");
        line(0, "guard: mutex; cell: Cell; total: i64; table: [4]i64;");
        line(0, "fn twice(n: i64) i64 { return n * 2; }");
        for (int f = FUNCTIONS - 1; f >= 0; f--) {
            line(0, "fn f" + f + "(n: i64) i64 {");
            line(1, "if n <= 0 { return 1; }");
            line(1, "a := n;");
            block(1, f, 3 + random.nextInt(3));
            line(1, "return a;");
            line(0, "}");
        }
        line(0, "fn main() i64 {");
        line(1, "n := 2;");
        line(1, "a := 0;");
        boolean threads = random.nextBoolean();
        if (threads) {
            line(1, "t := #async f0(2);");
            line(1, "u := #async f1(2);");
        }
        line(1, "a += f0(3) + f1(2);");
        block(1, 0, 4);
        if (threads) line(1, "a += (t|join) + (u|join);");
        line(1, "total += twice(a);");
        if (random.nextInt(3) == 0) line(1, "if total > 3 { panic(\"too much\"); }");
        line(1, "return cell.hits;");
        line(0, "}");
    }

    private void line(int depth, String text) {
        out.append("    ".repeat(depth)).append(text).append('\n');
    }

    private void block(int depth, int function, int count) {
        for (int i = 0; i < count; i++) statement(depth, function);
    }

    private void statement(int depth, int function) {
        int kind = random.nextInt(depth > 3 ? 6 : 11);
        switch (kind) {
            case 0 -> line(depth, "a += " + random.nextInt(1, 5) + ";");
            case 1 -> line(depth, "total += a mod 5;");
            case 2 -> line(depth, "cell.hits += 1;");
            case 3 -> line(depth, "cell.last = a;");
            case 4 -> line(depth, "table[" + random.nextInt(4) + "] += 1;");
            case 5 -> line(depth, call(function));
            case 6 -> nested(depth, function, "if a mod " + random.nextInt(2, 4) + " == 1 {");
            case 7 -> nested(depth, function, "for i" + names++ + ": 0.." + random.nextInt(1, 4) + " {");
            case 8 -> {
                String k = "k" + names++;
                line(depth, k + " := " + random.nextInt(1, 4) + ";");
                line(depth, "while " + k + " > 0 {");
                line(depth + 1, k + " -= 1;");
                block(depth + 1, function, 1);
                line(depth, "}");
            }
            case 9 -> line(depth, "defer cell.hits += 2;");
            default -> nested(depth, function, "#sync(guard) {");
        }
    }

    /// Only functions with higher numbers, or the function itself with less to do; none while a mutex may be held is waited for long.
    private String call(int function) {
        if (function + 1 < FUNCTIONS && random.nextBoolean()) return "a += f" + (function + 1) + "(n - 1);";
        return random.nextBoolean() ? "a += f" + function + "(n - 1);" : "a = twice(a) mod 100;";
    }

    private void nested(int depth, int function, String head) {
        boolean locks = head.startsWith("#sync");
        line(depth, head);
        if (locks) line(depth + 1, "cell.last += 1;");
        else block(depth + 1, function, random.nextInt(1, 3));
        line(depth, "}");
    }
}
