package cpi.interp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import cpi.interp.code.IntrinsicOp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// The table of the machine against the one in the documentation.
class IntrinsicOpTest {
    @Test
    void theMachineImplementsExactlyTheDocumentedIntrinsics() throws IOException {
        Path docs = Path.of("docs/intrinsics.md");
        if (!Files.exists(docs)) docs = Path.of("..").resolve(docs);
        Set<String> documented = new TreeSet<>();
        for (String line : Files.readAllLines(docs)) {
            if (line.startsWith("## Functions of the library")) break;
            if (!line.startsWith("| `")) continue;
            var names = Pattern.compile("`([^`]+)`").matcher(line.substring(0, line.indexOf('|', 1)));
            while (names.find()) {
                String name = names.group(1);
                if (!name.endsWith("W")) documented.add(name);
                else for (int width : new int[] {8, 16, 32, 64}) documented.add(name.substring(0, name.length() - 1) + width);
            }
        }
        Set<String> implemented = new TreeSet<>();
        for (IntrinsicOp op : IntrinsicOp.values()) implemented.add(op.text());
        // Lowering asks for this one, not the library.
        documented.add("context.make");
        assertEquals(documented, implemented);
    }
}
