package cpi.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Values survive writing and reading; text that is not JSON is refused, whatever it is.
class JsonTest {
    @Test
    void readsWhatThereIs() throws JsonError {
        Json json = JsonReader.read(" {\"a\" : [1, -2.5e1, true, null], \"b\":{\"c\":\"x\\n\\u00e9\\ud83d\\ude00\\/\"}} ");
        assertEquals("{\"a\":[1,-25.0,true,null],\"b\":{\"c\":\"x\\n\u00e9\ud83d\ude00/\"}}", json.text());
        assertEquals(new Json.Int(Long.MAX_VALUE), JsonReader.read("9223372036854775807"));
        assertEquals(new Json.Real(9223372036854775808.0), JsonReader.read("9223372036854775808"));
        assertEquals(new Json.Int(0), JsonReader.read("-0"));
        assertEquals(1L, ((Json.Obj) JsonReader.read("{\"a\":2,\"a\":1}")).whole("a").orElseThrow());
    }

    @Test
    void refusesWhatIsWrong() {
        List<String> wrong = List.of("", " ", "{", "[1,]", "{\"a\"}", "{a:1}", "{\"a\":1,}", "01", "1.",
            ".5", "+1", "1e", "tru", "nul", "\"", "\"\\x\"",
            "\"\\u12g4\"", "\"\\u12", "\"\n\"", "1 2", "[1", "'a'", "-", "[1 2]", "\u0000", "NaN");
        for (String text : wrong) assertThrows(JsonError.class, () -> JsonReader.read(text), text);
    }

    @Test
    void nestingIsLimited() throws JsonError {
        int deep = JsonReader.MAX_DEPTH;
        JsonReader.read("[".repeat(deep) + "]".repeat(deep));
        assertThrows(JsonError.class, () -> JsonReader.read("[".repeat(100_000)));
    }

    @Test
    void writingAndReadingAreInverse() throws JsonError {
        Random random = new Random(8259);
        for (int i = 0; i < 2000; i++) {
            Json json = value(random, 0);
            assertEquals(json, JsonReader.read(json.text()), json.text());
        }
    }

    @Test
    void anyTextIsReadOrRefused() throws JsonError {
        Random random = new Random(7);
        String letters = "{}[]\",:0123456789.eE+-truefalsn\\u \n\u00e9\ud800";
        for (int i = 0; i < 20_000; i++) {
            StringBuilder text = new StringBuilder(i % 2 == 0 ? value(random, 0).text() : "");
            for (int k = random.nextInt(12); k >= 0; k--) {
                text.insert(random.nextInt(text.length() + 1), letters.charAt(random.nextInt(letters.length())));
            }
            try {
                Json json = JsonReader.read(text.toString());
                assertEquals(json, JsonReader.read(json.text()));
            } catch (JsonError e) {
                assertEquals(true, e.getMessage().contains("at character"), text.toString());
            }
        }
    }

    private static Json value(Random random, int depth) {
        return switch (random.nextInt(depth > 3 ? 5 : 7)) {
            case 0 -> Json.NULL;
            case 1 -> new Json.Bool(random.nextBoolean());
            case 2 -> new Json.Int(random.nextLong() >> random.nextInt(64));
            case 3 -> new Json.Real(random.nextGaussian() * Math.pow(10, random.nextInt(40) - 20));
            case 4 -> new Json.Str(string(random));
            case 5 -> {
                List<Json> elements = new ArrayList<>();
                for (int i = random.nextInt(4); i > 0; i--) elements.add(value(random, depth + 1));
                yield Json.array(elements);
            }
            default -> {
                Json.Builder result = Json.object();
                for (int i = random.nextInt(4); i > 0; i--) result.put(string(random), value(random, depth + 1));
                yield result.build();
            }
        };
    }

    private static String string(Random random) {
        StringBuilder result = new StringBuilder();
        for (int i = random.nextInt(8); i > 0; i--) result.append((char) random.nextInt(i % 3 == 0 ? 0x10000 : 0x80));
        return result.toString();
    }
}
