package cpi.diag;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Map;

/// The long explanations of the codes, for `cpi explain` and `docs/errors`.
///
/// They are in the resource `explanations.md`: a heading `# E0404` for each code, and below it paragraphs of Markdown.
public final class Explanations {
    private Explanations() {}

    /// The explanation of a code, in Markdown, without its heading.
    public static String of(Code code) {
        String text = all().get(code);
        if (text == null) throw new Bug("there is no explanation of " + code);
        return text;
    }

    /// All explanations that there are.
    public static Map<Code, String> all() {
        Map<Code, String> result = new EnumMap<>(Code.class);
        for (String section : read().split("(?m)^# ")) {
            int end = section.indexOf('\n');
            if (end < 0) continue;
            String name = section.substring(0, end).strip();
            if (name.matches("[EW]\\d{4}")) result.put(Code.valueOf(name), section.substring(end).strip());
        }
        return result;
    }

    private static String read() {
        try (InputStream in = Explanations.class.getResourceAsStream("explanations.md")) {
            if (in == null) throw new Bug("the explanations are missing");
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new Bug("the explanations cannot be read: " + e.getMessage());
        }
    }
}
