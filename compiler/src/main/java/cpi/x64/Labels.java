// Jumps between blocks.
package cpi.x64;

import java.util.Arrays;

/// The blocks of one function: where they begin, and the jumps that wait for that.
final class Labels {
    private final Asm asm;
    private final int[] starts;
    /// Pairs: the place of a displacement, the block that it leads to.
    private int[] pending = new int[16];
    private int count;

    Labels(Asm asm, int blocks) {
        this.asm = asm;
        this.starts = new int[blocks];
        Arrays.fill(starts, -1);
    }

    /// The block begins here.
    void bind(int block) {
        starts[block] = asm.here();
    }

    /// Lets a displacement lead to a block.
    void lead(int displacement, int block) {
        if (starts[block] >= 0) {
            asm.land(displacement, starts[block]);
            return;
        }
        if (count == pending.length) pending = Arrays.copyOf(pending, 2 * count);
        pending[count++] = displacement;
        pending[count++] = block;
    }

    /// @param next the block that is written next
    void jump(int block, int next) {
        if (block != next) lead(asm.jump(), block);
    }

    void jumpIf(Asm.Condition condition, int block) {
        lead(asm.jump(condition), block);
    }

    /// To `then` if the condition holds, else to `orElse`.
    void branch(Asm.Condition condition, int then, int orElse, int next) {
        if (then == next) {
            jumpIf(condition.negated(), orElse);
        } else {
            jumpIf(condition, then);
            jump(orElse, next);
        }
    }

    void finish() {
        for (int i = 0; i < count; i += 2) asm.land(pending[i], starts[pending[i + 1]]);
    }
}
