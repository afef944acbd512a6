package cpi.types;

import static org.junit.jupiter.api.Assertions.assertEquals;

import cpi.source.Span;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/// Each rule of L3.14 once, and recursive types.
class TypeMatchingTest {
    private final TypeTable types = new TypeTable();

    private NamedType named(String name, Supplier<Type> definition) {
        return new NamedType(name, name, Span.NONE, new Object(), List.of(), definition);
    }

    private Type.Field field(String name, Type type) {
        return new Type.Field(name, type, FieldDefault.ABSENT);
    }

    private void check(TypeMatching.Result wanted, Type s, Type t) {
        assertEquals(wanted, TypeMatching.compare(s, t));
        assertEquals(wanted, TypeMatching.compare(t, s));
    }

    @Test
    void namedTypesMatchTheirDefinitionButNotEachOther() {
        NamedType a = named("A", () -> IntType.I64);
        NamedType b = named("B", () -> IntType.I64);
        check(TypeMatching.Result.MATCH, a, IntType.I64);
        check(TypeMatching.Result.NAMED, a, b);
        check(TypeMatching.Result.NAMED, types.pointer(a), types.pointer(b));
        check(TypeMatching.Result.MATCH, types.slice(a), types.slice(IntType.I64));
        check(TypeMatching.Result.OTHER, a, IntType.I32);
    }

    @Test
    void untypedPointersMatchAllPointersButNotInside() {
        Type untyped = types.pointer(Type.NONE);
        Type pointer = types.pointer(IntType.I8);
        check(TypeMatching.Result.MATCH, untyped, pointer);
        check(TypeMatching.Result.MATCH, named("P", () -> untyped), pointer);
        check(TypeMatching.Result.OTHER, types.pointer(untyped), types.pointer(pointer));
        check(TypeMatching.Result.OTHER, types.slice(untyped), types.slice(pointer));
    }

    @Test
    void fieldsOfStructsMayLackNames() {
        Type plain = types.struct(List.of(field("", IntType.I64), field("", Type.BOOL)));
        Type withNames = types.struct(List.of(field("a", IntType.I64), field("b", Type.BOOL)));
        Type otherNames = types.struct(List.of(field("a", IntType.I64), field("c", Type.BOOL)));
        check(TypeMatching.Result.MATCH, plain, withNames);
        check(TypeMatching.Result.OTHER, withNames, otherNames);
        check(TypeMatching.Result.OTHER, plain, types.struct(List.of(field("", IntType.I64))));
    }

    @Test
    void functionsMatchExactly() {
        Type f = types.fn(false, List.of(IntType.I64), false, Type.NONE);
        check(TypeMatching.Result.FUNCTION, f, types.fn(false, List.of(IntType.I32), false, Type.NONE));
        check(TypeMatching.Result.FUNCTION, f, types.fn(true, List.of(IntType.I64), false, Type.NONE));
        check(TypeMatching.Result.FUNCTION, types.pointer(f), types.pointer(types.fn(false, List.of(), false, Type.NONE)));
        check(TypeMatching.Result.MATCH, f, types.fn(false, List.of(named("A", () -> IntType.I64)), false, Type.NONE));
    }

    @Test
    void arraysNeedTheSameCount() {
        check(TypeMatching.Result.OTHER, types.array(2, IntType.I8), types.array(3, IntType.I8));
        check(TypeMatching.Result.MATCH, types.array(2, named("A", () -> IntType.I8)), types.array(2, IntType.I8));
    }

    @Test
    void recursiveTypesOutOfPhaseMatch() {
        NamedType[] nodes = new NamedType[2];
        for (int i = 0; i < 2; i++) {
            int self = i;
            nodes[i] = named("N" + i, () -> types.struct(List.of(field("", types.pointer(
                types.struct(List.of(field("", types.pointer(nodes[self])))))))));
        }
        Type shifted = types.struct(List.of(field("", types.pointer(nodes[1]))));
        check(TypeMatching.Result.MATCH, nodes[0], shifted);
        check(TypeMatching.Result.NAMED, nodes[0], nodes[1]);
    }

    @Test
    void openTypesCountAsWhatTheyAreFixedTo() {
        OpenType open = new OpenType(false);
        check(TypeMatching.Result.MATCH, open, IntType.I64);
        open.fix(IntType.I8, Span.NONE);
        check(TypeMatching.Result.MATCH, open, IntType.I8);
        check(TypeMatching.Result.OTHER, open, IntType.I64);
    }
}
