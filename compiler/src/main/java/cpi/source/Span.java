package cpi.source;

/// A part of a source text: bytes `start` (included) to `end` (excluded) of `file`.
/// An empty span (`start == end`) is the place before the byte `start`.
public record Span(SourceFile file, int start, int end) {
    /// The place of things that come from no text (predeclared names, the whole program).
    public static final Span NONE = new Span(new SourceFile("", new byte[0], true), 0, 0);

    /// The smallest span that contains both; the other must be in the same file.
    public Span to(Span other) {
        return new Span(file, Math.min(start, other.start), Math.max(end, other.end));
    }

    /// The empty place just behind this one.
    public Span after() {
        return new Span(file, end, end);
    }

    /// The empty place just before this one.
    public Span before() {
        return new Span(file, start, start);
    }

    /// Whether the other lies in this one.
    public boolean contains(Span other) {
        return file == other.file && start <= other.start && other.end <= end;
    }

    public String text() {
        return file.text(start, end);
    }

    public Position position() {
        return file.position(start);
    }

    public boolean isNone() {
        return this == NONE;
    }

    /// `FILE:LINE:COLUMN`, as diagnostics and stack traces show places.
    @Override
    public String toString() {
        return file.name() + ":" + position();
    }
}
