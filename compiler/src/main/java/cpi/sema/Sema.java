package cpi.sema;

import cpi.diag.Problems;
import cpi.source.SourceFile;
import cpi.typed.Program;

/// The checker: from the main file to a typed program (all of L, C, T, M that is not syntax).
///
/// It loads further files through [Files], evaluates through [CompileTime], and reports to [Problems]; it never throws for
/// user errors. Single use.
public final class Sema {
    private Sema() {}

    /// Checks the program that starts with `main`. The result is meaningful only if no error was reported.
    public static Program check(SourceFile main, Files files, CompileTime.Factory compileTime, Problems problems, Options options) {
        return new Checker(files, compileTime, problems, options).modules().checkAll(main);
    }
}
