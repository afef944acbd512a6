// The random number generator of the language.
package cpi.engine;

/// PCG-XSH-RR 64/32 (S15). Its two words of state are data of the machine.
public final class Pcg32 {
    private static final long MULTIPLIER = 6364136223846793005L;
    private final long increment;
    private long state;

    public Pcg32(long seed, long stream) {
        increment = stream << 1 | 1;
        next();
        state += seed;
        next();
    }

    private Pcg32(Pcg32 other) {
        increment = other.increment;
        state = other.state;
    }

    public Pcg32 copy() {
        return new Pcg32(this);
    }

    long state() {
        return state;
    }

    /// 32 random bits as a number from 0.
    public long next() {
        long old = state;
        state = old * MULTIPLIER + increment;
        int x = (int) ((old >>> 18 ^ old) >>> 27);
        return Integer.rotateRight(x, (int) (old >>> 59)) & 0xFFFF_FFFFL;
    }
}
