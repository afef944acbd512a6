// Commands that change the past.
package cpi.terminal;

import cpi.debug.Debugger;
import cpi.debug.Evaluated;
import cpi.debug.FutureView;
import cpi.debug.Stopped;
import cpi.debug.Value;
import java.util.List;

/// Sets values and changes schedules; each starts a new future, and the old ones can be gone back to.
final class ChangingWords {
    private static final Word.Group GROUP = Word.Group.CHANGING;

    private final Shell shell;

    ChangingWords(Shell shell) {
        this.shell = shell;
    }

    private Debugger debugger() {
        return shell.debugger();
    }

    List<Word> words() {
        return List.of(
            new Word(List.of("set"), "PLACE = EXPR", "change a value; the program goes on from there in a new future", GROUP, this::set),
            new Word(List.of("turn"), "N", "let thread N go on now, in a new future", GROUP, this::turn),
            new Word(List.of("reseed"), "SEED", "give the turns of threads by a seed from here on, in a new future", GROUP, this::reseed),
            new Word(List.of("futures"), "", "list the futures that changes have begun", GROUP, this::futures),
            new Word(List.of("future"), "N", "go to another future", GROUP, this::future));
    }

    private void set(String rest) {
        int sign = assignment(rest);
        if (sign <= 0) throw new Complaint("what to what? `set PLACE = EXPR`");
        String place = rest.substring(0, sign).strip();
        String expression = rest.substring(sign + 1).strip();
        if (expression.isEmpty()) throw new Complaint("to what? `set " + place + " = EXPR`");
        Value target = switch (debugger().evaluate(place, shell.frame())) {
            case Evaluated.Result r -> r.value();
            case Evaluated.Description d -> throw new Complaint("`" + place + "` is a " + d.text());
            case Evaluated.Failed f -> throw new Complaint(f.message());
        };
        switch (debugger().assign(target, expression, shell.frame())) {
            case Evaluated.Result r -> shell.screen().line(place + " = " + r.text());
            case Evaluated.Description d -> throw new Complaint("`" + expression + "` is a " + d.text());
            case Evaluated.Failed f -> throw new Complaint(f.message());
        }
        shell.tellFuture();
    }

    /// Where the `=` of an assignment stands that is no part of `==`, `<=` and so on, nor inside of parentheses or texts.
    private static int assignment(String text) {
        int depth = 0;
        boolean quoted = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\' && quoted) i++;
            else if (c == '"') quoted = !quoted;
            else if ("([{".indexOf(c) >= 0 && !quoted) depth++;
            else if (")]}".indexOf(c) >= 0 && !quoted) depth--;
            else if (c == '=' && !quoted && depth == 0 && isAlone(text, i)) return i;
        }
        return -1;
    }

    private static boolean isAlone(String text, int at) {
        boolean before = at > 0 && "=<>!+-*/:".indexOf(text.charAt(at - 1)) >= 0;
        boolean after = at + 1 < text.length() && text.charAt(at + 1) == '=';
        return !before && !after;
    }

    private void turn(String rest) {
        if (rest.isEmpty()) throw new Complaint("which thread? `threads` lists them");
        int thread = shell.findThread(rest).number();
        if (debugger().running() == thread) throw new Complaint("thread " + thread + " runs already");
        if (!debugger().forceSwitch(thread)) throw new Complaint("thread " + thread + " cannot run now; `threads` tells why");
        shell.show(thread);
        shell.tellFuture();
    }

    private void reseed(String rest) {
        if (rest.isEmpty()) throw new Complaint("with which seed? any whole number");
        long seed = MovingWords.number(rest, Long.MIN_VALUE, "seed");
        debugger().reschedule(seed);
        shell.screen().line("seed " + seed + " gives the turns from here on");
        shell.tellFuture();
    }

    private void futures(String rest) {
        MovingWords.none(rest);
        for (FutureView f : debugger().futures()) {
            String from = f.number() == 0 ? "" : "changed at tick " + f.fork() + ", ";
            String end = f.outcome().isEmpty() ? "known up to tick " : f.outcome() + " at tick ";
            shell.screen().line((f.current() ? "* " : "  ") + f.number() + ": " + from + end + f.end());
        }
    }

    private void future(String rest) {
        if (rest.isEmpty()) throw new Complaint("which future? `futures` lists them");
        long n = MovingWords.number(rest, 0, "number of a future");
        boolean exists = debugger().futures().stream().anyMatch(f -> f.number() == n);
        boolean existed = debugger().futures().stream().anyMatch(f -> f.number() > n);
        if (!exists && existed) throw new Complaint("future " + n + " is not kept any more; `futures` lists those that are");
        if (!exists) throw new Complaint("there is no future " + n + "; `futures` lists them");
        Stopped stop = debugger().switchTo((int) n).orElseThrow(() -> new Complaint("future " + n + " is not kept any more"));
        shell.enter((int) n);
        shell.arrive(stop);
    }
}
