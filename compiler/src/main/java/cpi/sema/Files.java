package cpi.sema;

import cpi.source.SourceFile;
import cpi.source.Span;
import java.util.List;

/// Where the checker gets texts from. The front end itself does no input or output; the driver implements this by M5 and C13.
public interface Files {
    /// Resolves the string of an import (M5). `place` is the string; its file is the importing file.
    Found findImport(Span place, String path);

    /// Resolves the string of an `#embed` in the file `importer` (C13).
    Embedded embed(SourceFile importer, String path);

    /// A module of the bundled library by name, as `basic`.
    SourceFile bundled(String name);

    /// Appends the directory of an `#importPath` to the search list (M1.1). `place` is the directive. False if the directory
    /// does not exist (W0803).
    boolean addImportPath(Span place, String directory);

    /// Appends the directory of a `#linkPath` to the program's list. `place` is the directive. False if the directory does not
    /// exist (W0803).
    boolean addLinkPath(Span place, String directory);

    /// Tells that an import stands in a branch that is not taken (M12). `place` is its string.
    void notTaken(Span place, String path);

    /// What looking for an import gave.
    sealed interface Found {
        /// The file; one object per real path (M1.2).
        record Module(SourceFile file) implements Found {}

        /// `tried` are complete notes, one per place, in order; `similar` are names for "did you mean" (M5.2).
        record Missing(List<String> tried, List<String> similar) implements Found {}

        record Unreadable(String path, String reason) implements Found {}
    }

    /// What looking for an embedded file gave.
    sealed interface Embedded {
        record Bytes(byte[] bytes) implements Embedded {}

        record Missing(String reason, List<String> tried) implements Embedded {}

        /// Larger than compile-time evaluation may be (C14).
        record TooLarge(long limit) implements Embedded {}

        /// Outside the directories it may come from (E0733).
        record Outside(List<String> directories) implements Embedded {}
    }
}
