package cpi.dwarf;

import cpi.elf.Bytes;
import cpi.ir.IrFunction;
import cpi.ir.Shape;
import cpi.ir.Shapes;
import cpi.source.SourceFile;
import cpi.source.Span;
import java.util.List;

/// Writes the entries of functions, of the blocks in them that have variables, and of the variables.
final class FunctionEntries {
    private static final int RBP = 0x56, AT_FRAME = 0x91, DEREFERENCE = 0x06, PIECE = 0x93;

    private final Part info;
    private final Part ranges;
    private final Bytes out;
    private final Blocks blocks;
    private final FileTable files;
    private final PlaceCursor places;
    private final DwarfTypes types;
    private final Shapes shapes;
    /// Of each scope of the function: the block it belongs to, the block around that, and the lists of blocks in blocks.
    private int[] block = new int[64];
    private int[] parent = new int[64];
    private int[] firstChild = new int[64];
    private int[] nextSibling = new int[64];

    FunctionEntries(Part info, Part ranges, Blocks blocks, FileTable files, SourceFile main, DwarfTypes types, Shapes shapes) {
        this.info = info;
        this.ranges = ranges;
        this.out = info.bytes;
        this.blocks = blocks;
        this.files = files;
        this.places = new PlaceCursor(main);
        this.types = types;
        this.shapes = shapes;
    }

    void write(DwarfFunction f, long end) {
        IrFunction function = f.function();
        List<IrFunction.DebugScope> scopes = function.scopes();
        boolean hasVariables = arrange(f, scopes, (int) end);
        out.uleb(hasVariables ? Abbreviations.FUNCTION : Abbreviations.PLAIN_FUNCTION);
        info.address(f.start());
        out.u32((int) (end - f.start()));
        out.u8(1);
        out.u8(RBP);
        out.textZ(function.source().name());
        place(function.source().place());
        if (!hasVariables) return;
        variables(f, scopes.getFirst(), function.source().params().size());
        // A walk through the tree without recursion: each declaration is a block in the one before.
        int b = firstChild[0];
        while (b > 0) {
            open(b);
            variables(f, scopes.get(b), 0);
            int next = firstChild[b];
            while (next < 0 && b > 0) {
                out.u8(0);
                next = nextSibling[b];
                b = parent[b];
            }
            b = next;
        }
        out.u8(0);
    }

    /// Decides which scopes are blocks: those with variables and code. Tells whether anything is in the function.
    private boolean arrange(DwarfFunction f, List<IrFunction.DebugScope> scopes, int end) {
        int count = scopes.size();
        if (count == 0) return false;
        if (block.length < count) {
            block = new int[2 * count];
            parent = new int[2 * count];
            firstChild = new int[2 * count];
            nextSibling = new int[2 * count];
        }
        block[0] = 0;
        parent[0] = 0;
        for (int s = 1; s < count; s++) {
            IrFunction.DebugScope scope = scopes.get(s);
            int around = block[Math.clamp(scope.parent(), 0, s - 1)];
            block[s] = hasVariables(f, scope) ? s : around;
            parent[s] = around;
        }
        blocks.resolve(block, parent, count, end);
        for (int s = 0; s < count; s++) firstChild[s] = -1;
        for (int s = count - 1; s > 0; s--) {
            if (block[s] != s || blocks.first(s) < 0) continue;
            nextSibling[s] = firstChild[parent[s]];
            firstChild[parent[s]] = s;
        }
        return firstChild[0] > 0 || hasVariables(f, scopes.getFirst());
    }

    private static boolean hasVariables(DwarfFunction f, IrFunction.DebugScope scope) {
        for (IrFunction.Variable v : scope.variables()) if (f.isDescribed(v)) return true;
        return false;
    }

    private void open(int b) {
        int range = blocks.first(b);
        if (blocks.next(range) < 0) {
            out.uleb(Abbreviations.BLOCK);
            info.address(blocks.low(range));
            out.u32(blocks.high(range) - blocks.low(range));
            return;
        }
        out.uleb(Abbreviations.SPLIT_BLOCK);
        info.offset(Part.RANGES, ranges.bytes.size());
        // Relative to the address of the unit, which is that of the text section.
        for (; range >= 0; range = blocks.next(range)) {
            ranges.bytes.u64(blocks.low(range));
            ranges.bytes.u64(blocks.high(range));
        }
        ranges.bytes.zeros(16);
    }

    private void place(Span place) {
        places.move(place.file(), place.start());
        out.uleb(files.number(place.file()));
        out.uleb(places.line());
    }

    /// @param parameters how many of the variables are parameters
    private void variables(DwarfFunction f, IrFunction.DebugScope scope, int parameters) {
        List<IrFunction.Variable> variables = scope.variables();
        for (int i = 0; i < variables.size(); i++) {
            IrFunction.Variable v = variables.get(i);
            if (!f.isDescribed(v)) continue;
            out.uleb(i < parameters ? Abbreviations.PARAMETER : Abbreviations.VARIABLE);
            location(f, v);
            out.textZ(v.name());
            place(v.place());
            types.reference(v.type());
        }
    }

    private void location(DwarfFunction f, IrFunction.Variable v) {
        int start = out.size();
        out.u8(0);
        if (v.location() instanceof IrFunction.InRegisters r) registers(f, v, r);
        else switch (v.location()) {
            case IrFunction.InSlot s -> atFrame(f.placeOf(s.slot()));
            case IrFunction.AtAddress a -> {
                atFrame(f.homeOf(a.register()));
                out.u8(DEREFERENCE);
            }
            case IrFunction.InRegisters r -> registers(f, v, r);
            case IrFunction.Nowhere _ -> { }
        }
        out.set8(start, out.size() - start - 1);
    }

    private void registers(DwarfFunction f, IrFunction.Variable v, IrFunction.InRegisters r) {
        if (r.registers().size() == 1) atFrame(f.homeOf(r.registers().getFirst()));
        else pieces(f, r, shapes.of(v.type()).parts());
    }

    private void atFrame(int offset) {
        out.u8(AT_FRAME);
        out.sleb(offset);
    }

    private void pieces(DwarfFunction f, IrFunction.InRegisters r, List<Shape.Part> parts) {
        long at = 0;
        for (int i = 0; i < parts.size(); i++) {
            Shape.Part part = parts.get(i);
            if (part.offset() > at) piece(part.offset() - at);
            int home = f.homeOf(r.registers().get(i));
            if (home != 0) atFrame(home);
            piece(part.scalar().bytes());
            at = part.offset() + part.scalar().bytes();
        }
    }

    private void piece(long size) {
        out.u8(PIECE);
        out.uleb(size);
    }
}
