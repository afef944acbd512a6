package cpi.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cpi.diag.Code;
import cpi.diag.Diagnostic;
import cpi.diag.JsonRenderer;
import cpi.diag.Problem;
import cpi.diag.Report;
import cpi.diag.Severity;
import cpi.diag.TextRenderer;
import cpi.diag.TraceEntry;
import cpi.diag.WarningOptions;
import cpi.source.SourceFile;
import cpi.source.Span;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The text form (D1), the JSON form (D6), order and limits (D2), traces (D3) and warning options (D4).
// rules: D1.1, D1.2, D1.3, D1.4, D1.6, D2.3, D2.4, D3, D4.1, D4.2, D6.1, D6.2
class RendererTest {
    private static final SourceFile FILE = SourceFile.of("app/main.cpi", """
        fn main() none {

            x: i32 = true;
        \ty := a +
        \t\tb; -- ö z
        }
        """);

    private static Span find(String text) {
        String all = FILE.text(0, FILE.length());
        int start = all.substring(0, all.indexOf(text)).getBytes(StandardCharsets.UTF_8).length;
        return new Span(FILE, start, start + text.getBytes(StandardCharsets.UTF_8).length);
    }

    private static Problem mismatch() {
        Span value = find("true");
        return Problem.of(Code.E0301, value, "expected `i32`, found `bool`").here("this is a `bool`")
            .label(find("i32"), "expected because of this type")
            .note("`bool` and numbers do not convert into each other")
            .help("convert explicitly", value.before(), "cast(i32) ");
    }

    private static String text(Problem problem) {
        StringBuilder out = new StringBuilder();
        new TextRenderer(false).render(new Diagnostic(problem, problem.code().severity()), out);
        return out.toString();
    }

    @Test
    void textFormOfTheSpecification() {
        assertEquals("""
            error[E0301]: expected `i32`, found `bool`
              --> app/main.cpi:3:14
               |
             3 |     x: i32 = true;
               |        ---   ^^^^ this is a `bool`
               |        |
               |        expected because of this type
               = note: `bool` and numbers do not convert into each other
               = help: convert explicitly: `cast(i32) true`
            """, text(mismatch()));
    }

    @Test
    void jsonFormOfTheSpecification() {
        String json = new JsonRenderer().render(new Diagnostic(mismatch(), Severity.ERROR));
        assertEquals("{\"severity\":\"error\",\"code\":\"E0301\",\"name\":null,\"message\":\"expected `i32`, found `bool`\","
            + "\"spans\":[{\"file\":\"app/main.cpi\",\"line\":3,\"column\":14,\"endLine\":3,\"endColumn\":18,\"start\":31,\"end\":35,"
            + "\"primary\":true,\"label\":\"this is a `bool`\"},"
            + "{\"file\":\"app/main.cpi\",\"line\":3,\"column\":8,\"endLine\":3,\"endColumn\":11,"
            + "\"start\":25,\"end\":28,\"primary\":false,\"label\":\"expected because of this type\"}],"
            + "\"notes\":[\"`bool` and numbers do not convert into each other\"],"
            + "\"helps\":[{\"message\":\"convert explicitly\",\"edits\":[{\"file\":\"app/main.cpi\",\"start\":31,\"end\":31,"
            + "\"replacement\":\"cast(i32) \"}]}],\"trace\":[]}", json);
    }

    @Test
    void placesOfSeveralLinesAndGaps() {
        Problem p = Problem.of(Code.E0303, find("a +\n\t\tb"), "no common type of X and Y").here("here")
            .label(find("main"), "in this function");
        assertEquals("""
            error[E0303]: no common type of X and Y
              --> app/main.cpi:4:7
               |
             1 | fn main() none {
               |    ---- in this function
            ...
             4 |     y := a +
               |          ^^^
             5 |         b; -- ö z
               |         ^ here
            """, text(p));
    }

    @Test
    void labelsBelowEachOther() {
        Problem p = Problem.of(Code.E0401, find("x"), "m").here("one").label(find("i32"), "two").label(find("true"), "three")
            .label(find("z"), "far");
        assertEquals("""
            error[E0401]: m
              --> app/main.cpi:3:5
               |
             3 |     x: i32 = true;
               |     ^  ---   ---- three
               |     |  |
               |     |  two
               |     one
            ...
             5 |         b; -- ö z
               |                 - far
            """, text(p));
    }

    @Test
    void labelsInOtherFilesAndEmptyPlaces() {
        SourceFile other = SourceFile.of("lib.cpi", "y");
        Problem p = Problem.of(Code.E0203, find("main").after(), "expected `;`").label(new Span(other, 1, 1), "there");
        assertEquals("""
            error[E0203]: expected `;`
              --> app/main.cpi:1:8
               |
             1 | fn main() none {
               |        ^
              ::: lib.cpi:1:2
               |
             1 | y
               |  - there
            """, text(p));
    }

    @Test
    void longLinesAreCut() {
        SourceFile file = SourceFile.of("long.cpi", "x".repeat(5000) + "@" + "y".repeat(5000));
        String out = text(Problem.of(Code.E0101, new Span(file, 5000, 5001), "unexpected character @"));
        List<String> lines = out.lines().toList();
        assertTrue(lines.get(3).startsWith(" 1 | ...xxx") && lines.get(3).endsWith("yyy..."), out);
        assertEquals(205, lines.get(3).length());
        assertEquals(lines.get(3).indexOf('@'), lines.get(4).indexOf('^'));
    }

    @Test
    void longTracesAreShortenedInTheMiddle() {
        Problem p = Problem.of(Code.E0713, find("x"), "m");
        for (int i = 0; i < 15; i++) p = p.trace(new TraceEntry(TraceEntry.Kind.CALL, "f" + i, find("x")));
        List<String> notes = text(p).lines().filter(l -> l.startsWith("   = note")).toList();
        assertEquals(13, notes.size());
        assertEquals("   = note: at app/main.cpi:3:5 in f5", notes.get(5));
        assertEquals("   = note: ... (3 more)", notes.get(6));
        assertEquals("   = note: at app/main.cpi:3:5 in f9", notes.get(7));
    }

    @Test
    void orderLimitAndSummary() {
        SourceFile first = SourceFile.of("first.cpi", "abc");
        Problem a = Problem.of(Code.E0404, find("x"), "a");
        Problem b = Problem.of(Code.W0401, find("x"), "b");
        Problem c = Problem.of(Code.E0404, new Span(first, 1, 2), "c");
        Report all = Report.of(List.of(b, a, c), List.of(first, FILE), WarningOptions.defaults(), Report.NO_LIMIT);
        assertEquals(List.of("c", "a", "b"), all.shown().stream().map(d -> d.problem().message()).toList());
        assertEquals("2 errors, 1 warning", all.summary());
        Report cut = Report.of(List.of(b, a, c), List.of(first, FILE), WarningOptions.defaults(), 1);
        StringBuilder out = new StringBuilder();
        new TextRenderer(false).render(cut, out);
        assertTrue(out.toString().endsWith("... 1 more error was left out (--error-limit)\n2 errors, 1 warning\n"), out.toString());
        assertEquals("", Report.of(List.of(), List.of(), WarningOptions.defaults(), Report.NO_LIMIT).summary());
    }

    @Test
    void warningOptionsLastWins() {
        Problem unused = Problem.of(Code.W0401, find("x"), "unused variable `x`");
        Problem hides = Problem.of(Code.W0407, find("x"), "hides");
        WarningOptions o = WarningOptions.defaults();
        assertEquals("warning[W0401]: unused variable `x` [unused-variable]", text(unused).lines().findFirst().orElseThrow());
        assertTrue(o.apply(hides).isEmpty());
        assertEquals(Severity.WARNING, o.with("shadowing").apply(hides).orElseThrow().severity());
        assertEquals(Severity.ERROR, o.with("error").apply(unused).orElseThrow().severity());
        assertTrue(o.with("error").apply(hides).isEmpty());
        assertEquals(Severity.ERROR, o.with("no-all").with("error=unused-variable").apply(unused).orElseThrow().severity());
        assertTrue(o.with("unused-variable").with("no-unused-variable").apply(unused).isEmpty());
        assertFalse(o.with("no-unused-variable").with("unused-variable").apply(unused).isEmpty());
        assertEquals(List.of("unsued"), o.with("no-unsued").unknown());
        SourceFile bundled = new SourceFile("<std>/io.cpi", new byte[] {'x'}, true);
        assertTrue(o.apply(Problem.of(Code.W0401, new Span(bundled, 0, 1), "m")).isEmpty());
    }

    @Test
    void colours() {
        StringBuilder out = new StringBuilder();
        new TextRenderer(true).render(new Diagnostic(mismatch(), Severity.ERROR), out);
        assertTrue(out.toString().startsWith("\u001b[1;31merror[E0301]\u001b[0m"), out.toString());
        assertEquals(text(mismatch()), out.toString().replaceAll("\u001b\\[[0-9;]*m", ""));
    }
}
