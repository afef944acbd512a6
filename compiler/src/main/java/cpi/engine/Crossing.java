// How execution comes back from C.
package cpi.engine;

import java.util.List;

/// What a called C function did until it gave control back to the program (M6, M9). A call is one crossing, [Returned], with one
/// [Entered] before it for every function of the program that C calls meanwhile.
///
/// The values of C are held as their bytes in memory, so structs and scalars are alike.
public sealed interface Crossing {
    /// C has changed memory of the machine. The address is in the machine's range.
    record Change(long address, byte[] bytes) {}

    /// C calls a function of the program.
    ///
    /// @param function its number
    /// @param args the bytes of each argument
    /// @param changes what C has changed since it was last given control
    record Entered(int function, List<byte[]> args, List<Change> changes) implements Crossing {
        public Entered {
            args = List.copyOf(args);
            changes = List.copyOf(changes);
        }
    }

    /// The C function has returned.
    ///
    /// @param result the bytes of its result, none for `none`
    /// @param errno C's error number afterwards
    /// @param changes what C has changed since it was last given control; empty if the host wants no changes
    record Returned(byte[] result, int errno, List<Change> changes) implements Crossing {
        public Returned {
            changes = List.copyOf(changes);
        }
    }

    /// The C function has returned, and C has called a function of the program on a thread of its own meanwhile, which the virtual machine
    /// does not support (T16).
    record Strayed(List<Change> changes) implements Crossing {
        public Strayed {
            changes = List.copyOf(changes);
        }
    }

    /// The program ended in a function that C called, so the result of the call concerns nobody.
    record Abandoned() implements Crossing {}

    /// A call that can be made.
    interface Call {
        /// Makes it: C runs until it returns. Functions of the program that it calls run meanwhile, inside.
        Crossing run();
    }
}
