// Where a construct begins.
package cpi.syntax;

import cpi.diag.Problems;
import cpi.source.SourceFile;
import cpi.source.Span;
import java.util.Arrays;

/// Finds the first token of a construct, for diagnostics that point at it (W0403). The tree does not keep tokens, so the text of
/// the construct is read again: in time linear to its length.
public final class FirstToken {
    private FirstToken() {}

    /// The place of the first token; an empty place if the construct is empty.
    public static Span of(Span construct) {
        SourceFile file = construct.file();
        byte[] text = Arrays.copyOfRange(file.bytes(), construct.start(), construct.end());
        Tokens tokens = Lexer.lex(new SourceFile(file.name(), text, file.bundled()), new Problems());
        return new Span(file, construct.start() + tokens.start(0), construct.start() + tokens.end(0));
    }
}
