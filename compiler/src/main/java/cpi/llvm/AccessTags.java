// What accesses can touch the same memory.
package cpi.llvm;

import cpi.codegen.ModuleKind;
import cpi.ir.Scalar;

/// Gives accesses their `!tbaa` tags. Reading an address where something else was stored is undefined (L12.7d), so a number that
/// is stored does not change an address that is loaded: loops over slices of slices need not look for their rows again.
///
/// That is all the language grants. Stored addresses may be read as numbers, and numbers as other numbers: so stores of
/// addresses have no tag, and all numbers the same one. Single bytes have none, as what copies bytes copies addresses.
final class AccessTags {
    private final Metadata metadata;
    private final boolean isOn;
    private int address = -1;
    private int number = -1;

    AccessTags(EmitOptions options, Metadata metadata) {
        this.metadata = metadata;
        // The runtime reads and writes structures of C and its own words as it likes.
        this.isOn = options.level() != OptLevel.NONE && options.kind() != ModuleKind.RUNTIME;
    }

    String load(Scalar type) {
        return type == Scalar.PTR ? tag(address()) : store(type);
    }

    String store(Scalar type) {
        return type == Scalar.PTR || type.bytes() == 1 ? "" : tag(number());
    }

    private String tag(int node) {
        return isOn ? ", !tbaa !" + node : "";
    }

    private int address() {
        define();
        return address;
    }

    private int number() {
        define();
        return number;
    }

    private void define() {
        if (!isOn || number >= 0) return;
        int root = metadata.add("!{!\"cpi\"}");
        number = tag("number", root);
        address = tag("address", root);
    }

    private int tag(String name, int root) {
        int type = metadata.add("!{!\"" + name + "\", !" + root + ", i64 0}");
        return metadata.add("!{!" + type + ", !" + type + ", i64 0}");
    }
}
