package cpi.ir;

import java.util.ArrayList;
import java.util.List;

/// Leads jumps to blocks that do nothing but jump to where these jump. A back-edge stays one: branches, which cannot be marked as
/// such, are not led over it.
final class JumpThreading {
    private final List<Block> blocks;

    private JumpThreading(List<Block> blocks) {
        this.blocks = blocks;
    }

    static IrFunction run(IrFunction f) {
        JumpThreading pass = new JumpThreading(f.blocks());
        List<Block> result = new ArrayList<>();
        for (Block block : f.blocks()) {
            List<Inst> insts = new ArrayList<>(block.insts());
            insts.set(insts.size() - 1, pass.thread(block.terminator()));
            result.add(new Block(insts));
        }
        return Passes.withBlocks(f, result);
    }

    private Inst.Terminator thread(Inst.Terminator end) {
        Inst.Terminator led = Insts.retarget(end, this::destination);
        if (led instanceof Inst.Branch b && b.then() == b.orElse()) return thread(new Inst.Jump(b.then(), false, b.span()));
        if (led instanceof Inst.Jump jump && !jump.back() && onlyJump(jump.target()) instanceof Inst.Jump next && next.back()) return next;
        return led;
    }

    /// Where a jump to a block ends up without passing a back-edge.
    private int destination(int block) {
        int current = block;
        for (int steps = 0; steps < blocks.size(); steps++) {
            if (!(onlyJump(current) instanceof Inst.Jump jump) || jump.back()) return current;
            current = jump.target();
        }
        return block;
    }

    private Inst.Terminator onlyJump(int block) {
        List<Inst> insts = blocks.get(block).insts();
        return insts.size() == 1 ? blocks.get(block).terminator() : new Inst.Unreachable(insts.getFirst().span());
    }
}
