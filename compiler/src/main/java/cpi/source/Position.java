package cpi.source;

/// A line and a column, both from 1; a column counts code points (L1.1b).
public record Position(int line, int column) {
    @Override
    public String toString() {
        return line + ":" + column;
    }
}
