// What the virtual machine executes: the functions of a checked program as IR.
package cpi.driver;

import cpi.interp.code.Program;
import cpi.ir.FreshContext;
import cpi.ir.IrFunction;
import cpi.ir.IrNames;
import cpi.ir.IrParser;
import cpi.ir.IrPrinter;
import cpi.ir.Lowering;
import cpi.typed.ConstData;
import cpi.typed.ContextLayout;
import cpi.typed.Function;
import cpi.typed.Global;
import cpi.typed.Library;
import cpi.types.Type;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;

/// Lowers functions when they are first asked for, and knows what a fresh context contains. One object serves a compilation
/// and the runs of its program.
final class ProgramImage implements Program {
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
    public ConstData freshContext(boolean declared) {
        return FreshContext.of(context, library, declared);
    }

    @Override
    public Optional<FreshContext.Part> declaredContextField(long offset) {
        return FreshContext.declared(context, offset);
    }

    @Override
    public long declaredContextStart() {
        return FreshContext.declaredStart(context);
    }

    @Override
    public long threadOffset() {
        return FreshContext.threadOffset(context);
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
