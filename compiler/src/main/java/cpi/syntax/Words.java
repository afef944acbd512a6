// The identifiers in a text.
package cpi.syntax;

import cpi.diag.Problems;
import cpi.source.SourceFile;
import cpi.source.Span;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Set;

/// Collects the identifiers that occur in a construct, whatever they stand for: enough to know that something may be mentioned in a
/// branch that is not checked. Takes time linear to the length of the construct.
public final class Words {
    private Words() {}

    public static Set<String> of(Span construct) {
        SourceFile file = construct.file();
        byte[] text = Arrays.copyOfRange(file.bytes(), construct.start(), construct.end());
        Tokens tokens = Lexer.lex(new SourceFile(file.name(), text, file.bundled()), new Problems());
        Set<String> words = new LinkedHashSet<>();
        for (int i = 0; i < tokens.count(); i++) {
            if (tokens.kind(i) >= TokenKind.IDENT && tokens.kind(i) <= TokenKind.LAST_IDENT) words.add(tokens.name(i));
        }
        return words;
    }
}
