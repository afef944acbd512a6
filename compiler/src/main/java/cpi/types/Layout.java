package cpi.types;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Sizes, alignments and offsets in bytes (L3.1, L3.13), remembered for one compilation.
///
/// Every question has an answer for every type, wrong programs included: sizes above [#MAX_SIZE] are [#TOO_LARGE], errors and
/// types that contain themselves count as empty. Answers that rest on a definition still being found, or on a type that contains
/// itself, are remembered for one question only.
/// The record behind `context` is laid out elsewhere and has no size here, as the language gives it none (T1.1).
public final class Layout {
    /// The largest size a type may have (E0329).
    public static final long MAX_SIZE = 1L << 40;
    /// What is answered for every size or offset above [#MAX_SIZE].
    public static final long TOO_LARGE = Long.MAX_VALUE;
    /// Offset of `count` in a slice; `data` is at 0.
    public static final long SLICE_COUNT = 8;

    private static final long[] NO_OFFSETS = {};
    private static final Info EMPTY = new Info(0, 1, NO_OFFSETS, true);
    private static final Info UNKNOWN = new Info(0, 1, NO_OFFSETS, false);

    /// `offsets` are those of fields; for tagged enums the only one is that of the payload. `certain` is false if the answer
    /// rests on a definition that is not known yet, or on a type that contains itself.
    private record Info(long size, long align, long[] offsets, boolean certain) {}

    private final Map<Type, Info> known = new IdentityHashMap<>();
    private final Map<Type, Info> provisional = new IdentityHashMap<>();
    private final Set<Type> inProgress = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Set<Type> withoutCycle = Collections.newSetFromMap(new IdentityHashMap<>());

    /// The size in bytes, or [#TOO_LARGE].
    public long size(Type type) {
        return info(type).size;
    }

    public long align(Type type) {
        return info(type).align;
    }

    public boolean isTooLarge(Type type) {
        return info(type).size == TOO_LARGE;
    }

    /// The offset of field `index` of a struct or slice (`data` 0, `count` 1), or of a member of an untagged union.
    public long fieldOffset(Type type, int index) {
        return switch (type.definition()) {
            case StructType struct -> info(struct).offsets[index];
            case Type.SliceType _ -> index == 0 ? 0 : SLICE_COUNT;
            case Type.NoneType _, Type.BoolType _, IntType _, FloatType _, Type.PointerType _, Type.ArrayType _, EnumerationType _,
                 TaggedType _, UnionType _, FnType _, Type.MutexType _, Type.ThreadType _, Type.ContextType _, NamedType _,
                 UntypedType _, OpenType _, Type.ErrorType _ -> 0;
        };
    }

    /// The offset of the payload area of a tagged enum; the tag is at 0.
    public long payloadOffset(TaggedType type) {
        return info(type).offsets[0];
    }

    /// The size of the payload area of a tagged enum: the size of its largest payload.
    public long payloadSize(TaggedType type) {
        return union(type.members()).size;
    }

    /// The named types through which `type` contains itself by value, in order and beginning at one that is met again; empty
    /// if it does not (E0325).
    public Optional<List<NamedType>> cycle(Type type) {
        List<NamedType> path = new ArrayList<>();
        int start = findCycle(type, path, Collections.newSetFromMap(new IdentityHashMap<>()));
        return start < 0 ? Optional.empty() : Optional.of(List.copyOf(path.subList(start, path.size())));
    }

    /// Position in `path` at which the cycle found begins, or -1; on success `path` ends with the last type of the cycle.
    ///
    /// @param done the types from which no cycle was reached
    private int findCycle(Type type, List<NamedType> path, Set<Type> done) {
        if (withoutCycle.contains(type) || done.contains(type)) return -1;
        if (type instanceof NamedType named) {
            int met = path.indexOf(named);
            if (met >= 0) return met;
            path.add(named);
            int found = findCycle(named.target(), path, done);
            if (found >= 0) return found;
            path.removeLast();
            rememberWithoutCycle(named, done);
            return -1;
        }
        for (Type part : parts(type)) {
            int found = findCycle(part, path, done);
            if (found >= 0) return found;
        }
        rememberWithoutCycle(type, done);
        return -1;
    }

    private void rememberWithoutCycle(Type type, Set<Type> done) {
        done.add(type);
        if (info(type).certain) withoutCycle.add(type);
    }

    /// The types of which a value of the structural type `type` contains values.
    public static List<Type> parts(Type type) {
        return switch (type) {
            case Type.ArrayType array -> List.of(array.element());
            case StructType struct -> struct.fields().stream().map(Type.Field::type).toList();
            case TaggedType tagged -> tagged.members().stream().map(Type.Member::payload).toList();
            case UnionType union -> union.members().stream().map(Type.Member::payload).toList();
            case Type.NoneType _, Type.BoolType _, IntType _, FloatType _, Type.PointerType _, Type.SliceType _, EnumerationType _,
                 FnType _, Type.MutexType _, Type.ThreadType _, Type.ContextType _, NamedType _, UntypedType _, OpenType _,
                 Type.ErrorType _ -> List.of();
        };
    }

    private Info info(Type type) {
        Info found = known.get(type);
        if (found == null) found = provisional.get(type);
        if (found != null) return found;
        if (!inProgress.add(type)) return UNKNOWN;
        Info computed = compute(type);
        inProgress.remove(type);
        (computed.certain ? known : provisional).put(type, computed);
        if (inProgress.isEmpty()) provisional.clear();
        return computed;
    }

    private Info compute(Type type) {
        return switch (type) {
            case Type.NoneType _, Type.ErrorType _ -> EMPTY;
            case Type.BoolType _ -> scalar(1);
            case IntType t -> scalar(t.bytes());
            case FloatType t -> scalar(t.bytes());
            case Type.PointerType _, FnType _, Type.ThreadType _ -> scalar(8);
            case Type.SliceType _, Type.MutexType _ -> new Info(16, 8, NO_OFFSETS, true);
            case EnumerationType t -> scalar(t.base().bytes());
            case Type.ArrayType t -> array(t);
            case StructType t -> sequence(t.fields().stream().map(Type.Field::type).map(this::info).toList());
            case TaggedType t -> tagged(t);
            case UnionType t -> union(t.members());
            case NamedType t -> t.isResolving() ? UNKNOWN : info(t.target());
            case UntypedType t -> uncertain(info(t.defaultType()));
            case OpenType t -> uncertain(info(t.isFixed() ? t.current() : t.defaultType()));
            case Type.ContextType _ -> UNKNOWN;
        };
    }

    private static Info scalar(long size) {
        return new Info(size, size, NO_OFFSETS, true);
    }

    private static Info uncertain(Info info) {
        return new Info(info.size, info.align, info.offsets, false);
    }

    private Info array(Type.ArrayType type) {
        Info element = info(type.element());
        boolean fits = element.size == 0 || type.count() == 0
                || element.size != TOO_LARGE && type.count() <= MAX_SIZE / element.size;
        return new Info(fits ? element.size * Math.max(0, type.count()) : TOO_LARGE, element.align, NO_OFFSETS, element.certain);
    }

    private Info tagged(TaggedType type) {
        Info whole = sequence(List.of(info(type.tag()), union(type.members())));
        return new Info(whole.size, whole.align, new long[] {whole.offsets[1]}, whole.certain);
    }

    private Info union(List<Type.Member> members) {
        long size = 0;
        long align = 1;
        boolean certain = true;
        for (Type.Member member : members) {
            Info payload = info(member.payload());
            size = Math.max(size, payload.size);
            align = Math.max(align, payload.align);
            certain &= payload.certain;
        }
        return new Info(roundUp(size, align), align, NO_OFFSETS, certain);
    }

    /// Parts one behind the other, each at its alignment.
    private static Info sequence(List<Info> parts) {
        long[] offsets = new long[parts.size()];
        long end = 0;
        long align = 1;
        boolean certain = true;
        for (int i = 0; i < offsets.length; i++) {
            Info part = parts.get(i);
            offsets[i] = roundUp(end, part.align);
            end = add(offsets[i], part.size);
            align = Math.max(align, part.align);
            certain &= part.certain;
        }
        return new Info(roundUp(end, align), align, offsets, certain);
    }

    private static long add(long a, long b) {
        return a == TOO_LARGE || b == TOO_LARGE || a + b > MAX_SIZE ? TOO_LARGE : a + b;
    }

    private static long roundUp(long value, long align) {
        if (value == TOO_LARGE) return TOO_LARGE;
        return add((value + align - 1) / align * align, 0);
    }
}
