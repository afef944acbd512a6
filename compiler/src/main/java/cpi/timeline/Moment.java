// Points in the time of a program.
package cpi.timeline;

/// A state of a program between two instructions: `step` instructions, of all threads, after tick `tick`. There is one clock for
/// all threads (T11), so moments are totally ordered. The end of a program is the moment behind the instruction that ended it.
public record Moment(long tick, long step) implements Comparable<Moment> {
    public static final Moment START = new Moment(0, 0);

    @Override
    public int compareTo(Moment other) {
        return tick != other.tick ? Long.compare(tick, other.tick) : Long.compare(step, other.step);
    }

    public boolean isBefore(Moment other) {
        return compareTo(other) < 0;
    }

    @Override
    public String toString() {
        return step == 0 ? Long.toString(tick) : tick + "+" + step;
    }
}
