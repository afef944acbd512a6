package cpi.types;

import java.util.List;

/// An untagged union, `union(none) {…}` (L3.11).
public record UnionType(List<Member> members) implements Type {
    public UnionType {
        members = List.copyOf(members);
    }

    /// Position of a member from 0, or -1.
    public int indexOf(String name) {
        for (int i = 0; i < members.size(); i++) if (members.get(i).name().equals(name)) return i;
        return -1;
    }

    @Override
    public int hashCode() {
        return ~Type.shallowHash(members.stream().map(Member::payload).toList());
    }

    @Override
    public String toString() {
        return TypePrinter.text(this);
    }
}
