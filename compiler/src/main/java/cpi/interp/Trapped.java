// Functions with traps in the second tier.
package cpi.interp;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Translations of functions that contain traps: such code is left in front of each trapped instruction, which the interpreter then
/// meets. Long searches arm the same traps again and again, so translations are kept. Short searches and many traps are not worth
/// one: those functions are interpreted.
final class Trapped {
    /// So many turns of a thread have to end in a function with the same traps.
    private static final int WORTH = 100;
    private static final int MOST_TRAPS = 16;
    private static final int MOST_KEPT = 100;

    /// A function and the addresses of its traps.
    private record Key(int function, Set<Long> places) {}

    /// How often it was met, and its translation once there is one.
    private static final class Variant {
        private int samples;
        private Tier.@Nullable Unit unit;
    }

    private final Vm vm;
    private final Map<Integer, Key> armed = new HashMap<>();
    private final Map<Integer, Tier.Unit> inUse = new HashMap<>();
    private final Map<Key, Variant> kept = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Variant> eldest) {
            return size() > MOST_KEPT;
        }
    };

    Trapped(Vm vm) {
        this.vm = vm;
    }

    /// The translation of a trapped function for the traps it has now, or null.
    Tier.@Nullable Unit inUse(int index) {
        return inUse.get(index);
    }

    /// The function gets other traps, or none.
    void forget(int index) {
        armed.remove(index);
        inUse.remove(index);
    }

    /// A turn has ended in a trapped function.
    void sample(int index) {
        if (inUse.containsKey(index)) return;
        Key key = armed.computeIfAbsent(index, i -> new Key(i, vm.traps().placed(i)));
        if (key.places.size() > MOST_TRAPS) return;
        Variant variant = kept.computeIfAbsent(key, _ -> new Variant());
        if (++variant.samples < WORTH) return;
        Tier.Unit unit = variant.unit;
        if (unit == null) {
            unit = vm.traps().without(index, () -> Translator.translate(vm, vm.image().assembled(index), key.places));
            variant.unit = unit;
        }
        if (!unit.isUsable()) return;
        inUse.put(index, unit);
        vm.compiled[index] = unit.code();
    }
}
