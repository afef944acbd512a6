// The text of a function while it is being written.
package cpi.llvm;

/// Collects the instructions of one function. Values are numbered in the order in which they are written, as LLVM demands;
/// memory of the frame is collected apart, since all of it belongs into the entry block.
final class Code {
    /// The section of functions that come from no place of the source: apart from the others, none of their addresses is taken for
    /// one of a neighbour's.
    static final String UNKNOWN_PLACE = " section \".text.cpi\"";

    private static final String POINTER = "ptr";

    private final boolean narrow;
    private final StringBuilder allocas = new StringBuilder();
    private final StringBuilder body = new StringBuilder();
    private int values;
    private int memories;
    private int labels;
    private String location = "";

    Code(Target target) {
        this.narrow = target.architecture().isNarrow();
    }

    /// Debug location of the instructions that follow, `, !dbg !7`, or nothing.
    void location(String suffix) {
        location = suffix;
    }

    /// Writes an instruction with a result; gives its name.
    String def(String... parts) {
        String name = "%" + values++;
        body.append("  ").append(name).append(" = ");
        for (String part : parts) body.append(part);
        body.append(location).append('\n');
        return name;
    }

    /// Writes an instruction without a result.
    void line(String... parts) {
        body.append("  ");
        for (String part : parts) body.append(part);
        body.append(location).append('\n');
    }

    /// Reads a value from memory. Where addresses are narrower than pointers in memory, their lower half is read.
    String load(String type, String at) {
        return load(type, at, "");
    }

    /// The same with a tag (see [AccessTags]).
    String load(String type, String at, String tag) {
        return def("load ", type, ", ptr ", at, ", align 1", tag);
    }

    /// Writes a value to memory.
    void store(String type, String value, String at) {
        store(type, value, at, "");
    }

    void store(String type, String value, String at, String tag) {
        line("store ", type, " ", value, ", ptr ", at, ", align 1", tag);
        if (narrow && type.equals(POINTER)) line("store i32 0, ptr ", def("getelementptr inbounds i8, ptr ", at, ", i64 4"), ", align 1");
    }

    /// A line that takes no debug location.
    void raw(String... parts) {
        body.append("  ");
        for (String part : parts) body.append(part);
        body.append('\n');
    }

    void label(String name) {
        body.append(name).append(":\n");
    }

    /// The name of a new block.
    String newLabel(String kind) {
        return kind + labels++;
    }

    /// Memory of the frame for an intermediate value.
    String temporary(long size, long align) {
        String name = "%t" + memories++;
        alloca(name, "[" + size + " x i8]", align);
        return name;
    }

    void alloca(String name, String type, long align) {
        allocas.append("  ").append(name).append(" = alloca ").append(type).append(", align ").append(align).append('\n');
    }

    /// Writes the whole function behind its header.
    void finish(StringBuilder out) {
        out.append(" {\nentry:\n").append(allocas).append(body).append("}\n\n");
    }
}
