// Questions about the past.
package cpi.terminal;

import cpi.debug.Debugger;
import cpi.debug.Evaluated;
import cpi.debug.HistoryEntry;
import cpi.debug.Stopped;
import cpi.debug.Value;
import cpi.source.SourceFile;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Who wrote it, when did it become so, what was it each time; output and switches of threads.
final class PastWords {
    private static final Word.Group GROUP = Word.Group.PAST;
    private static final int LIMIT = 100;
    private static final Pattern AT = Pattern.compile("(.*?)\\s+at\\s+(\\S+)\\s*$");
    private static final Pattern EQUALS = Pattern.compile("(.*?)\\s*==\\s*(.*)$");

    private final Shell shell;

    PastWords(Shell shell) {
        this.shell = shell;
    }

    private Debugger debugger() {
        return shell.debugger();
    }

    List<Word> words() {
        return List.of(
            new Word(List.of("last"), "EXPR", "go back to the last write of a value", GROUP, this::last),
            new Word(List.of("when"), "EXPR [== VALUE]", "go back to where a value became what it is, or VALUE", GROUP, this::when),
            new Word(List.of("history"), "EXPR [at LINE]", "the value at every pass of a line so far", GROUP, this::history),
            new Word(List.of("output"), "", "go on to the next output", GROUP, r -> output(r, false)),
            new Word(List.of("routput"), "", "go back to the previous output", GROUP, r -> output(r, true)),
            new Word(List.of("switch"), "", "go on to where another thread goes on", Word.Group.THREADS, r -> toSwitch(r, false)),
            new Word(List.of("rswitch"), "", "go back to where another thread went on", Word.Group.THREADS, r -> toSwitch(r, true)));
    }

    private Value value(String expression) {
        if (expression.isEmpty()) throw new Complaint("which value? a variable, field, element or `^pointer`");
        return switch (debugger().evaluate(expression, shell.frame())) {
            case Evaluated.Result r -> r.value();
            case Evaluated.Description d -> throw new Complaint("`" + expression + "` is a " + d.text());
            case Evaluated.Failed f -> throw new Complaint(f.message());
        };
    }

    /// A value that somebody can have written.
    private Value stored(String expression) {
        Value value = value(expression);
        if (!debugger().isStored(value)) throw new Complaint("`" + expression + "` is not stored anywhere");
        return value;
    }

    private void last(String rest) {
        shell.arrive(debugger().lastWrite(stored(rest)));
    }

    private void when(String rest) {
        Matcher m = EQUALS.matcher(rest);
        boolean hasValue = m.matches();
        Value value = stored(hasValue ? m.group(1) : rest);
        Optional<String> wanted = hasValue ? Optional.of(text(m.group(2))) : Optional.empty();
        shell.arrive(debugger().became(value, wanted));
    }

    private String text(String expression) {
        return debugger().evaluate(expression, shell.frame()) instanceof Evaluated.Result r ? r.text() : expression;
    }

    private void history(String rest) {
        if (rest.isEmpty()) throw new Complaint("which expression? `history EXPR`, `history EXPR at LINE`");
        Matcher m = AT.matcher(rest);
        boolean hasPlace = m.matches();
        String expression = hasPlace ? m.group(1) : rest;
        SourceFile file = shell.frame().place().file();
        int line = shell.frame().place().position().line();
        if (hasPlace) {
            MovingWords.Place place = MovingWords.Place.parse(m.group(2), shell);
            file = place.file();
            line = place.line();
        }
        if (!debugger().sources().hasStatement(file, line)) throw new Complaint("there is no statement at or behind line " + line);
        Optional<List<HistoryEntry>> entries = debugger().history(expression, file, line, LIMIT);
        if (entries.isEmpty()) throw new Complaint("interrupted");
        if (entries.get().isEmpty()) shell.screen().line("line " + line + " was not reached before");
        for (HistoryEntry e : entries.get()) {
            String thread = e.thread() == 0 ? "" : "  (thread " + e.thread() + ")";
            shell.screen().line(String.format("%8d  %s", e.moment().tick(), e.text()) + thread);
        }
    }

    private void output(String rest, boolean back) {
        MovingWords.none(rest);
        shell.arrive(debugger().toOutput(back));
    }

    private void toSwitch(String rest, boolean back) {
        MovingWords.none(rest);
        Stopped stop = debugger().toSwitch(back);
        shell.arrive(stop);
    }
}
