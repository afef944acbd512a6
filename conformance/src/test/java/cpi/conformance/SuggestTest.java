package cpi.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import cpi.diag.Suggest;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// "Did you mean" (D5).
// rules: D5
class SuggestTest {
    @Test
    void oneThirdOfTheLongerNameIsNearEnough() {
        assertEquals(Optional.of("counter"), Suggest.nearest("couter", List.of("counter", "other")));
        assertEquals(Optional.empty(), Suggest.nearest("ab", List.of("xb")));
        assertEquals(Optional.of("abc"), Suggest.nearest("abd", List.of("abc")));
        assertEquals(Optional.empty(), Suggest.nearest("count", List.of("mount12")));
    }

    @Test
    void neighboursExchangedCostOne() {
        assertEquals(Optional.of("geometry"), Suggest.nearest("gemoetry", List.of("geometry", "symmetry")));
    }

    @Test
    void letterCaseIsFree() {
        assertEquals(Optional.of("Ab"), Suggest.nearest("aB", List.of("Ab", "xy")));
    }

    @Test
    void ofEqualsTheAlphabeticallyFirst() {
        assertEquals(Optional.of("cart"), Suggest.nearest("caxt", List.of("cast", "cart")));
    }

    @Test
    void wordsOfOtherLanguages() {
        assertEquals(Optional.of("write `and`"), Suggest.foreignWord("&&"));
        assertEquals(Optional.empty(), Suggest.foreignWord("and"));
    }
}
