// Results that are found when they are first asked for.
package cpi.sema.entity;

import java.util.function.Supplier;

/// A result that is found when it is first asked for, and then kept. Asked for again while it is being found, it needs itself
/// (C3.2, C4.1).
public final class OnDemand<T> {
    private enum State { UNKNOWN, BEING_FOUND, KNOWN }

    private State state = State.UNKNOWN;
    private T value;

    /// @param fallback what it is until it is known, and for good if finding it fails
    public OnDemand(T fallback) {
        this.value = fallback;
    }

    /// @param find executed at most once, whether it fails or not
    /// @param onCycle what to say if `find` asks for the very result it is to find
    public T get(Supplier<T> find, Supplier<T> onCycle) {
        switch (state) {
            case KNOWN -> { }
            case BEING_FOUND -> {
                return onCycle.get();
            }
            case UNKNOWN -> {
                state = State.BEING_FOUND;
                try {
                    value = find.get();
                } finally {
                    state = State.KNOWN;
                }
            }
        }
        return value;
    }

    /// The result if it is known, else the fallback.
    public T now() {
        return value;
    }

    /// Whether nobody has asked for it yet.
    public boolean isUnknown() {
        return state == State.UNKNOWN;
    }

    public boolean isKnown() {
        return state == State.KNOWN;
    }

    public boolean isBeingFound() {
        return state == State.BEING_FOUND;
    }
}
