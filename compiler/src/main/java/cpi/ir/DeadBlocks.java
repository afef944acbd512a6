package cpi.ir;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

/// Removes blocks that nothing leads to, and joins a block with its only successor if it is that one's only predecessor, unless
/// it is long already.
final class DeadBlocks {
    private DeadBlocks() {}

    /// Keeps the blocks that can be reached from the entry, in their order.
    static IrFunction run(IrFunction f) {
        boolean[] reached = new boolean[f.blocks().size()];
        Deque<Integer> work = new ArrayDeque<>(List.of(0));
        reached[0] = true;
        while (!work.isEmpty()) {
            for (int target : Insts.targets(f.blocks().get(work.pop()).terminator())) {
                if (reached[target]) continue;
                reached[target] = true;
                work.push(target);
            }
        }
        return keep(f, f.blocks(), reached);
    }

    static IrFunction merge(IrFunction f) {
        int[] predecessors = new int[f.blocks().size()];
        predecessors[0] = 1;
        for (Block block : f.blocks()) for (int target : Insts.targets(block.terminator())) predecessors[target]++;
        List<Block> blocks = new ArrayList<>(f.blocks());
        boolean[] kept = new boolean[blocks.size()];
        Arrays.fill(kept, true);
        for (int i = 0; i < blocks.size(); i++) {
            if (!kept[i]) continue;
            List<Inst> insts = new ArrayList<>(blocks.get(i).insts());
            while (insts.getLast() instanceof Inst.Jump jump && !jump.back() && predecessors[jump.target()] == 1
                    && jump.target() > i && insts.size() < FunctionBuilder.LONG_BLOCK) {
                insts.removeLast();
                insts.addAll(blocks.get(jump.target()).insts());
                kept[jump.target()] = false;
            }
            blocks.set(i, new Block(insts));
        }
        return keep(f, blocks, kept);
    }

    private static IrFunction keep(IrFunction f, List<Block> blocks, boolean[] kept) {
        int[] numbers = new int[blocks.size()];
        int count = 0;
        for (int i = 0; i < numbers.length; i++) if (kept[i]) numbers[i] = count++;
        List<Block> result = new ArrayList<>();
        for (int i = 0; i < numbers.length; i++) {
            if (!kept[i]) continue;
            List<Inst> insts = new ArrayList<>(blocks.get(i).insts());
            insts.set(insts.size() - 1, Insts.retarget(blocks.get(i).terminator(), target -> numbers[target]));
            result.add(new Block(insts));
        }
        return Passes.withBlocks(f, result);
    }
}
