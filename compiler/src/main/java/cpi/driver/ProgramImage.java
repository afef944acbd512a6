// What the virtual machine executes: the functions of a checked program as IR.
package cpi.driver;

import cpi.interp.Program;
import cpi.ir.IrFunction;
import cpi.ir.IrNames;
import cpi.ir.IrParser;
import cpi.ir.IrPrinter;
import cpi.ir.Lowering;
import cpi.typed.ConstData;
import cpi.typed.ContextField;
import cpi.typed.ContextLayout;
import cpi.typed.Function;
import cpi.typed.Global;
import cpi.typed.Library;
import cpi.types.Type;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Lowers functions when they are first asked for, and knows what a fresh context contains. One object serves a compilation
/// and the runs of its program.
final class ProgramImage implements Program {
    private static final int ALLOCATOR = 0;
    private static final int TEMP = 1;
    private static final int THREAD = 2;

    private final Lowering lowering;
    private final ContextLayout context;
    private final Library library;
    private final OpenLibraries libraries;
    private final boolean roundTrip;
    private final Map<Function, IrFunction> lowered = new IdentityHashMap<>();

    /// @param libraries where foreign functions are
    /// @param roundTrip whether the IR is printed and read back before it is used, which tests the text form
    ProgramImage(Lowering lowering, ContextLayout context, Library library, OpenLibraries libraries, boolean roundTrip) {
        this.lowering = lowering;
        this.context = context;
        this.library = library;
        this.libraries = libraries;
        this.roundTrip = roundTrip;
    }

    @Override
    public IrFunction code(Function function) {
        IrFunction known = lowered.get(function);
        if (known != null) return known;
        IrFunction made = lowering.lower(function);
        if (roundTrip) {
            IrNames names = new IrNames();
            made = IrParser.parse(IrPrinter.print(made, names, true), names, lowering.shapes());
        }
        lowered.put(function, made);
        return made;
    }

    @Override
    public ConstData freshContext() {
        byte[] bytes = new byte[Math.toIntExact(context.size())];
        List<ConstData.Reloc> relocs = new ArrayList<>();
        for (ContextField field : context.fields()) {
            long at = context.offset(field);
            ConstData value = field.initialValue();
            System.arraycopy(value.bytes(), 0, bytes, Math.toIntExact(at), value.bytes().length);
            for (ConstData.Reloc r : value.relocs()) relocs.add(new ConstData.Reloc(at + r.offset(), r.target(), r.addend()));
        }
        // An Allocator begins with its procedure; the data of these two is nil.
        relocs.add(new ConstData.Reloc(context.offset(field(ALLOCATOR)), library.function("mem", "systemProc"), 0));
        relocs.add(new ConstData.Reloc(context.offset(field(TEMP)), library.function("mem", "tempProc"), 0));
        return ConstData.of(bytes, relocs);
    }

    @Override
    public long threadOffset() {
        return context.offset(field(THREAD));
    }

    private ContextField field(int number) {
        return context.fields().get(number);
    }

    @Override
    public Optional<Function> threadEnd() {
        return Optional.of(library.function("runtime", "threadEnd"));
    }

    @Override
    public long symbol(Function function) {
        return libraries.symbol(function);
    }

    @Override
    public Global typeInfo(Type type) {
        return library.typeInfo(type);
    }
}
