// Random programs without mistakes.
package cpi.conformance;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// Makes well-typed programs that end and do not panic. They print what they compute; each pure function is also evaluated at
/// compile time, and both results are printed side by side, as `same A A`.
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

    private record Function(String name, List<String> parameters, String result) {}

    private record Variable(String name, String type, boolean assignable) {}

    ProgramGenerator(long seed) {
        this.random = new Random(seed);
    }

    String generate() {
        line("type Pair struct { a: i64, b: i32 = 5, c: [4]u8 }");
        line("type Kind enum { Red, Green, Blue: 7 }");
        line("type Shape enum { Circle: f64, Square: i32, Empty }");
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
        String result = scalar();
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
    }

    private void main() {
        line("fn main() none {");
        indent++;
        scope = new ArrayList<>();
        for (Function f : functions) {
            StringBuilder args = new StringBuilder();
            for (String type : f.parameters) args.append(args.isEmpty() ? "" : ", ").append(literal(type));
            String call = f.name + "(" + args + ")";
            line("print(\"same \"); print(" + shown(f.result, "(#run " + call + ")") + "); print(\" \"); println("
                + shown(f.result, call) + ");");
        }
        block(6, MAX_DEPTH);
        for (Variable v : scope) line("println(" + shown(v.type, v.name) + ");");
        indent--;
        line("}");
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
        switch (random.nextInt(depth > 0 ? 11 : 4)) {
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

    // Expressions.

    private String expr(String type, int depth) {
        List<Variable> fitting = scope.stream().filter(v -> v.type.equals(type)).toList();
        if (!fitting.isEmpty() && random.nextInt(3) == 0) return pick(fitting).name;
        if (depth <= 0) return literal(type);
        List<Function> calls = functions.stream().filter(f -> f.result.equals(type)).toList();
        if (!calls.isEmpty() && depth > 2 && random.nextInt(4) == 0) return call(pick(calls), depth);
        if (type.equals("bool")) return condition(depth);
        if (type.equals("f64")) return number(depth);
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
                String type = random.nextInt(4) == 0 ? "f64" : pick(INTEGERS);
                String operator = pick(List.of(" == ", " != ", " < ", " <= ", " > ", " >= "));
                yield "(" + expr(type, depth - 1) + operator + expr(type, depth - 1) + ")";
            }
        };
    }

    private String number(int depth) {
        return switch (random.nextInt(4)) {
            case 0 -> "(-" + expr("f64", depth - 1) + ")";
            case 1 -> "(cast(f64) " + expr(scalar(), depth - 1) + ")";
            default -> "(" + expr("f64", depth - 1) + pick(List.of(" + ", " - ", " * ", " / ")) + expr("f64", depth - 1) + ")";
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
            case "f64" -> "(cast(f64) " + pick(List.of("0.0", "1.5", "0.1", "3e10", "2", "1e-3", "12345.678")) + ")";
            default -> {
                String value = pick(List.of("0", "1", "2", "7", "100", "127", "255", "65535", "0x7FFF_FFFF", "-1", "-128"));
                yield "(cast(" + type + ") " + value + ")";
            }
        };
    }

    private String scalar() {
        int i = random.nextInt(10);
        return i == 0 ? "bool" : i == 1 ? "f64" : pick(INTEGERS);
    }

    private <T> T pick(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }

    private void line(String text) {
        out.append("    ".repeat(indent)).append(text).append('\n');
    }
}
