// Numbers for things that code refers to.
package cpi.interp.code;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Numbers things in the order in which they are first mentioned.
final class Numbering<T> {
    private final List<T> things = new ArrayList<>();
    private final Map<T, Integer> numbers;

    /// @param numbers an empty map that tells which things are the same
    Numbering(Map<T, Integer> numbers) {
        this.numbers = numbers;
    }

    int of(T thing) {
        return numbers.computeIfAbsent(thing, t -> {
            things.add(t);
            return things.size() - 1;
        });
    }

    T get(int number) {
        return things.get(number);
    }
}
