// Random programs without mistakes.
package cpi.conformance;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// Makes well-typed programs that end and do not panic. They print what they compute; each pure function is also evaluated at
/// compile time, and both results are printed side by side, as `same A A`.
///
/// They use integers and floats of all sizes, structs in structs and arrays, tagged unions, the bytes of numbers, enumerations, pointers,
/// slices, buffers, texts, generic functions, function values, recursion, deferred statements, early returns, switches, globals
/// and threads.
final class ProgramGenerator {
    private static final List<String> INTEGERS = List.of("i8", "i16", "i32", "i64", "u8", "u16", "u32", "u64");
    private static final int MAX_DEPTH = 4;

    private final Random random;
    private final StringBuilder out = new StringBuilder();
    private final List<Function> functions = new ArrayList<>();
    private List<Variable> scope = new ArrayList<>();
    private int indent;
    private int names;
    private int loops;
    /// The type of the result of the function that is being made; empty in `main`.
    private String result = "";

    private record Function(String name, List<String> parameters, String result) {}

    private record Variable(String name, String type, boolean assignable) {}

    ProgramGenerator(long seed) {
        this.random = new Random(seed);
    }

    /// What the random parts use.
    private static final String HELPERS = """
        type Pair struct { a: i64, b: i32 = 5, c: [4]u8 = [4]u8{1, 2, 3, 4} }
        type Kind enum { Red, Green, Blue: 7 }
        type Shape enum { Circle: f64, Square: i32, Empty }
        type Deep struct { x: f32, pairs: [2]Pair, one: Pair, name: []i8 = "deep", next: *Deep }
        type Single struct { v: f64 }
        fn choose(c: bool, a: !T, b: T) T { if c { return a; } return b; }
        fn swap(a: *!T, b: *T) none { old := ^a; ^a = ^b; ^b = old; }
        fn repeat(f: fn(i64) i64, x: i64, n: i64) i64 { r := x; for _: 0..n { r = f(r); } return r; }
        fn change(p: Pair, k: i64) Pair { r := p; r.a += k; r.b -= cast(i32) k; r.c[k ~and 3] = cast(u8) k; return r; }
        fn changeAt(p: *Pair, k: i64) none { ^p = change(^p, k); p.c[0] += 1; }
        fn deepOf(p: Pair, x: f32) Deep { return {x: x, pairs: [_]Pair{p, change(p, 3)}, one: p, next: nil}; }
        fn half(s: Single) Single { return {s.v * 0.5}; }
        fn shapeOf(k: i64, x: f64) Shape {
            if k mod 3 == 0 { return {Circle: x}; }
            if k mod 3 == 1 { return {Square: cast(i32) k}; }
            return Shape.Empty;
        }
        fn sizeOf(s: Shape) i64 {
            switch s { case Circle: c { return cast(i64) c; } case Square: q { return q; } case Empty { return -1; } }
        }
        fn total(xs: []!T) T { sum: T; for x: xs { sum += x; } return sum; }
        fn ways(n: i64, k: i64) i64 { if n <= 0 or k <= 0 { return 1; } return ways(n - k, k) + ways(n, k - 1); }
        fn hash(s: []i8) i64 { h: i64 = 7; for c: s { h = h * 31 + c; } return h; }
        """;

    String generate() {
        out.append(HELPERS);
        int count = 2 + random.nextInt(4);
        for (int i = 0; i < count; i++) function("f" + i);
        main();
        return out.toString();
    }

    private void function(String name) {
        List<String> parameters = new ArrayList<>();
        scope = new ArrayList<>();
        StringBuilder list = new StringBuilder();
        int count = random.nextInt(4);
        for (int i = 0; i < count; i++) {
            String type = scalar();
            parameters.add(type);
            list.append(i > 0 ? ", " : "").append("p").append(i).append(": ").append(type);
            scope.add(new Variable("p" + i, type, false));
        }
        result = scalar();
        line("fn " + name + "(" + list + ") " + result + " {");
        indent++;
        line("s: Pair = {" + expr("i64", 2) + ", c: [4]u8{" + expr("u8", 2) + ", 2, 3, 4}};");
        scope.add(new Variable("s.a", "i64", true));
        scope.add(new Variable("s.b", "i32", true));
        scope.add(new Variable("s.c[1]", "u8", true));
        block(2 + random.nextInt(4), MAX_DEPTH);
        line("return " + expr(result, MAX_DEPTH) + ";");
        indent--;
        line("}");
        functions.add(new Function(name, parameters, result));
        result = "";
    }

    private void main() {
        scope = new ArrayList<>();
        List<Variable> globals = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            String type = scalar();
            line("g" + i + ": " + type + " = " + literal(type) + ";");
            globals.add(new Variable("g" + i, type, true));
        }
        line("fn main() none {");
        indent++;
        scope = globals;
        for (Function f : functions) {
            StringBuilder args = new StringBuilder();
            for (String type : f.parameters) args.append(args.isEmpty() ? "" : ", ").append(literal(type));
            String call = f.name + "(" + args + ")";
            line("print(\"same \"); print(" + shown(f.result, "(#run " + call + ")") + "); print(\" \"); println("
                + shown(f.result, call) + ");");
        }
        block(6, MAX_DEPTH);
        for (Function f : functions) if (random.nextBoolean()) thread(f);
        for (Variable v : scope) line("println(" + shown(v.type, v.name) + ");");
        indent--;
        line("}");
    }

    /// Lets a thread call a function.
    private void thread(Function f) {
        StringBuilder args = new StringBuilder();
        for (String type : f.parameters) args.append(args.isEmpty() ? "" : ", ").append(expr(type, 2));
        String name = "t" + names++;
        line(name + " := #async " + f.name + "(" + args + ");");
        if (random.nextBoolean()) statement(1);
        line("println(" + shown(f.result, "(" + name + "|join)") + ");");
    }

    /// An `i8` is printed as the character it encodes, which may be a space or a line end.
    private static String shown(String type, String value) {
        return type.equals("i8") ? "cast(i64) " + value : value;
    }

    private void block(int statements, int depth) {
        for (int i = 0; i < statements; i++) statement(depth);
    }

    private void nested(int depth) {
        List<Variable> outer = scope;
        scope = new ArrayList<>(outer);
        indent++;
        block(1 + random.nextInt(3), depth - 1);
        indent--;
        scope = outer;
    }

    private void statement(int depth) {
        switch (random.nextInt(depth > 0 ? 20 : 4)) {
            case 0, 1 -> declare();
            case 2, 3 -> assign();
            case 4 -> {
                line("if " + expr("bool", 2) + " {");
                nested(depth);
                line("} else {");
                nested(depth);
                line("}");
            }
            case 5 -> loop(depth);
            case 6 -> range(depth);
            case 7 -> {
                line("defer {");
                nested(0);
                line("}");
            }
            case 8 -> switchOver(depth);
            case 9 -> slice();
            case 10 -> pair();
            case 11 -> deep();
            case 12 -> pointer();
            case 13 -> word();
            case 14 -> buffer();
            case 15 -> table();
            case 16 -> text(depth);
            case 17 -> leave();
            case 18 -> exchange();
            default -> shape();
        }
    }

    private void declare() {
        String type = scalar();
        String name = "v" + names++;
        line(random.nextBoolean() ? name + ": " + type + " = " + expr(type, 3) + ";" : name + " := " + expr(type, 3) + ";");
        scope.add(new Variable(name, type, true));
    }

    private void assign() {
        List<Variable> targets = scope.stream().filter(Variable::assignable).toList();
        if (targets.isEmpty()) {
            declare();
            return;
        }
        Variable target = pick(targets);
        boolean compound = INTEGERS.contains(target.type) && random.nextBoolean();
        String operator = compound ? pick(List.of("+=", "-=", "*=", "~and=", "~or=", "~xor=", "~shl=", "~shr=")) : "=";
        line(target.name + " " + operator + " " + expr(target.type, 3) + ";");
    }

    private void loop(int depth) {
        String counter = "w" + loops++;
        line(counter + " := 0;");
        line("while " + counter + " < " + (1 + random.nextInt(5)) + " {");
        line("    " + counter + " += 1;");
        if (random.nextInt(3) == 0) line("    if " + expr("bool", 1) + " { " + pick(List.of("continue", "break")) + "; }");
        nested(depth);
        line("}");
    }

    private void range(int depth) {
        String name = "k" + loops++;
        line("for " + name + ": cast(i64) " + random.nextInt(4) + pick(List.of("..", "..=")) + random.nextInt(6) + " {");
        List<Variable> outer = scope;
        scope = new ArrayList<>(outer);
        scope.add(new Variable(name, "i64", true));
        nested(depth);
        scope = outer;
        line("}");
    }

    private void switchOver(int depth) {
        if (random.nextBoolean()) {
            line("switch " + expr("i32", 2) + " {");
            line("case -3, 4..9 {");
            nested(depth);
            line("}");
            line("case 100..=200 { }");
        } else {
            line("switch cast(Kind) " + expr("i64", 2) + " {");
            line("case Red, Blue {");
            nested(depth);
            line("}");
        }
        line("else {");
        nested(depth);
        line("}");
        line("}");
    }

    private void slice() {
        String type = pick(INTEGERS);
        String name = "x" + names++;
        line(name + " := []" + type + "{" + expr(type, 2) + ", " + expr(type, 2) + ", " + expr(type, 2) + "};");
        line(name + "[" + random.nextInt(3) + "] = " + expr(type, 2) + ";");
        String sum = "v" + names++;
        line(sum + ": " + type + ";");
        line("for e: " + name + " { " + sum + " += e; }");
        scope.add(new Variable(sum, type, true));
        scope.add(new Variable(name + "[" + expr("i64", 1) + " ~and 1]", type, true));
    }

    private void shape() {
        String name = "q" + names++;
        String sum = "v" + names++;
        String value = pick(List.of("{Circle: " + expr("f64", 2) + "}", "{Square: " + expr("i32", 2) + "}", "Shape.Empty"));
        line(name + ": Shape = " + value + ";");
        line("if " + expr("bool", 1) + " { " + name + ".Square = " + expr("i32", 2) + "; }");
        line(sum + ": i64 = " + expr("i64", 1) + ";");
        line("switch " + name + " {");
        line("    case Circle: c { " + sum + " += cast(i64) c; }");
        line("    case Square: *c { ^c += 1; " + sum + " -= ^c; }");
        line("    case Empty { }");
        line("}");
        scope.add(new Variable(sum, "i64", true));
    }

    /// A struct by value through a function, or changed through its address.
    private void pair() {
        String name = "s" + names++;
        String from = random.nextBoolean() ? "{" + expr("i64", 2) + ", " + expr("i32", 1) + "}" : "{" + expr("i64", 1) + "}";
        line(name + " := change(" + from + ", " + expr("i64", 2) + ");");
        if (random.nextBoolean()) line("changeAt(&" + name + ", " + expr("i64", 1) + ");");
        addPair(name);
    }

    private void addPair(String name) {
        scope.add(new Variable(name + ".a", "i64", true));
        scope.add(new Variable(name + ".b", "i32", true));
        scope.add(new Variable(name + ".c[" + expr("i64", 1) + " ~and 3]", "u8", true));
    }

    /// Structs in structs, copies of them, and a list of two.
    private void deep() {
        String name = "d" + names++;
        String copy = "d" + names++;
        line(name + " := deepOf({" + expr("i64", 2) + "}, " + expr("f32", 2) + ");");
        line(copy + " := " + name + ";");
        line(name + ".next = &" + copy + ";");
        line(copy + ".pairs[1] = change(" + name + ".pairs[" + expr("i64", 1) + " ~and 1], " + expr("i64", 1) + ");");
        addPair(name + ".one");
        addPair(name + ".next.pairs[1]");
        addPair(copy + ".pairs[" + expr("i64", 1) + " ~and 1]");
        scope.add(new Variable(name + ".x", "f32", true));
        scope.add(new Variable(copy + ".name.count", "i64", false));
    }

    private void pointer() {
        List<Variable> targets = scope.stream().filter(v -> v.assignable && !v.name.contains("[") && !v.name.contains("^")).toList();
        if (targets.isEmpty()) {
            declare();
            return;
        }
        Variable target = pick(targets);
        String name = "a" + names++;
        line(name + " := &" + target.name + ";");
        line("^" + name + " = " + expr(target.type, 2) + ";");
        scope.add(new Variable("(^" + name + ")", target.type, false));
    }

    /// The same bytes as several types.
    private void word() {
        String name = "z" + names++;
        line(name + ": u64 = " + expr("u64", 2) + ";");
        line(name + "b := cast(*u8) cast(*none) &" + name + "; " + name + "h := cast(*u16) cast(*none) &" + name + ";");
        line(name + "b[" + expr("i64", 1) + " ~and 7] = " + expr("u8", 2) + ";");
        scope.add(new Variable(name, "u64", true));
        scope.add(new Variable(name + "h[" + expr("i64", 1) + " ~and 3]", "u16", true));
    }

    private void buffer() {
        String type = pick(INTEGERS);
        String name = "b" + names++;
        String k = "k" + loops++;
        line(name + " := buf!(" + type + ")(" + random.nextInt(3) + ");");
        line("for " + k + ": 0.." + random.nextInt(20) + " { " + name + "|append(cast(" + type + ") " + k + " * " + expr(type, 1) + "); }");
        line(name + "|append(" + expr(type, 2) + ");");
        String sum = "v" + names++;
        line(sum + " := total(slice(" + name + "|items, 0, 1 + (" + expr("i64", 1) + " ~and 1) * ((" + name + "|items).count - 1)));");
        scope.add(new Variable(sum, type, true));
    }

    /// An array of arrays.
    private void table() {
        String type = pick(INTEGERS);
        String name = "m" + names++;
        String row = "k" + loops++;
        String column = "k" + loops++;
        line(name + ": [3][4]" + type + ";");
        line("for " + row + ": 0..3 { for " + column + ": 0..4 { " + name + "[" + row + "][" + column + "] = cast(" + type + ") (" + row
            + " * 5 + " + column + ") ~xor " + expr(type, 1) + "; } }");
        String sum = "v" + names++;
        line(sum + ": " + type + ";");
        line("for r: " + name + " { for x: r { " + sum + " = " + sum + " * 3 + x; } }");
        scope.add(new Variable(sum, type, true));
        scope.add(new Variable(name + "[" + expr("i64", 1) + " ~and 1][" + expr("i64", 1) + " ~and 3]", type, true));
    }

    private void text(int depth) {
        String name = "n" + names++;
        line(name + " := choose(" + expr("bool", 2) + ", \"left\", slice(\"a right\", 2, 7));");
        line("switch " + name + " {");
        line("case \"left\" {");
        nested(depth);
        line("}");
        line("else {");
        nested(depth);
        line("}");
        line("}");
        scope.add(new Variable("hash(" + name + ")", "i64", false));
    }

    /// An early return, past what is deferred.
    private void leave() {
        if (result.isEmpty()) declare();
        else line("if " + expr("bool", 1) + " and " + expr("bool", 1) + " and " + expr("bool", 1) + " { return " + expr(result, 2) + "; }");
    }

    private void exchange() {
        String type = scalar();
        String name = "v" + names++;
        String other = "v" + names++;
        line(name + ": " + type + " = " + expr(type, 2) + "; " + other + ": " + type + " = " + expr(type, 2) + ";");
        line("swap(&" + name + ", &" + other + ");");
        scope.add(new Variable(name, type, true));
        scope.add(new Variable(other, type, true));
    }

    // Expressions.

    private String expr(String type, int depth) {
        List<Variable> fitting = scope.stream().filter(v -> v.type.equals(type)).toList();
        if (!fitting.isEmpty() && random.nextInt(3) == 0) return pick(fitting).name;
        if (depth <= 0) return literal(type);
        List<Function> calls = functions.stream().filter(f -> f.result.equals(type)).toList();
        if (!calls.isEmpty() && depth > 2 && random.nextInt(4) == 0) return call(pick(calls), depth);
        if (random.nextInt(12) == 0) {
            return "choose(" + expr("bool", depth - 1) + ", " + expr(type, depth - 1) + ", " + expr(type, depth - 1) + ")";
        }
        if (type.equals("bool")) return condition(depth);
        if (type.startsWith("f")) return number(type, depth);
        if (type.equals("i64") && random.nextInt(6) == 0) return special(depth);
        return switch (random.nextInt(8)) {
            case 0 -> literal(type);
            case 1 -> "(-" + expr(type, depth - 1) + ")";
            case 2 -> "(~!" + expr(type, depth - 1) + ")";
            case 3 -> "(" + expr(type, depth - 1) + pick(List.of(" / ", " mod ")) + "((" + expr(type, depth - 1) + " ~and 7) + 1))";
            case 4 -> "(" + expr(type, depth - 1) + pick(List.of(" ~shl ", " ~shr ")) + expr(pick(INTEGERS), depth - 1) + ")";
            case 5 -> "(cast(" + type + ") " + expr(scalar(), depth - 1) + ")";
            default -> {
                String operator = pick(List.of(" + ", " - ", " * ", " ~and ", " ~or ", " ~xor "));
                yield "(" + expr(type, depth - 1) + operator + expr(type, depth - 1) + ")";
            }
        };
    }

    private String condition(int depth) {
        return switch (random.nextInt(4)) {
            case 0 -> "(!" + expr("bool", depth - 1) + ")";
            case 1 -> "(" + expr("bool", depth - 1) + pick(List.of(" and ", " or ")) + expr("bool", depth - 1) + ")";
            default -> {
                String type = random.nextInt(4) == 0 ? pick(List.of("f32", "f64")) : pick(INTEGERS);
                String operator = pick(List.of(" == ", " != ", " < ", " <= ", " > ", " >= "));
                yield "(" + expr(type, depth - 1) + operator + expr(type, depth - 1) + ")";
            }
        };
    }

    private String number(String type, int depth) {
        return switch (random.nextInt(6)) {
            case 0 -> "(-" + expr(type, depth - 1) + ")";
            case 1, 2 -> "(cast(" + type + ") " + expr(scalar(), depth - 1) + ")";
            case 3 -> type.equals("f64") ? "half({" + expr("f64", depth - 1) + "}).v" : "(cast(f32) " + expr("f64", depth - 1) + ")";
            default -> "(" + expr(type, depth - 1) + pick(List.of(" + ", " - ", " * ", " / ", " mod ")) + expr(type, depth - 1) + ")";
        };
    }

    /// An `i64` that functions of many kinds compute.
    private String special(int depth) {
        return switch (random.nextInt(5)) {
            case 0 -> "sizeOf(shapeOf(" + expr("i64", depth - 1) + ", " + expr("f64", depth - 1) + "))";
            case 1 -> "ways(" + expr("i64", depth - 1) + " ~and 15, " + random.nextInt(5) + ")";
            case 2 -> "total([]i64{" + expr("i64", depth - 1) + ", " + expr("i64", depth - 1) + "})";
            case 3 -> "change({" + expr("i64", depth - 1) + "}, " + expr("i64", depth - 1) + ").a";
            default -> {
                List<Variable> outer = scope;
                scope = new ArrayList<>(List.of(new Variable("x", "i64", false)));
                String function = "fn(x: i64) i64 { return " + expr("i64", depth - 1) + "; }";
                scope = outer;
                yield "repeat(" + function + ", " + expr("i64", depth - 1) + ", " + random.nextInt(4) + ")";
            }
        };
    }

    private String call(Function f, int depth) {
        StringBuilder args = new StringBuilder();
        for (String type : f.parameters) args.append(args.isEmpty() ? "" : ", ").append(expr(type, depth - 2));
        return f.name + "(" + args + ")";
    }

    /// A constant of exactly this type.
    private String literal(String type) {
        return switch (type) {
            case "bool" -> random.nextBoolean() ? "true" : "false";
            case "f32", "f64" -> "(cast(" + type + ") " + pick(List.of("0.0", "1.5", "0.1", "3e10", "2", "1e-3", "12345.678")) + ")";
            default -> {
                String value = pick(List.of("0", "1", "2", "7", "100", "127", "255", "65535", "0x7FFF_FFFF", "-1", "-128"));
                yield "(cast(" + type + ") " + value + ")";
            }
        };
    }

    private String scalar() {
        int i = random.nextInt(12);
        return i == 0 ? "bool" : i == 1 ? "f64" : i == 2 ? "f32" : pick(INTEGERS);
    }

    private <T> T pick(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }

    private void line(String text) {
        out.append("    ".repeat(indent)).append(text).append('\n');
    }
}
