// One value in a history.
package cpi.debug;

import cpi.source.Span;
import cpi.timeline.Moment;

/// The value of an expression at one moment.
///
/// @param place of the statement that the thread was about to execute
/// @param text the value
public record HistoryEntry(Moment moment, int thread, Span place, String text) {}
