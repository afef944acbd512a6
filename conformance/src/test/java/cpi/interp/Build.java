package cpi.interp;

import cpi.ir.Block;
import cpi.ir.Inst;
import cpi.ir.Inst.BinOp;
import cpi.ir.Inst.CmpOp;
import cpi.ir.IrFunction;
import cpi.ir.Scalar;
import cpi.ir.Signature;
import cpi.source.SourceFile;
import cpi.source.Span;
import cpi.typed.Function;
import cpi.typed.Symbol;
import cpi.types.Type;
import java.util.ArrayList;
import java.util.List;

/// Builds IR functions by hand. Registers are numbers, blocks are opened in order.
final class Build {
    static final SourceFile FILE = SourceFile.of("test.cpi", "x".repeat(1000));
    private final Function source;
    private final Signature signature;
    private final List<Scalar> registers = new ArrayList<>();
    private final List<IrFunction.Slot> slots = new ArrayList<>();
    private final List<List<Inst>> blocks = new ArrayList<>();
    private int place;

    Build(TestFunction source, List<Scalar> params, List<Scalar> results) {
        this.source = source;
        this.signature = new Signature(source.type(), params, params.stream().map(p -> 0L).toList(), results, 0);
        registers.addAll(params);
        block();
    }

    Span span() {
        place++;
        return new Span(FILE, place % 990, place % 990 + 1);
    }

    int reg(Scalar type) {
        registers.add(type);
        return registers.size() - 1;
    }

    int slot(String name, Type type, long size) {
        slots.add(new IrFunction.Slot(name, type, size, 8, span()));
        return slots.size() - 1;
    }

    int block() {
        blocks.add(new ArrayList<>());
        return blocks.size() - 1;
    }

    void add(Inst inst) {
        blocks.getLast().add(inst);
    }

    int k(long value) {
        int r = reg(Scalar.I64);
        add(new Inst.Const(r, value, span()));
        return r;
    }

    int bin(BinOp op, int a, int b) {
        return bin(op, Scalar.I64, a, b);
    }

    int bin(BinOp op, Scalar type, int a, int b) {
        int r = reg(type);
        add(new Inst.Binary(op, type, r, a, b, span()));
        return r;
    }

    int cmp(CmpOp op, int a, int b) {
        int r = reg(Scalar.U8);
        add(new Inst.Compare(op, Scalar.I64, r, a, b, span()));
        return r;
    }

    void move(int dst, int src) {
        add(new Inst.Move(dst, src, span()));
    }

    int call(Function callee, Scalar result, Integer... args) {
        int r = reg(result);
        add(new Inst.Call(callee, List.of(args), List.of(r), span()));
        return r;
    }

    int intrinsic(String name, Scalar result, Integer... args) {
        int r = reg(result);
        add(new Inst.Intrinsic(name, Type.NONE, List.of(args), List.of(r), span()));
        return r;
    }

    int symbol(Symbol symbol) {
        int r = reg(Scalar.PTR);
        add(new Inst.SymbolAddress(r, symbol, span()));
        return r;
    }

    int element(int base, int index, long size) {
        int r = reg(Scalar.PTR);
        add(new Inst.ElementAddress(r, base, index, size, false, span()));
        return r;
    }

    int load(Scalar type, int address, long offset) {
        int r = reg(type);
        add(new Inst.Load(type, r, address, offset, span()));
        return r;
    }

    void store(Scalar type, int address, long offset, int src) {
        add(new Inst.Store(type, address, offset, src, span()));
    }

    void bounds(int index, int count) {
        add(new Inst.BoundsCheck(Scalar.I64, index, count, span()));
    }

    void branch(int condition, int then, int orElse) {
        add(new Inst.Branch(condition, then, orElse, span()));
    }

    void jump(int target) {
        add(new Inst.Jump(target, false, span()));
    }

    void back(int target) {
        add(new Inst.Jump(target, true, span()));
    }

    void ret(Integer... values) {
        add(new Inst.Return(List.of(values), span()));
    }

    IrFunction done() {
        return new IrFunction(source, signature, registers, slots, List.of(), blocks.stream().map(Block::new).toList());
    }
}
