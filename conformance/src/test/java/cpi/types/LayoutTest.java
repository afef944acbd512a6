package cpi.types;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cpi.source.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Sizes, alignments and offsets.
// rules: L3.1, L3.13
class LayoutTest {
    private final TypeTable types = new TypeTable();
    private final Layout layout = new Layout();

    private StructType struct(Type... fields) {
        return types.struct(Stream.of(fields).map(f -> new Type.Field("", f, FieldDefault.ABSENT)).toList());
    }

    private static NamedType named(String name, java.util.function.Supplier<Type> target) {
        return new NamedType(name, name, Span.NONE, name, List.of(), target);
    }

    private void expect(long size, long align, Type type) {
        assertEquals(List.of(size, align), List.of(layout.size(type), layout.align(type)), type.toString());
    }

    @Test
    void everyTypeHasItsSize() {
        expect(0, 1, Type.NONE);
        expect(1, 1, Type.BOOL);
        expect(2, 2, IntType.U16);
        expect(8, 8, FloatType.F64);
        expect(8, 8, types.pointer(Type.NONE));
        expect(16, 8, types.string());
        expect(16, 8, Type.MUTEX);
        expect(8, 8, types.thread(Type.NONE));
        expect(12, 4, types.array(3, IntType.I32));
        expect(0, 8, types.array(0, IntType.I64));
        expect(0, 1, types.array(1L << 62, Type.NONE));
    }

    @Test
    void structsAreLaidOutAsInC() {
        StructType mix = struct(IntType.I8, IntType.I32, IntType.I8);
        expect(12, 4, mix);
        assertEquals(4, layout.fieldOffset(mix, 1));
        assertEquals(8, layout.fieldOffset(mix, 2));
        expect(0, 1, struct());
        expect(1, 1, struct(Type.NONE, IntType.I8, Type.NONE));
    }

    @Test
    void taggedEnumsHaveTheTagFirst() {
        List<Type.Member> members = List.of(new Type.Member("a", IntType.I8), new Type.Member("b", IntType.I16));
        TaggedType tag = types.tagged(true, IntType.U8, members);
        expect(4, 2, tag);
        assertEquals(2, layout.payloadOffset(tag));
        assertEquals(2, layout.payloadSize(tag));
        expect(2, 2, types.union(members));
        expect(8, 8, types.tagged(false, IntType.I64, List.of(new Type.Member("a", Type.NONE))));
    }

    @Test
    void tooLargeIsAnAnswer() {
        assertFalse(layout.isTooLarge(types.array(Layout.MAX_SIZE, IntType.I8)));
        assertTrue(layout.isTooLarge(types.array(Layout.MAX_SIZE + 1, IntType.I8)));
        Type huge = types.array(Long.MAX_VALUE, IntType.I64);
        assertTrue(layout.isTooLarge(huge));
        assertTrue(layout.isTooLarge(struct(IntType.I8, huge, IntType.I64)));
        Type deep = IntType.I64;
        for (int i = 0; i < 60; i++) deep = types.array(1L << 30, deep);
        assertTrue(layout.isTooLarge(deep));
    }

    @Test
    void partsMentionedTwiceOnEveryLevelTakeNoTime() {
        Type type = IntType.I64;
        for (int i = 0; i < 100; i++) type = struct(type, type);
        assertTrue(layout.isTooLarge(type));
        assertEquals(Optional.empty(), layout.cycle(type));
    }

    @Test
    void cyclesAreFound() {
        List<NamedType> chain = new ArrayList<>();
        NamedType first = named("A", () -> struct(IntType.I64, types.array(2, chain.get(1))));
        NamedType second = named("B", () -> struct(types.pointer(chain.get(0)), chain.get(0)));
        chain.addAll(List.of(first, second));
        assertEquals(Optional.of(List.of(first, second)), layout.cycle(first));
        assertEquals(Optional.of(List.of(second, first)), layout.cycle(second));
        assertEquals(Optional.of(List.of(first, second)), layout.cycle(struct(first)));
        layout.size(first);
        NamedType list = named("List", () -> struct(IntType.I64, types.pointer(chain.get(0)), types.slice(second)));
        assertEquals(Optional.empty(), layout.cycle(list));
        expect(32, 8, list);
    }
}
