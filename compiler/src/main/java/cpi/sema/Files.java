package cpi.sema;

import cpi.source.SourceFile;
import java.util.List;

/// Where the checker gets texts from. The front end itself does no input or output; the driver implements this by M5 and C13.
public interface Files {
    /// Resolves the string of an import in `importer` (M5).
    Found findImport(SourceFile importer, String path);

    /// Resolves the string of an `#embed` in `importer` (C13).
    Embedded embed(SourceFile importer, String path);

    /// A module of the bundled library by name, as `basic`.
    SourceFile bundled(String name);

    /// Appends the directory of an `#importPath` to the search list (M1.1). False if it does not exist (W0803).
    boolean addImportPath(SourceFile in, String directory);

    /// Appends the directory of a `#linkPath` to the program's list. False if it does not exist (W0803).
    boolean addLinkPath(SourceFile in, String directory);

    /// Tells that an import stands in a branch that is not taken (M12).
    void notTaken(cpi.source.Span importPlace, String path);

    /// What looking for an import gave.
    sealed interface Found {
        /// The file; one object per real path (M1.2).
        record Module(SourceFile file) implements Found {}

        /// `tried` is one text per place, in order, as shown in notes; `similar` are names for "did you mean" (M5.2).
        record Missing(List<String> tried, List<String> similar) implements Found {}

        record Unreadable(String path, String reason) implements Found {}
    }

    /// What looking for an embedded file gave.
    sealed interface Embedded {
        record Bytes(byte[] bytes) implements Embedded {}

        record Missing(String reason, List<String> tried) implements Embedded {}

        /// Outside the directories it may come from (E0733).
        record Outside(List<String> directories) implements Embedded {}
    }
}
