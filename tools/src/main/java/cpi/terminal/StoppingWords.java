// Commands about breakpoints.
package cpi.terminal;

import cpi.debug.Breakpoint;
import cpi.debug.Debugger;
import cpi.debug.Evaluated;
import cpi.debug.HitCondition;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Sets, changes and removes breakpoints.
final class StoppingWords {
    private static final Word.Group GROUP = Word.Group.STOPPING;
    private static final Pattern LOG = Pattern.compile("(.*?)\\s*\\blog\\s+\"(.*)\"\\s*$");
    private static final Pattern HITS = Pattern.compile("(.*?)\\s*\\bhits\\s+([=<>!%]*\\s*\\d+)\\s*$");
    private static final Pattern IF = Pattern.compile("(.*?)\\s*\\bif\\s+(.*)$");

    private final Shell shell;

    StoppingWords(Shell shell) {
        this.shell = shell;
    }

    private Debugger debugger() {
        return shell.debugger();
    }

    List<Word> words() {
        return List.of(
            new Word(List.of("b", "break"), "PLACE [if EXPR] [hits N] [log \"TEXT\"]", "stop at a line, FILE:LINE:COLUMN or function; a "
                + "log text with {EXPR} is printed instead", GROUP, r -> set(r, false)),
            new Word(List.of("tb", "tbreak"), "PLACE [if EXPR]", "the same, once", GROUP, r -> set(r, true)),
            new Word(List.of("watch"), "EXPR [if EXPR]", "stop when a value changes", GROUP, r -> watch(r, Breakpoint.Access.CHANGE)),
            new Word(List.of("rwatch"), "EXPR", "stop when a value is read", GROUP, r -> watch(r, Breakpoint.Access.READ)),
            new Word(List.of("awatch"), "EXPR", "stop when a value is read or written", GROUP, r -> watch(r, Breakpoint.Access.ANY)),
            new Word(List.of("d", "delete"), "[N]", "remove a breakpoint, or all", GROUP, this::delete),
            new Word(List.of("enable"), "N", "look at a breakpoint again", GROUP, r -> enable(r, true)),
            new Word(List.of("disable"), "N", "do not look at a breakpoint", GROUP, r -> enable(r, false)),
            new Word(List.of("condition"), "N [EXPR]", "change the condition of a breakpoint", GROUP, this::condition));
    }

    private void set(String rest, boolean once) {
        if (rest.isEmpty()) throw new Complaint("where? a line, FILE:LINE or the name of a function");
        Breakpoint.Options options = Breakpoint.Options.NONE;
        String text = rest;
        Matcher log = LOG.matcher(text);
        if (log.matches()) {
            options = options.withLog(log.group(2));
            text = log.group(1);
        }
        Matcher hits = HITS.matcher(text);
        if (hits.matches()) {
            options = options.withHits(HitCondition.parse(hits.group(2)).orElseThrow(() -> new Complaint("hits: N, >= N, % N")));
            text = hits.group(1);
        }
        Matcher condition = IF.matcher(text);
        if (condition.matches()) {
            options = options.withCondition(condition.group(2));
            text = condition.group(1);
        }
        Breakpoint.Request request = request(text.strip());
        complain(debugger().breakpoints().probe(request, options));
        Breakpoint made = debugger().breakpoints().add(request, options);
        if (once) shell.temporary(made.id());
        shell.screen().line(shell.describe(made));
    }

    private static void complain(Breakpoint b) {
        if (!b.isVerified() || b.message().startsWith("condition: ")) throw new Complaint(b.message());
    }

    private Breakpoint.Request request(String text) {
        if (text.isEmpty()) throw new Complaint("where? a line, FILE:LINE or the name of a function");
        boolean isWords = text.contains(" ") && !text.contains("!(");
        if (isWords) throw new Complaint("`" + text + "` is no place; `help b` shows what may stand there");
        if (!text.matches("\\d+") && !text.contains(":")) return new Breakpoint.Function(text);
        MovingWords.Place place = MovingWords.Place.parse(text, shell);
        return new Breakpoint.Line(place.file().name(), place.line(), place.column());
    }

    private void watch(String rest, Breakpoint.Access access) {
        if (rest.isEmpty()) throw new Complaint("what? a variable, field, element or `^pointer`");
        Matcher condition = IF.matcher(rest);
        boolean has = condition.matches();
        String expression = has ? condition.group(1) : rest;
        Breakpoint.Options options = has ? Breakpoint.Options.NONE.withCondition(condition.group(2)) : Breakpoint.Options.NONE;
        Optional<Breakpoint> made = switch (debugger().evaluate(expression, shell.frame())) {
            case Evaluated.Result r -> debugger().watch(r.value(), shell.frame(), access, options);
            case Evaluated.Description d -> throw new Complaint("`" + expression + "` is a " + d.text());
            case Evaluated.Failed f -> throw new Complaint(f.message());
        };
        shell.screen().line(shell.describe(made.orElseThrow(() -> new Complaint("`" + expression + "` is not in memory"))));
    }

    private Breakpoint find(String number) {
        if (number.isEmpty()) throw new Complaint("which breakpoint? `info breakpoints` lists them");
        int id = (int) Math.min(MovingWords.number(number, 1, "number of a breakpoint"), Integer.MAX_VALUE);
        return debugger().breakpoints().get(id)
            .orElseThrow(() -> new Complaint("there is no breakpoint " + id + "; `info breakpoints` lists them"));
    }

    private void delete(String rest) {
        if (rest.isEmpty()) {
            int n = debugger().breakpoints().list().size();
            for (Breakpoint b : debugger().breakpoints().list()) debugger().breakpoints().remove(b.id());
            shell.screen().line(n == 1 ? "1 breakpoint removed" : n + " breakpoints removed");
            return;
        }
        debugger().breakpoints().remove(find(rest).id());
    }

    private void enable(String rest, boolean on) {
        Breakpoint b = find(rest);
        debugger().breakpoints().change(b.id(), b.options().withEnabled(on));
    }

    private void condition(String rest) {
        String[] parts = rest.split("\\s+", 2);
        Breakpoint b = find(parts[0]);
        Breakpoint.Options options = b.options().withCondition(parts.length == 1 ? "" : parts[1]);
        complain(debugger().breakpoints().probe(b.request(), options));
        Breakpoint changed = debugger().breakpoints().change(b.id(), options).orElseThrow();
        shell.screen().line(shell.describe(changed));
    }
}
