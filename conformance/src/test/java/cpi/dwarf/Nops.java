package cpi.dwarf;

import cpi.driver.Compilation;
import cpi.driver.CompileOptions;
import cpi.elf.Bytes;
import cpi.elf.ElfObject;
import cpi.ir.Block;
import cpi.ir.Inst;
import cpi.ir.IrFunction;
import cpi.ir.Lowering;
import cpi.typed.Function;
import cpi.typed.Global;
import cpi.typed.Program;
import java.io.OutputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// A back end whose code does nothing: three bytes for each instruction, none for some. It tells a [DwarfUnit] what a real one would.
final class Nops {
    private static final int NOP = 0x90;

    /// What one call of [DwarfFunction#row] said, if there is code behind it; column 0 for the beginning of a function.
    record Row(long offset, String file, int line, int column) {}

    private final ElfObject object = new ElfObject();
    private final ElfObject.Section text = object.section(".text", ElfObject.Kind.PROGBITS, ElfObject.ALLOC | ElfObject.EXECUTE, 16);
    private final ElfObject.Section data = object.section(".bss", ElfObject.Kind.NOBITS, ElfObject.ALLOC | ElfObject.WRITE, 16);
    private final ElfObject.Section threads = object.section(".tbss", ElfObject.Kind.NOBITS,
        ElfObject.ALLOC | ElfObject.WRITE | ElfObject.TLS, 16);
    private final Bytes code = text.bytes();
    private final List<Row> rows = new ArrayList<>();
    private final Set<Global> globals = new LinkedHashSet<>();
    private final List<Function> functions = new ArrayList<>();
    private long told;

    List<Row> rows() {
        return rows;
    }

    List<Function> functions() {
        return functions;
    }

    /// Nanoseconds spent in the package that is tested.
    long told() {
        return told;
    }

    /// The object of a program without errors.
    byte[] make(String main) {
        return Compilation.onBigStack(() -> {
            try (Compilation.Result checked = Compilation.check(CompileOptions.of(main), OutputStream.nullOutputStream())) {
                return make(checked.program().orElseThrow());
            }
        });
    }

    private byte[] make(Program program) {
        Lowering lowering = new Lowering(program.types(), program.layout(), program.context());
        Function main = program.main().orElseThrow();
        List<IrFunction> lowered = reachable(lowering, main);
        long start = System.nanoTime();
        DwarfUnit unit = new DwarfUnit(program.layout(), program.context(), lowering.shapes(), "/directory", main.place().file());
        for (IrFunction f : lowered) function(unit, f);
        for (Global g : globals) {
            ElfObject.Section section = g.threadLocal() ? threads : data;
            unit.global(g, section, section.reserve(program.layout().size(g.type()), 8));
        }
        unit.write(object, text);
        told = System.nanoTime() - start;
        return object.finish();
    }

    private List<IrFunction> reachable(Lowering lowering, Function main) {
        Deque<Function> work = new ArrayDeque<>(List.of(main));
        Set<Function> seen = new LinkedHashSet<>(work);
        List<IrFunction> lowered = new ArrayList<>();
        while (!work.isEmpty()) {
            IrFunction f = lowering.lower(work.removeFirst());
            lowered.add(f);
            for (Block block : f.blocks()) {
                for (Inst inst : block.insts()) {
                    if (inst instanceof Inst.Call c && c.callee().kind() == Function.Kind.ORDINARY && seen.add(c.callee())) {
                        work.add(c.callee());
                    }
                    if (inst instanceof Inst.SymbolAddress s && s.symbol() instanceof Global g) globals.add(g);
                }
            }
        }
        return lowered;
    }

    private void function(DwarfUnit unit, IrFunction f) {
        long start = text.align(16);
        DwarfFunction debug = unit.function(f, start);
        functions.add(f.source());
        note(start, f.source().place().file().name(), f.source().place().position().line(), 0);
        debug.prologue(start);
        for (int b : new int[] {0x55, 0x48, 0x89, 0xE5, 0x53}) code.u8(b);
        int frame = -8;
        debug.saved(3, frame);
        for (int i = 0; i < f.registers().size(); i++) debug.home(i, frame -= 8);
        for (int i = 0; i < f.slots().size(); i++) debug.slot(i, frame -= (int) f.slots().get(i).size() + 8);
        int scope = 0;
        for (Block block : f.blocks()) {
            for (Inst inst : block.insts()) {
                if (inst instanceof Inst.Statement s) scope = s.scope();
                debug.row(code.size(), inst.span(), scope);
                note(code.size(), inst.span().file().name(), inst.span().position().line(), inst.span().position().column());
                if (inst instanceof Inst.Return) {
                    code.u16(0xC95B);
                    debug.returns(code.size());
                    code.u8(0xC3);
                } else if (!(inst instanceof Inst.Statement || inst instanceof Inst.Const)) {
                    for (int i = 0; i < 3; i++) code.u8(NOP);
                }
            }
        }
        debug.prologue(code.size());
        note(code.size(), f.source().place().file().name(), f.source().place().position().line(), 0);
        code.u8(NOP);
        object.local(f.source().name(), text, start, code.size() - start, true);
        debug.end(code.size());
    }

    private void note(long offset, String file, int line, int column) {
        Row row = new Row(offset, file, line, column);
        if (!rows.isEmpty() && rows.getLast().offset == offset) rows.removeLast();
        rows.add(row);
    }
}
