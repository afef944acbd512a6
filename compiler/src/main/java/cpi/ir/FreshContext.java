package cpi.ir;

import cpi.typed.ConstData;
import cpi.typed.ContextField;
import cpi.typed.ContextLayout;
import cpi.typed.Library;
import java.util.ArrayList;
import java.util.List;

/// A fresh context (T1.3) as data, the same for every engine: the defaults of all fields, and the allocators of the library.
/// The number of the thread is filled in at [#threadOffset] where the context is made.
public final class FreshContext {
    private static final int ALLOCATOR = 0;
    private static final int TEMP = 1;
    private static final int THREAD = 2;

    private FreshContext() {}

    public static ConstData of(ContextLayout context, Library library) {
        byte[] bytes = new byte[Math.toIntExact(context.size())];
        List<ConstData.Reloc> relocs = new ArrayList<>();
        for (ContextField field : context.fields()) {
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

    /// Offset of `context.thread`, an `i64`.
    public static long threadOffset(ContextLayout context) {
        return context.offset(context.fields().get(THREAD));
    }
}
