// What is listed in a scope.
package cpi.debug;

import java.util.Optional;

/// A name with its type and its value as text, ready to be shown.
///
/// @param value for looking into it; empty for what has no memory, as compile-time parameters
/// @param named how many parts with names it has
/// @param indexed how many numbered parts it has, to be asked for in pages
public record Shown(String name, String type, String text, Optional<Value> value, long named, long indexed) {}
