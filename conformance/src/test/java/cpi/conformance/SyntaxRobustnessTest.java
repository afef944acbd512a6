// Text that is no program.
package cpi.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import cpi.diag.Code;
import cpi.diag.Problem;
import cpi.diag.Problems;
import cpi.source.SourceFile;
import cpi.syntax.Parser;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// Whatever the text, parsing ends soon, without an exception, and with problems that lie in the text (D2.5).
// rules: L2.1, D2.5
class SyntaxRobustnessTest {
    private static final int SIZE = 200_000;

    private static final String[] TOKENS = """
            _ alignof and break case cast continue defer do else enum false fn for if nil offsetof or return returntypeof sizeof
            struct switch tagcheck true typeof while type module import mod union rettypeof as x y f i64 0 1.5 0x 'a' "s" `q` ` " '
            #allow #assert #async #attr #attrof #c #complete #context #contextinit #embed #error #export #fieldsof #for #hasattr #if
            #import #importPath #iskind #link #linkPath #location #nameof #partial #run #sync #test #thread_local #type #unchecked
            #with #what ; ; ; , { } ( ) [ ] { } ( ) [ ] . .. ..= ... : := :: ::= ! != = == < <= > >= + += - -= * *= / /= ^ & | ~! ~and
            ~or= ~x -- --[ ]-- // /* */ && || ++ -> % ? @ \\ “ ” × é \n \n \n""".replace("\n", " ").split(" +");

    private static Problems parse(byte[] text) {
        SourceFile file = new SourceFile("x.cpi", text, false);
        Problems problems = new Problems();
        Parser.parse(file, problems);
        for (Problem problem : problems.list()) {
            assertTrue(problem.primary().start() >= 0 && problem.primary().end() <= text.length, problem::message);
            assertTrue(problem.code().name().compareTo("E1000") < 0);
        }
        return problems;
    }

    private static Problems parse(String text) {
        return parse(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void randomBytes() {
        SplittableRandom random = new SplittableRandom(1);
        for (int n = 0; n < 2000; n++) {
            byte[] text = new byte[random.nextInt(400)];
            random.nextBytes(text);
            parse(text);
            for (int i = 0; i < text.length; i++) text[i] = (byte) (32 + (text[i] & 0x7F) % 95);
            parse(text);
        }
    }

    @Test
    void tokenSoup() {
        SplittableRandom random = new SplittableRandom(2);
        for (int n = 0; n < 5000; n++) {
            StringBuilder text = new StringBuilder(n % 2 == 0 ? "" : "fn f() { ");
            int length = random.nextInt(200);
            for (int i = 0; i < length; i++) text.append(TOKENS[random.nextInt(TOKENS.length)]).append(random.nextInt(4) == 0 ? "" : " ");
            parse(text.toString());
        }
    }

    @Test
    void everyPrefix() {
        byte[] sample = SyntaxSample.TEXT.getBytes(StandardCharsets.UTF_8);
        for (int end = 0; end < sample.length; end++) parse(Arrays.copyOf(sample, end));
    }

    @Test
    void everyByteDeletedOrReplaced() {
        SplittableRandom random = new SplittableRandom(3);
        byte[] sample = SyntaxSample.TEXT.getBytes(StandardCharsets.UTF_8);
        for (int at = 0; at < sample.length; at++) {
            byte[] text = sample.clone();
            text[at] = (byte) random.nextInt(256);
            parse(text);
            System.arraycopy(sample, at + 1, text, at, sample.length - at - 1);
            text[sample.length - 1] = '\n';
            parse(text);
        }
    }

    @TestFactory
    Stream<DynamicTest> eachLineDeleted() {
        return programs().map(file -> dynamicTest(Repo.slashes(file), () -> {
            List<String> lines = Files.readString(file, StandardCharsets.ISO_8859_1).lines().toList();
            for (int i = 0; i < lines.size(); i++) {
                StringBuilder text = new StringBuilder();
                for (int j = 0; j < lines.size(); j++) if (j != i) text.append(lines.get(j)).append('\n');
                parse(text.toString().getBytes(StandardCharsets.ISO_8859_1));
            }
        }));
    }

    private static Stream<Path> programs() {
        return Stream.of("lib", "examples", "tests").flatMap(directory -> Repo.files(directory, ".cpi").stream()).filter(Repo::wanted);
    }

    /// The same short text over and over, at file level and inside a function: time must not grow with the square.
    @TestFactory
    Stream<DynamicTest> repetition() {
        List<String> pieces = List.of("(", ")", "[", "]", "{", "}", "{}", "()", "\"", "\\\"\n", "'", "'\n", "`", "`\n", "--[", "--[\n",
                "]--", "--\n", "\0", "@ ", "“", "é", "#", "#x ", "-", "- ", "*", "!", "^", "&", "~!", "cast(i64) ", "cast()", "#run ",
                "#async ", "#type ", "#if ", "#if a {", "#if a {} else ", "if a {", "if a {} else ", "else ", "fn", "fn ", "fn(", "fn f() ",
                "fn f() {", "fn() ", "struct {x: ", "struct {", "enum {", "enum (", "[]", "[3]", "a.", "a|", "a|f().x", "a!", "a!(", "a(",
                "a[", "a+", "a<", "a, ", "a ", "a: ", "a := ", "a ::= ", ": ", ":", ";", "x;\n", "x\n", "case ", "switch x {", "case 1 {",
                "while ", "for ", "for x: ", "do {", "do ", "defer ", "return ", "break ", "type ", "type T ", "module m {", "import ",
                "#import a", "#allow(\"x\") ", "#allow(", "#attr(T) ", "#attr(T) {", "#context {", "#link \"c\" {", "#thread_local ",
                "#test \"x\" {", "//", "//\n", "/*", "/* */", "&&", "||", "a && ", "a || ", "++", "->", "1", "1 ", "0x", "1.", "1..", "1e",
                "\"a\" ", "'a'", "\u00a0", "~", "=", "{(", "({[", "f({", "(a;", "x := (\n", "fn(x: i64) { y := ", "a: {", "a: if ");
        return pieces.stream().map(piece -> dynamicTest(piece.strip(), () -> {
            String text = piece.repeat(SIZE / piece.getBytes(StandardCharsets.UTF_8).length);
            assertTimeout(Duration.ofSeconds(10), () -> parse(text));
            assertTimeout(Duration.ofSeconds(10), () -> parse("fn f() {\n" + text));
        }));
    }

    /// 500 levels are legal, one more is E0213, in every kind of nesting (L2.1).
    @TestFactory
    Stream<DynamicTest> depth() {
        record Nest(String before, String open, String core, String close, String after, int extra) {}
        return Stream.of(
                new Nest("x := ", "(", "1", ")", ";", 0),
                new Nest("x := ", "{", "1", "}", ";", 0),
                new Nest("x := ", "f(", "1", ")", ";", 0),
                new Nest("x := ", "a[", "1", "]", ";", 0),
                new Nest("x := ", "- ", "1", "", ";", 0),
                new Nest("x := ", "cast() ", "1", "", ";", 0),
                new Nest("x: ", "*", "i64", "", ";", 0),
                new Nest("x: ", "[]", "i64", "", ";", 0),
                new Nest("x: ", "struct {", "i64", "}", ";", 0),
                new Nest("x: ", "fn() ", "i64", "", ";", 0),
                new Nest("fn f() {", "do {", "", "}", "}", 1),
                new Nest("fn f() {", "if a {", "", "}", "}", 1),
                new Nest("", "module m {", "", "}", "", 0),
                new Nest("", "#if a {", "", "}", "", 0)).map(nest -> dynamicTest(nest.before + nest.open, () -> {
                    int levels = 500 - nest.extra;
                    assertEquals(List.of(), parse(text(nest.before, nest.open, nest.core, nest.close, nest.after, levels)).list());
                    var problems = parse(text(nest.before, nest.open, nest.core, nest.close, nest.after, levels + 1)).list();
                    assertEquals(List.of(Code.E0213), problems.stream().map(Problem::code).toList());
                }));
    }

    private static String text(String before, String open, String core, String close, String after, int levels) {
        return before + open.repeat(levels) + core + close.repeat(levels) + after;
    }

    /// Long is not deep: chains of operators, members, calls and `else if` may have 10,000 links.
    @Test
    void longChains() {
        record Chain(String before, String link, String after) {}
        for (Chain chain : List.of(new Chain("x := ", "1 + ", "a;"), new Chain("x := ", "a.", "a;"), new Chain("x := ", "a and ", "a;"),
                new Chain("x := ", "1 == 1 or ", "a;"), new Chain("x := ", "a|", "a;"), new Chain("x := f", "()", ";"),
                new Chain("fn f() { ", "if a { } else ", "{ } }"), new Chain("", "#if a { } else ", "{ }"))) {
            assertEquals(List.of(), parse(chain.before + chain.link.repeat(9_000) + chain.after).list(), chain.link);
            List<Problem> problems = parse(chain.before + chain.link.repeat(20_000) + chain.after).list();
            assertEquals(List.of(Code.E0213), problems.stream().map(Problem::code).distinct().toList(), chain.link);
        }
        assertEquals(List.of(), parse("fn f() { " + "x := 1; ".repeat(20_000) + "}").list());
    }

    @Test
    void tooLarge() {
        byte[] text = new byte[(256 << 20) + 1];
        var problems = parse(text).list();
        assertEquals(List.of(Code.E0214), problems.stream().map(Problem::code).toList());
        assertEquals(0, problems.getFirst().primary().start());
    }
}
