package cpi.ir;

import cpi.typed.ConstData;
import cpi.typed.ContextField;
import cpi.typed.ContextLayout;
import cpi.typed.Library;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A fresh context (T1.3) as data, the same for every engine: the defaults of all fields, and the allocators of the library.
/// The number of the thread is filled in at [#threadOffset] where the context is made.
public final class FreshContext {
    private static final int ALLOCATOR = 0;
    private static final int TEMP = 1;
    private static final int THREAD = 2;
    private static final int BUILTIN = 3;

    /// The default of one field, at its offset.
    public record Part(long offset, ConstData value) {}

    private FreshContext() {}

    /// @param declared whether the declared fields have their defaults; else they are zero
    public static ConstData of(ContextLayout context, Library library, boolean declared) {
        byte[] bytes = new byte[Math.toIntExact(context.size())];
        List<ConstData.Reloc> relocs = new ArrayList<>();
        for (ContextField field : declared ? context.fields() : List.<ContextField>of()) {
            long at = context.offset(field);
            ConstData value = field.initialValue();
            System.arraycopy(value.bytes(), 0, bytes, Math.toIntExact(at), value.bytes().length);
            for (ConstData.Reloc r : value.relocs()) relocs.add(new ConstData.Reloc(at + r.offset(), r.target(), r.addend()));
        }
        // An Allocator begins with its procedure; the data of these two is nil.
        relocs.add(new ConstData.Reloc(context.offset(context.fields().get(ALLOCATOR)), library.function("mem", "systemProc"), 0));
        relocs.add(new ConstData.Reloc(context.offset(context.fields().get(TEMP)), library.function("mem", "tempProc"), 0));
        return ConstData.of(bytes, relocs);
    }

    /// The declared field whose bytes include the one at an offset.
    public static Optional<Part> declared(ContextLayout context, long offset) {
        List<ContextField> fields = context.fields();
        for (int i = BUILTIN; i < fields.size(); i++) {
            long at = context.offset(fields.get(i));
            long end = i + 1 < fields.size() ? context.offset(fields.get(i + 1)) : context.size();
            if (at <= offset && offset < end) return Optional.of(new Part(at, fields.get(i).initialValue()));
        }
        return Optional.empty();
    }

    /// Where the declared fields begin.
    public static long declaredStart(ContextLayout context) {
        return threadOffset(context) + Long.BYTES;
    }

    /// Offset of `context.thread`, an `i64`.
    public static long threadOffset(ContextLayout context) {
        return context.offset(context.fields().get(THREAD));
    }
}
