/// The history of a run: checkpoints, executing to any moment, searching backwards, recordings. [cpi.timeline.Timeline] is the way
/// in.
@NullMarked
package cpi.timeline;

import org.jspecify.annotations.NullMarked;
