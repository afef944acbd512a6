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

    /// A checked program, and what checks further expressions in it.
    public record Result(Program program, Snippets snippets) {}

    /// Checks the program that starts with `main`. The result is meaningful only if no error was reported.
    public static Result check(SourceFile main, Files files, CompileTime.Factory compileTime, Problems problems, Options options) {
        Checker checker = new Checker(files, compileTime, problems, options);
        return new Result(checker.modules().checkAll(main), new Snippets(checker));
    }
}
