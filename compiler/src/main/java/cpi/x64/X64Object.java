package cpi.x64;

import cpi.codegen.Architecture;
import cpi.codegen.CConvention;
import cpi.codegen.ModuleKind;
import cpi.codegen.Reachable;
import cpi.diag.Bug;
import cpi.dwarf.DwarfFunction;
import cpi.dwarf.DwarfUnit;
import cpi.elf.ElfObject;
import cpi.ir.IrFunction;
import cpi.ir.Lowering;
import cpi.ir.Shapes;
import cpi.typed.Function;
import cpi.typed.Global;
import cpi.typed.Program;
import cpi.typed.Symbol;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/// Translates a checked program to an object file for x86-64 Linux: quickly, without optimisation, with debug information. It is linked
/// with the same runtime as what LLVM makes (docs/native.md), and does the same.
public final class X64Object {
    private final ElfObject object = new ElfObject();
    private final ElfObject.Section text;
    private final SymbolTable symbols;
    private final DataSections data;
    private final DwarfUnit debug;
    private final ObjectUnit unit;

    private X64Object(Program program, Lowering lowering, Reachable reachable, String directory) {
        Shapes shapes = lowering.shapes();
        text = object.section(".text", ElfObject.Kind.PROGBITS, ElfObject.ALLOC | ElfObject.EXECUTE, 16);
        symbols = new SymbolTable(object, text);
        data = new DataSections(object, symbols);
        debug = new DwarfUnit(program.layout(), program.context(), shapes, directory, program.files().getFirst());
        for (Function f : program.exports()) symbols.export(f);
        for (Symbol symbol : reachable.data()) define(symbol, program);
        unit = new ObjectUnit(program, shapes, reachable, reachable.contextUse(),
            new CConvention(Architecture.X86_64, program.layout(), shapes), new Asm(text.bytes()), symbols,
            new Constants(data.constants, data.relocated), new StartFunctions(program, shapes, reachable),
            new ObjectUnit.FreshContextData(data.constant(reachable.freshContext(), program.context().align()),
                reachable.freshContext().bytes().length));
    }

    /// Writes the object of the whole program. Throws [Bug] if a program is made of something without `main`.
    ///
    /// @param directory what relative names of source files are relative to, for debuggers
    /// @param out gets large pieces
    public static void write(Program program, Lowering lowering, String directory, OutputStream out) throws IOException {
        Function main = program.main().orElseThrow(() -> new Bug("a program without main is built"));
        List<Function> roots = new ArrayList<>(program.exports());
        roots.add(main);
        if (!main.type().params().isEmpty()) roots.add(program.library().function("runtime", "programArgs"));
        Reachable reachable = Reachable.from(roots, ModuleKind.PROGRAM, program, lowering);
        new X64Object(program, lowering, reachable, directory).write(main, out);
    }

    private void define(Symbol symbol, Program program) {
        data.define(symbol, program.layout());
        if (symbol instanceof Global g) symbols.placeOf(g).ifPresent(p -> debug.global(g, p.section(), p.offset()));
    }

    private void write(Function main, OutputStream out) throws IOException {
        for (IrFunction f : unit.reachable().functions()) function(f);
        Function start = unit.starts().main(main);
        // More are added while these are written.
        for (int i = 0; i < unit.starts().all().size(); i++) withoutPlace(unit.starts().all().get(i));
        object.global("main", text, symbols.start(start), 0, true, false);
        for (Function f : unit.program().exports()) object.global(f.externalName(), text, symbols.start(f), 0, true, false);
        symbols.finish();
        data.finish();
        debug.write(object, text);
        object.writeTo(out);
    }

    private void function(IrFunction f) {
        int start = unit.asm().here();
        DwarfFunction described = debug.function(f, start);
        new FunctionCode(unit, f, f.variableRegisters(), Optional.of(described)).emit();
        object.local(f.source().name() + "()", text, start, unit.asm().here() - start, true);
    }

    private void withoutPlace(IrFunction f) {
        new FunctionCode(unit, f, new BitSet(), Optional.empty()).emit();
    }
}
