// Function values that C can call.
package cpi.interp.foreign;

import cpi.diag.Bug;
import cpi.engine.Memory;
import cpi.engine.Native;
import cpi.engine.Raw;
import cpi.interp.code.Image;
import cpi.typed.Function;
import java.util.function.IntToLongFunction;

/// The value of a function is an address in the machine's range with room for 16 bytes. When the program calls C for the first time,
/// machine code is put there for all C functions: a jump to where it really is. So function values can lie in structs that C reads,
/// come back from C, and be compared, without any translation.
///
/// That code is not part of the machine's state: it is made anew in every process.
public final class FunctionPointers {
    private static final int STEP = 16;
    private static final int PROT_ALL = 7;
    /// `jmp *2(%rip)`, two bytes of padding, the target.
    private static final long X86_64 = 0x9090_0000_0002_25FFL;
    /// `ldr x16, .+8; br x16`, the target.
    private static final long AARCH64 = 0xD61F_0200_5800_0050L;

    private final Image image;
    private int prepared;

    public FunctionPointers(Image image) {
        this.image = image;
    }

    /// Makes the values of all functions known so far callable.
    ///
    /// @param callback gives the address of code that calls a function of the program, by its number
    public void prepare(IntToLongFunction callback) {
        int count = image.statics().functionCount();
        if (prepared == count) return;
        open(count);
        for (; prepared < count; prepared++) {
            Function function = image.statics().function(prepared);
            boolean ours = function.kind() == Function.Kind.ORDINARY && function.type().c();
            long target = ours ? callback.applyAsLong(prepared)
                : function.kind() == Function.Kind.FOREIGN ? image.program().symbol(function) : 0;
            if (target != 0) put(image.statics().address(function), target);
        }
    }

    private static void put(long at, long target) {
        Raw.putLong(at, System.getProperty("os.arch", "").equals("aarch64") ? AARCH64 : X86_64);
        Raw.putLong(at + 8, target);
    }

    /// Lets the processor execute the pages of the first `count` values.
    private void open(int count) {
        long start = image.memory().functionStart();
        long bytes = (long) (count + 1) * STEP + Memory.PAGE - 1 & -Memory.PAGE;
        if (Native.call("mprotect", start, bytes, PROT_ALL) != 0) throw new Bug("the system lets no memory be executed");
    }
}
