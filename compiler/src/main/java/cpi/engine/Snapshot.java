// The contents of memory at one moment.
package cpi.engine;

import java.util.Map;

/// All pages of a [Memory] that had changed since it was made, each with its shadow: enough to make the memory equal again.
///
/// @param pages contents by page number: [Memory#PAGE] bytes of data, then an eighth of that of shadow
public record Snapshot(Map<Long, byte[]> pages) {
    public Snapshot {
        pages = Map.copyOf(pages);
    }
}
