/// What a running program has, whatever executes it: [cpi.engine.Memory] and [cpi.engine.Heap], [cpi.engine.Scheduler] with its
/// threads, the [cpi.engine.Host] through which everything from outside comes, and the [cpi.engine.Outcome].
@NullMarked
package cpi.engine;

import org.jspecify.annotations.NullMarked;
