package cpi.syntax;

import cpi.source.SourceFile;
import java.util.List;

/// A parsed file (L2.2 `file`). The parser never fails: what it could not read is a Missing node and a problem.
public record FileSyntax(SourceFile file, List<Decl> items) {
    public FileSyntax {
        items = List.copyOf(items);
    }
}
