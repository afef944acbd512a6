// What guides show is what happens.
package cpi.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The blocks marked `session` in `docs/guide/rewind.md` are parts of the golden transcript of `tests/debug/guide.session`.
class GuideTest {
    @Test
    void sessionsOfTheGuideAreReal() {
        String transcript = Repo.read(Path.of("tests/debug/guide.session"));
        List<String> blocks = new ArrayList<>();
        List<String> block = new ArrayList<>();
        boolean inside = false;
        for (String line : Repo.read(Path.of("docs/guide/rewind.md")).lines().toList()) {
            if (inside && line.equals("```")) {
                blocks.add(String.join("\n", block) + "\n");
                block.clear();
                inside = false;
            } else if (inside) {
                block.add(line);
            } else {
                inside = line.equals("```session");
            }
        }
        assertFalse(blocks.isEmpty());
        assertEquals(List.of(), blocks.stream().filter(b -> !transcript.contains(b)).toList());
    }
}
