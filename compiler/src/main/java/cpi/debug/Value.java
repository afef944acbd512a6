// A value of the program being debugged.
package cpi.debug;

import cpi.types.Type;

/// A value with its type; its contents are read from the state it belongs to when they are asked for, through [Values]. It must
/// not be used after the machine has moved, unless its memory is a copy.
///
/// @param name what it is called where it is listed: a variable, a field, `[3]`
/// @param expression that denotes it in the frame it was found in; empty if there is none
/// @param memory where its pointers lead
public record Value(String name, Type type, Data data, String expression, MemoryView memory) {
    Value named(String newName) {
        return new Value(newName, type, data, expression, memory);
    }

    /// The expression with parentheses if something can not simply be put behind it.
    String base() {
        boolean simple = expression.matches("[\\w.\\[\\]`]+");
        return simple || expression.isEmpty() ? expression : "(" + expression + ")";
    }
}
