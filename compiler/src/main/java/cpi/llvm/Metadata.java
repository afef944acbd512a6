// Numbered metadata.
package cpi.llvm;

/// The metadata nodes of a module.
final class Metadata {
    private final StringBuilder text = new StringBuilder();
    private int count;

    /// A number for a node that is written later, as cycles need.
    int reserve() {
        return count++;
    }

    void define(int number, String node) {
        text.append('!').append(number).append(" = ").append(node).append('\n');
    }

    int add(String node) {
        int number = count++;
        define(number, node);
        return number;
    }

    void print(StringBuilder out) {
        out.append(text);
    }
}
