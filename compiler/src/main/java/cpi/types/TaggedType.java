package cpi.types;

import java.util.List;

/// A tagged enum (L3.10): written `enum` with payloads, or `union`. Member `k` of the list has tag `k + 1`; tag 0 is unset.
public record TaggedType(boolean writtenUnion, IntType tag, List<Member> members) implements Type {
    public TaggedType {
        members = List.copyOf(members);
    }

    /// Position of a member from 0, or -1. Its tag is one more.
    public int indexOf(String name) {
        for (int i = 0; i < members.size(); i++) if (members.get(i).name().equals(name)) return i;
        return -1;
    }

    @Override
    public int hashCode() {
        return Type.shallowHash(members.stream().map(Member::payload).toList());
    }

    @Override
    public String toString() {
        return TypePrinter.text(this);
    }
}
