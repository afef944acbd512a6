package cpi.codegen;

import cpi.ir.Scalar;
import cpi.ir.Signature;
import java.util.ArrayList;
import java.util.List;

/// Where the arguments of a thread are that is being started: the address of its function, then one word for each parameter, then the
/// copies of those passed by address.
///
/// @param size bytes in all
/// @param words offset of each parameter's word
/// @param copies offset of each copy, 0 if the parameter has none
/// @param result size of the result in memory
public record ThreadFrame(long size, List<Long> words, List<Long> copies, long result) {
    private static final long WORD = 8;
    private static final long COPY_ALIGN = 16;

    public ThreadFrame {
        words = List.copyOf(words);
        copies = List.copyOf(copies);
    }

    /// For functions that are called in this way.
    public static ThreadFrame of(Signature signature) {
        int n = signature.params().size();
        List<Long> words = new ArrayList<>();
        List<Long> copies = new ArrayList<>();
        long end = WORD * (n + 1);
        for (int i = 0; i < n; i++) {
            words.add(WORD * (i + 1));
            long size = signature.copies().get(i);
            if (size == 0) {
                copies.add(0L);
                continue;
            }
            long at = (end + COPY_ALIGN - 1) / COPY_ALIGN * COPY_ALIGN;
            copies.add(at);
            end = at + size;
        }
        long result = signature.resultSize();
        for (Scalar s : signature.results()) result += s.bytes();
        return new ThreadFrame(end, words, copies, result);
    }
}
