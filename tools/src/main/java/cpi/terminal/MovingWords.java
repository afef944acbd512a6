// Commands that move.
package cpi.terminal;

import cpi.debug.Debugger;
import cpi.debug.Stopped;
import cpi.source.SourceFile;
import cpi.timeline.Moment;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

/// Steps, runs and jumps, each forward and backward.
final class MovingWords {
    private static final Word.Group GROUP = Word.Group.MOVING;
    private static final String STEPS = "number of steps";

    private final Shell shell;

    MovingWords(Shell shell) {
        this.shell = shell;
    }

    private Debugger debugger() {
        return shell.debugger();
    }

    List<Word> words() {
        return List.of(
            word("s", "step", "[N]", "go on by one statement, into calls", r -> times(r, () -> debugger().stepInto(shell.thread(), false))),
            word("rs", "rstep", "[N]", "go back to the statement executed before",
                r -> timesBack(r, () -> debugger().stepInto(shell.thread(), true))),
            word("n", "next", "[N]", "go on by one statement, over calls", r -> times(r, () -> debugger().stepOver(shell.thread(), false))),
            word("rn", "rnext", "[N]", "go back by one statement, over calls",
                r -> timesBack(r, () -> debugger().stepOver(shell.thread(), true))),
            word("fin", "finish", "", "run until the selected frame returns", r -> out(r, false)),
            word("rfin", "rfinish", "", "go back to the call of the selected frame", r -> out(r, true)),
            word("c", "continue", "", "run to the next stop", r -> run(r, false)),
            word("rc", "rcontinue", "", "go back to the previous stop", r -> run(r, true)),
            word("u", "until", "[FILE:]LINE", "run to a line", r -> until(r, false)),
            word("ru", "runtil", "[FILE:]LINE", "go back to a line", r -> until(r, true)),
            word("goto", "seek", "TICK|start|end|N%", "go to a tick", this::go),
            word("restart", "refr", "", "go back to the first statement of the selected frame", r -> {
                none(r);
                shell.arrive(debugger().restart(shell.frame()));
            }));
    }

    private static Word word(String name, String other, String arguments, String help, Word.Action action) {
        return new Word(List.of(name, other), arguments, help, GROUP, action);
    }

    /// Complains about arguments where there should be none.
    static void none(String rest) {
        if (!rest.isEmpty()) throw new Complaint("this command takes no argument, but there is `" + rest + "`");
    }

    static long number(String text, long least, String what) {
        try {
            long value = Long.parseLong(text.replace("_", ""));
            if (value >= least) return value;
        } catch (NumberFormatException e) {
            throw new Complaint("`" + text + "` is no " + what);
        }
        throw new Complaint("`" + text + "` is too small for a " + what);
    }

    private void timesBack(String rest, Supplier<Stopped> step) {
        if (rest.isEmpty() || number(rest, 1, STEPS) > 0) shell.beginBack();
        times(rest, step);
    }

    private void times(String rest, Supplier<Stopped> step) {
        long n = rest.isEmpty() ? 1 : number(rest, 1, STEPS);
        Stopped stop = step.get();
        for (long i = 1; i < n && stop.reason() == Stopped.Reason.STEP; i++) {
            shell.select(stop.thread(), 0);
            stop = step.get();
        }
        shell.arrive(stop);
    }

    private void out(String rest, boolean back) {
        none(rest);
        shell.arrive(debugger().stepOut(shell.frame(), back));
    }

    private void run(String rest, boolean back) {
        none(rest);
        if (back) shell.beginBack();
        shell.arrive(debugger().proceed(back));
    }

    private void until(String rest, boolean back) {
        if (rest.isEmpty()) throw new Complaint("which line? for example `until " + shell.frame().place().position().line() + "`");
        Place place = Place.parse(rest, shell);
        Stopped stop = debugger().runTo(place.file(), place.line(), back)
            .orElseThrow(() -> new Complaint("there is no statement at or behind line " + place.line()));
        shell.arrive(stop);
    }

    private void go(String rest) {
        Moment end = debugger().timeline().end();
        Moment to = switch (rest.toLowerCase(Locale.ROOT)) {
            case "" -> throw new Complaint("where to? `goto TICK`, `goto start`, `goto end`, `goto 50%`");
            case "start" -> debugger().timeline().start();
            case "end" -> end;
            default -> moment(rest, end);
        };
        shell.arrive(debugger().seek(to));
    }

    private static Moment moment(String text, Moment end) {
        if (text.endsWith("%")) {
            long percent = Math.min(100, number(text.substring(0, text.length() - 1), 0, "percentage"));
            return new Moment(end.tick() * percent / 100, 0);
        }
        int plus = text.indexOf('+');
        if (plus < 0) return new Moment(number(text, 0, "tick"), 0);
        return new Moment(number(text.substring(0, plus), 0, "tick"), number(text.substring(plus + 1), 0, "number of instructions"));
    }

    /// A line of a file.
    record Place(SourceFile file, int line, int column) {
        /// `12`, `main.cpi:12`, `main.cpi:12:5`.
        static Place parse(String text, Shell shell) {
            String[] parts = text.split(":");
            boolean hasFile = !parts[0].matches("\\d+");
            SourceFile file = hasFile ? shell.debugger().sources().file(parts[0])
                .orElseThrow(() -> new Complaint("the program has no file `" + parts[0] + "`")) : here(shell);
            int first = hasFile ? 1 : 0;
            boolean isPlace = parts.length > first && parts.length <= first + 2;
            if (!isPlace) throw new Complaint("`" + text + "` is no place: write LINE, FILE:LINE or FILE:LINE:COLUMN");
            int line = (int) Math.min(number(parts[first], 1, "line"), Integer.MAX_VALUE);
            int column = parts.length > first + 1 ? (int) Math.min(number(parts[first + 1], 1, "column"), Integer.MAX_VALUE) : 0;
            return new Place(file, line, column);
        }

        private static SourceFile here(Shell shell) {
            return shell.selected().filter(f -> !f.isLibrary()).map(f -> f.place().file())
                .orElseGet(() -> shell.debugger().sources().files().getFirst());
        }
    }
}
