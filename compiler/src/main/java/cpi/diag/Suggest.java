package cpi.diag;

import java.util.Collection;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;

/// "Did you mean" (D5): the legal name nearest to a wrong one, and what cpi calls the words of other languages.
public final class Suggest {
    private static final String INTEGERS = "the integer types are `i8`, `i16`, `i32`, `i64` and `u8`, `u16`, `u32`, `u64`";
    private static final Map<String, String> FOREIGN_WORDS = Map.ofEntries(
        Map.entry("#include", "import a module: `#import \"name\";`; C functions are declared: `#link \"c\" { fn … }`"),
        Map.entry("#load", "import a module: `#import \"name\";`"),
        Map.entry("#define", "declare a constant with `NAME ::= value;`, or a function"),
        Map.entry("#ifdef", "write `#if condition { … }`"),
        Map.entry("#ifndef", "write `#if !condition { … }`"),
        Map.entry("#elif", "write `else #if`"),
        Map.entry("#else", "write `#if condition { … } else { … }`"),
        Map.entry("#endif", "the branches of `#if` stand in braces"),
        Map.entry("#end", "the branches of `#if` stand in braces"),
        Map.entry("#foreign", "foreign functions are declared in `#link \"library\" { fn … }`"),
        Map.entry("#extern", "foreign functions are declared in `#link \"library\" { fn … }`"),
        Map.entry("#library", "foreign functions are declared in `#link \"library\" { fn … }`"),
        Map.entry("#system_library", "foreign functions are declared in `#link \"library\" { fn … }`"),
        Map.entry("#c_call", "C functions begin with `#c fn`"),
        Map.entry("#inline", "the compiler decides what is inlined"),
        Map.entry("#force_inline", "the compiler decides what is inlined"),
        Map.entry("#no_bounds_check", "write `#unchecked { … }`"),
        Map.entry("#char", "a character literal is written `'a'`"),
        Map.entry("#caller_location", "write `#location`"),
        Map.entry("&&", "write `and`"),
        Map.entry("||", "write `or`"),
        Map.entry("%", "write `mod` for the remainder"),
        Map.entry("++", "write `x += 1`"),
        Map.entry("func", "functions begin with `fn`"),
        Map.entry("function", "functions begin with `fn`"),
        Map.entry("let", "declare a variable with `name := value;`"),
        Map.entry("var", "declare a variable with `name := value;` or `name: Type;`"),
        Map.entry("const", "declare a constant with `NAME ::= value;`"),
        Map.entry("mut", "variables can always be changed: `name := value;`"),
        Map.entry("val", "declare a variable with `name := value;`"),
        Map.entry("auto", "declare a variable with `name := value;`"),
        Map.entry("static", "globals are declared at file level; a constant is `NAME ::= value;`"),
        Map.entry("int", INTEGERS),
        Map.entry("uint", INTEGERS),
        Map.entry("long", INTEGERS),
        Map.entry("short", INTEGERS),
        Map.entry("unsigned", INTEGERS),
        Map.entry("int8", INTEGERS),
        Map.entry("int16", INTEGERS),
        Map.entry("int32", INTEGERS),
        Map.entry("int64", INTEGERS),
        Map.entry("int32_t", INTEGERS),
        Map.entry("int64_t", INTEGERS),
        Map.entry("uint8_t", INTEGERS),
        Map.entry("uint32_t", INTEGERS),
        Map.entry("uint64_t", INTEGERS),
        Map.entry("size_t", "counts and sizes are `i64`"),
        Map.entry("usize", "counts and sizes are `i64`"),
        Map.entry("isize", "counts and sizes are `i64`"),
        Map.entry("byte", "bytes are `u8`, characters `i8`"),
        Map.entry("char", "characters are `i8`"),
        Map.entry("rune", "code points are `u32`; strings hold bytes"),
        Map.entry("float", "the float types are `f32` and `f64`"),
        Map.entry("double", "the float types are `f32` and `f64`"),
        Map.entry("string", "strings are `[]i8`"),
        Map.entry("str", "strings are `[]i8`"),
        Map.entry("String", "strings are `[]i8`; to build one there is `string.Builder`"),
        Map.entry("void", "the type without a value is `none`, the pointer to anything `*none`"),
        Map.entry("rawptr", "the pointer to anything is `*none`"),
        Map.entry("any", "for values of any type there are parameters `x: !T`, and `reflect.Any`"),
        Map.entry("dynamic", "growable arrays are `Buf!(T)`, made by `buf!(T)()`"),
        Map.entry("Vec", "growable arrays are `Buf!(T)`, made by `buf!(T)()`"),
        Map.entry("ArrayList", "growable arrays are `Buf!(T)`, made by `buf!(T)()`"),
        Map.entry("HashMap", "hash maps are `map.Map!(K, V)` of module `map`, made by `map.make!(K, V)()`"),
        Map.entry("Some", "write `{some: value}` where an `Optional` is expected"),
        Map.entry("some", "write `{some: value}` where an `Optional` is expected"),
        Map.entry("None", "write `Optional!(T).nothing`"),
        Map.entry("Ok", "write `{ok: value}` where a `Result` is expected"),
        Map.entry("Err", "write `{err: {code, message}}` where a `Result` is expected"),
        Map.entry("self", "there is no hidden parameter: name it, as in `#attr(T) fn f(self: *T) none { … }`"),
        Map.entry("this", "there is no hidden parameter: name it, as in `#attr(T) fn f(self: *T) none { … }`"),
        Map.entry("len", "the number of elements is `xs.count`"),
        Map.entry("malloc", "allocate with `new!(T)()` or `alloc!(T)(n)`"),
        Map.entry("printf", "print values with `println(x)`, or with a format by `io.printFln(\"% and %\", {a, b})`"),
        Map.entry("fmt", "print values with `println(x)`, or with a format by `io.printFln(\"% and %\", {a, b})`"),
        Map.entry("match", "write `switch x { case A { … } else { … } }`"),
        Map.entry("loop", "write `while true { … }`"),
        Map.entry("until", "write `while !condition { … }`"),
        Map.entry("not", "write `!condition`"),
        Map.entry("goto", "there is no `goto`: `break label;` leaves a labelled loop, `switch` or `do`"),
        Map.entry("delete", "allocated memory is given back by `free(p)`"),
        Map.entry("undefined", "leave the value out: `name: T;` gives the default value"),
        Map.entry("comptime", "code is run by the compiler with `#run`, as a constant `NAME ::= value;`, or chosen by `#if`"),
        Map.entry("interface", "there are no interfaces: use a tagged enum, a struct of functions, or a parameter `x: !T`"),
        Map.entry("catch", "there are no exceptions: functions return `Result!(T)`"),
        Map.entry("orelse", "the value of an optional or another one is `o|orElse(other)`"),
        Map.entry("await", "a thread is awaited by `t|join`"),
        Map.entry("unless", "write `if !condition { … }`"),
        Map.entry("foreach", "write `for x: xs { … }`"),
        Map.entry("try", "there are no exceptions: functions return `Result!(T)`"),
        Map.entry("throw", "there are no exceptions: functions return `Result!(T)`; a defect is a `panic(\"…\")`"),
        Map.entry("class", "write `type Name struct { … }`, and functions beside it"),
        Map.entry("impl", "functions of a type are declared with `#attr(Type) fn …`"),
        Map.entry("def", "functions begin with `fn`"),
        Map.entry("proc", "functions are `fn name(x: T) R { … }`"),
        Map.entry("package", "every file is a module; there is no `package`"),
        Map.entry("public", "all names are visible from outside"),
        Map.entry("private", "all names are visible from outside"),
        Map.entry("extern", "foreign functions are declared in `#link \"library\" { fn … }`"),
        Map.entry("inline", "the compiler decides what is inlined"),
        Map.entry("async", "a thread is started with `#async f(x)`"),
        Map.entry("unreachable", "write `panic(\"unreachable\");`"),
        Map.entry("pub", "all names are visible from outside"),
        Map.entry("use", "import a module: `#import \"name\";`"),
        Map.entry("using", "import a module: `#import \"name\";`"),
        Map.entry("typedef", "declare a type with `type Name T`"),
        Map.entry("null", "the null pointer is `nil`"),
        Map.entry("NULL", "the null pointer is `nil`"),
        Map.entry("elif", "write `else if`"),
        Map.entry("import(", "write `#import \"file\";`"),
        Map.entry("//", "comments begin with `--`"),
        Map.entry("/*", "block comments are `--[ … ]--`"),
        Map.entry("->", "the result type follows the parameters without an arrow; members are reached with `.`, also through pointers"),
        Map.entry("?:", "there is no conditional operator: use `if` and `else`"));

    private Suggest() {}

    /// The legal name nearest to `wrong`, if one is near enough: at most a third of the longer name's length away.
    /// Of equally near names the alphabetically first.
    public static Optional<String> nearest(String wrong, Collection<String> legal) {
        record Candidate(String name, int distance) {}
        return legal.stream()
            .filter(name -> !name.equals(wrong) && !name.isEmpty())
            .filter(name -> Math.abs(name.length() - wrong.length()) <= Math.max(name.length(), wrong.length()) / 3)
            .map(name -> new Candidate(name, distance(wrong, name)))
            .filter(c -> c.distance <= longer(wrong, c.name) / 3)
            .min(Comparator.comparingInt(Candidate::distance).thenComparing(Candidate::name))
            .map(Candidate::name);
    }

    /// What to write instead of a word or operator that another language has, as in `&&`.
    public static Optional<String> foreignWord(String text) {
        return Optional.ofNullable(FOREIGN_WORDS.get(text));
    }

    /// Edit distance: insertion, deletion, substitution and exchange of neighbours cost 1, letter case costs nothing.
    static int distance(String a, String b) {
        int[] from = a.codePoints().map(Suggest::fold).toArray();
        int[] to = b.codePoints().map(Suggest::fold).toArray();
        int[] beforeLast = new int[to.length + 1];
        int[] last = new int[to.length + 1];
        for (int j = 0; j <= to.length; j++) last[j] = j;
        for (int i = 1; i <= from.length; i++) {
            int[] row = new int[to.length + 1];
            row[0] = i;
            for (int j = 1; j <= to.length; j++) {
                int substitute = last[j - 1] + (from[i - 1] == to[j - 1] ? 0 : 1);
                row[j] = Math.min(substitute, Math.min(last[j], row[j - 1]) + 1);
                boolean swapped = i > 1 && j > 1 && from[i - 1] == to[j - 2] && from[i - 2] == to[j - 1];
                if (swapped) row[j] = Math.min(row[j], beforeLast[j - 2] + 1);
            }
            beforeLast = last;
            last = row;
        }
        return last[to.length];
    }

    private static int fold(int codePoint) {
        return Character.toLowerCase(Character.toUpperCase(codePoint));
    }

    private static int longer(String a, String b) {
        return Math.max(a.codePointCount(0, a.length()), b.codePointCount(0, b.length()));
    }
}
