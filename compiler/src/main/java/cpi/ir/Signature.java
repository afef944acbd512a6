package cpi.ir;

import cpi.types.FnType;
import java.util.List;

/// How a function is called.
///
/// Each cpi parameter becomes no register (size 0), one (scalars), two (types that consist of two scalars without padding,
/// slices above all), or the address of a copy that the callee may read but not write (everything else). A result becomes
/// the same, except that one returned in memory is written to an address passed as the first argument; nobody else reads or
/// writes that memory during the call.
/// The context is not in the list: `c` tells that none is passed (T2). A variadic call has further arguments, all scalars,
/// behind those listed.
///
/// @param type what it was made from; foreign calls pass aggregates by it (M7)
/// @param params register types, the result address first if there is one
/// @param copies for each register the size of the memory it points to if it is the address of an argument's copy, else 0
/// @param results register types of the result, at most two
/// @param resultSize size of the memory behind the first argument if the result is returned in memory, else 0
public record Signature(FnType type, List<Scalar> params, List<Long> copies, List<Scalar> results, long resultSize) {
    public Signature {
        params = List.copyOf(params);
        copies = List.copyOf(copies);
        results = List.copyOf(results);
    }

    /// Whether no context is passed.
    public boolean c() {
        return type.c();
    }

    public boolean variadic() {
        return type.variadic();
    }

    /// Whether the first argument is the address for the result.
    public boolean returnsInMemory() {
        return resultSize > 0;
    }
}
