// Programs as trees and back.
package cpi.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import cpi.diag.Problems;
import cpi.source.SourceFile;
import cpi.source.Span;
import cpi.syntax.FileSyntax;
import cpi.syntax.Node;
import cpi.syntax.Parser;
import cpi.syntax.SyntaxPrinter;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// Every program parses to a tree whose printed form parses to the same tree and prints the same again; and the places in the
/// tree are those of the text (D1.4).
// rules: L2.2, L2.3, L2.4, L2.5, D1.4
class SyntaxRoundTripTest {
    @TestFactory
    Stream<DynamicTest> programs() {
        return Stream.of("lib", "examples", "tests").flatMap(directory -> Repo.files(directory, ".cpi").stream()).filter(Repo::wanted)
                .map(file -> dynamicTest(Repo.slashes(file), () -> roundTrip(file)));
    }

    @Test
    void everyConstruct() {
        SourceFile file = SourceFile.of("sample", SyntaxSample.TEXT);
        Problems problems = new Problems();
        FileSyntax tree = Parser.parse(file, problems);
        assertEquals(List.of(), problems.list());
        roundTrip(tree);
        checkPlaces(tree.items(), new Span(file, 0, file.length()));
    }

    private static void roundTrip(Path path) throws IOException {
        SourceFile file = new SourceFile(path.toString(), Files.readAllBytes(path), false);
        Problems problems = new Problems();
        FileSyntax tree = Parser.parse(file, problems);
        checkPlaces(tree.items(), new Span(file, 0, file.length()));
        if (!problems.hasErrors()) roundTrip(tree);
    }

    private static void roundTrip(FileSyntax tree) {
        String printed = SyntaxPrinter.print(tree);
        Problems problems = new Problems();
        FileSyntax again = Parser.parse(SourceFile.of("printed", printed), problems);
        assertEquals(List.of(), problems.list(), printed);
        assertEquals(dump(tree.items()), dump(again.items()));
        assertEquals(printed, SyntaxPrinter.print(again));
    }

    /// A tree without its places, as text.
    private static String dump(Object value) {
        return switch (value) {
            case Span _ -> "";
            case byte[] bytes -> new String(bytes, StandardCharsets.ISO_8859_1);
            case List<?> list -> list.stream().map(SyntaxRoundTripTest::dump).toList().toString();
            case Record node -> node.getClass().getSimpleName()
                    + Stream.of(node.getClass().getRecordComponents()).map(c -> dump(get(node, c))).toList();
            default -> value.toString();
        };
    }

    /// Each node lies within the one around it and begins and ends at characters that are no white space.
    private static void checkPlaces(Object value, Span around) {
        switch (value) {
            case List<?> list -> list.forEach(element -> checkPlaces(element, around));
            case Record node -> {
                Span place = node instanceof Node n ? n.span() : around;
                assertTrue(place.start() >= around.start() && place.end() <= around.end() && place.start() <= place.end(),
                        () -> node.getClass().getSimpleName() + " at " + place + " is not within the node around it");
                String text = place.text();
                assertFalse(node instanceof Node && !text.equals(text.strip()), () -> "white space around " + text);
                for (RecordComponent component : node.getClass().getRecordComponents()) {
                    Object part = get(node, component);
                    if (!(part instanceof Span)) checkPlaces(part, place);
                }
            }
            default -> { }
        }
    }

    private static Object get(Record node, RecordComponent component) {
        try {
            component.getAccessor().setAccessible(true);
            return component.getAccessor().invoke(node);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }
}
