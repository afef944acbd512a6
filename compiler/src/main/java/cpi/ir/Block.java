package cpi.ir;

import java.util.List;

/// A basic block: straight-line instructions, the last of which, and only it, is a terminator.
public record Block(List<Inst> insts) {
    public Block {
        insts = List.copyOf(insts);
    }

    public Inst.Terminator terminator() {
        return (Inst.Terminator) insts.getLast();
    }
}
