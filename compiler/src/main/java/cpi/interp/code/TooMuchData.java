// Not enough room for globals and constants.
package cpi.interp.code;

/// Thrown where an object of static data gets its address if the machine's region for such objects is full.
public final class TooMuchData extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final long room;

    /// @param room the size of the region in bytes
    TooMuchData(long room) {
        super("more than " + room + " bytes of static data", null, false, false);
        this.room = room;
    }

    public long room() {
        return room;
    }
}
