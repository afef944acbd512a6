// The commands of the terminal debugger.
package cpi.terminal;

import cpi.debug.Breakpoint;
import cpi.debug.Debugger;
import cpi.debug.FutureView;
import cpi.debug.StackFrame;
import cpi.debug.Stopped;
import cpi.debug.ThreadView;
import cpi.driver.Evaluations;
import cpi.diag.Suggest;
import cpi.timeline.Moment;
import cpi.timeline.Timeline;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Executes command lines against a [Debugger] and gives what is to be shown. Knows which frame is selected; an empty line
/// repeats a motion. Whatever is typed, the answer is text, never an exception.
public final class Shell {
    private volatile Debugger debugger;
    private final Screen screen;
    private final List<Word> words = new ArrayList<>();
    private final Set<Integer> temporary = new HashSet<>();
    private int thread;
    private int level;
    private String last = "";
    private boolean isOver;
    private Timeline.Progress progress = _ -> { };
    private Optional<AtEnd> atEnd = Optional.empty();
    private int future;
    private Set<Integer> futures = Set.of(0);

    /// The program has ended.
    ///
    /// @param shown where it stands, so that there are frames to ask
    private record AtEnd(Moment shown, Moment end) {}

    /// @param evaluations those of the compilation, to choose from; none for a program that runs
    public Shell(Debugger debugger, Optional<Evaluations> evaluations) {
        this.debugger = debugger;
        this.screen = new Screen(debugger);
        words.addAll(new MovingWords(this).words());
        words.addAll(new StoppingWords(this).words());
        words.addAll(new LookingWords(this).words());
        words.addAll(new PastWords(this).words());
        words.addAll(new ChangingWords(this).words());
        evaluations.ifPresent(e -> words.addAll(new EvaluationWords(this, e).words()));
        words.add(new Word(List.of("help", "h"), "[COMMAND]", "explain the commands, or one of them", Word.Group.OTHER, this::help));
        words.add(new Word(List.of("quit", "q", "exit"), "", "end the debugger", Word.Group.OTHER, _ -> isOver = true));
    }

    /// Goes to the first statement of the program; gives what is to be shown.
    public String start() {
        begin();
        return screen.take();
    }

    private void begin() {
        debugger.debuggee().evaluation().ifPresent(e -> screen.line("evaluating " + e.name() + " at " + e.place()));
        arrive(debugger.start());
    }

    /// Ends the motion that is going on; may be called by any thread.
    public void interrupt() {
        debugger.interrupt();
    }

    /// Who is to be told, again and again, how far a motion is.
    public void onProgress(Timeline.Progress listener) {
        progress = listener;
        debugger.timeline().onProgress(listener);
    }

    /// Closes the debugger that is used now.
    public void close() {
        debugger.close();
    }

    /// Whether `quit` was typed.
    public boolean isOver() {
        return isOver;
    }

    /// What stands in front of the next command: the tick, and how far that is.
    public String prompt() {
        return "(cpi " + debugger.now() + " " + Math.round(debugger.progress() * 100) + "%) ";
    }

    /// Executes a command; gives what is to be shown.
    public String execute(String line) {
        String command = line.strip();
        if (command.isEmpty()) command = last;
        if (command.isEmpty() || command.startsWith("#")) return "";
        int end = 0;
        while (end < command.length() && Character.isLetter(command.charAt(end))) end++;
        String name = command.substring(0, end);
        String rest = command.substring(end).strip();
        try {
            Optional<Word> word = word(name);
            if (word.isPresent()) {
                last = word.get().group() == Word.Group.MOVING || word.get().name().equals("last") ? command : "";
                word.get().action().run(rest);
            } else {
                unknown(name.isEmpty() ? command : name);
            }
        } catch (Complaint e) {
            screen.line(e.getMessage());
        }
        return screen.take();
    }

    /// The command with a name, or the only one that begins like this.
    Optional<Word> word(String name) {
        String wanted = name.toLowerCase(Locale.ROOT);
        for (Word w : words) if (w.names().contains(wanted)) return Optional.of(w);
        List<Word> begin = words.stream().filter(w -> w.names().stream().anyMatch(n -> !wanted.isEmpty() && n.startsWith(wanted))).toList();
        return begin.size() == 1 ? Optional.of(begin.getFirst()) : Optional.empty();
    }

    private void unknown(String name) {
        List<String> names = words.stream().flatMap(w -> w.names().stream()).toList();
        List<String> begin = names.stream().filter(n -> n.startsWith(name)).toList();
        String some = String.join(", ", begin.subList(0, Math.min(8, begin.size()))) + (begin.size() > 8 ? " …" : "");
        String hint = begin.size() > 1 ? "; it could be " + some
            : Suggest.nearest(name, names).map(n -> "; did you mean `" + n + "`?").orElse("; `help` lists the commands");
        screen.line("there is no command `" + name + "`" + hint);
    }

    private void help(String name) {
        if (!name.isEmpty()) {
            Word w = word(name).orElseThrow(() -> new Complaint("there is no command `" + name + "`; `help` lists the commands"));
            screen.line(String.join(", ", w.names()) + (w.arguments().isEmpty() ? "" : " " + w.arguments()));
            screen.line("    " + w.help());
            return;
        }
        for (Word.Group group : Word.Group.values()) {
            screen.line(group.title());
            for (Word w : words) {
                if (w.group() != group) continue;
                screen.line(String.format("  %-34s %s", w.name() + (w.arguments().isEmpty() ? "" : " " + w.arguments()), w.help()));
            }
        }
        screen.line("An empty line repeats the last motion. Names may be shortened. `help COMMAND` tells all its names.");
    }

    /// The names of all commands.
    public List<String> names() {
        return words.stream().flatMap(w -> w.names().stream()).sorted().toList();
    }

    /// What could stand in place of the last word of a line.
    public List<String> complete(String line) {
        int space = line.indexOf(' ');
        if (space < 0) return names().stream().filter(n -> n.startsWith(line)).toList();
        String rest = line.substring(space + 1);
        int begin = rest.length();
        while (begin > 0 && (Character.isLetterOrDigit(rest.charAt(begin - 1)) || rest.charAt(begin - 1) == '_')) begin--;
        String word = rest.substring(begin);
        String before = rest.substring(0, begin);
        return candidates(line.substring(0, space), before).stream().filter(n -> n.startsWith(word)).map(n -> before + n)
            .map(n -> n.substring(n.lastIndexOf(' ') + 1)).distinct().toList();
    }

    private List<String> candidates(String command, String before) {
        Optional<Word> word = word(command);
        if (word.isEmpty()) return List.of();
        if (word.get().name().equals("help")) return names();
        if (word.get().name().equals("info")) return LookingWords.LISTS;
        if (word.get().name().equals("b") || word.get().name().equals("tb")) return debugger.sources().functionNames();
        Optional<StackFrame> frame = selected();
        if (frame.isEmpty()) return List.of();
        if (!before.endsWith(".")) return debugger.names(frame.get());
        String owner = before.substring(0, before.length() - 1);
        return debugger.members(owner.substring(owner.lastIndexOf(' ') + 1), frame.get());
    }

    // For the words.

    /// Debugs something else from now on, with the same breakpoints; those of data are gone.
    void use(Debugger other) {
        for (Breakpoint b : debugger.breakpoints().list()) {
            if (!(b.request() instanceof Breakpoint.Data)) other.breakpoints().add(b.request(), b.options());
        }
        debugger.close();
        debugger = other;
        debugger.timeline().onProgress(progress);
        future = 0;
        futures = Set.of(0);
        screen.show(other);
        begin();
    }

    Debugger debugger() {
        return debugger;
    }

    Screen screen() {
        return screen;
    }

    int thread() {
        return thread;
    }

    /// The frame that expressions are evaluated in, if the thread has any.
    Optional<StackFrame> selected() {
        List<StackFrame> stack = debugger.frames(thread);
        return level < stack.size() ? Optional.of(stack.get(level)) : stack.stream().findFirst();
    }

    StackFrame frame() {
        return selected().orElseThrow(() -> new Complaint("thread " + thread + " has no frames"));
    }

    void select(int newThread, int newLevel) {
        thread = newThread;
        level = newLevel;
    }

    int level() {
        return level;
    }

    /// The thread with a number.
    ThreadView findThread(String text) {
        long n = MovingWords.number(text, 0, "number of a thread");
        return debugger.threads().stream().filter(t -> t.number() == n).findFirst()
            .orElseThrow(() -> new Complaint("there is no thread " + n + " now; `threads` lists them"));
    }

    /// Selects a thread in its innermost frame outside the library, and shows it.
    void show(int number) {
        ThreadView shown = findThread(Integer.toString(number));
        select(number, shown.top().map(StackFrame::level).orElse(0));
        if (shown.top().isPresent()) screen.place(shown.top().get());
        else screen.line("thread " + number + " " + shown.state());
    }

    /// Marks a breakpoint to be removed when it is hit.
    void temporary(int id) {
        temporary.add(id);
    }

    /// A motion has ended: selects the frame and shows it.
    void arrive(Stopped stop) {
        atEnd = Optional.empty();
        thread = stop.thread();
        level = 0;
        List<StackFrame> stack = debugger.frames(thread);
        boolean inside = stop.reason() != Stopped.Reason.STEP;
        while (inside && level < stack.size() && stack.get(level).isLibrary()) level++;
        if (level >= stack.size()) level = 0;
        if (!stack.isEmpty()) screen.stopped(stop, stack.get(level));
        else if (debugger.outcome().isPresent()) standInFrontOfTheEnd(stop);
        else screen.line("thread " + thread + " has no frames");
        debugger.result().ifPresent(v -> screen.line(v.name() + " = " + debugger.values().text(v)));
        tellFuture();
        for (int id : stop.breakpoints()) if (temporary.remove(id)) debugger.breakpoints().remove(id);
    }

    /// The program has ended and has no frames any more. Shows that, and goes back to where `main` is about to return and can be asked
    /// for values.
    private void standInFrontOfTheEnd(Stopped stop) {
        screen.before(stop);
        Timeline timeline = debugger.timeline();
        Moment end = timeline.now();
        while (debugger.frames(thread).isEmpty() && timeline.now().step() > 0) timeline.seek(timeline.before(timeline.now()));
        atEnd = Optional.of(new AtEnd(timeline.now(), end));
    }

    /// A step or run back is to begin: if the program has been shown at its end, it begins there.
    void beginBack() {
        atEnd.filter(e -> e.shown.equals(debugger.now())).ifPresent(e -> debugger.timeline().seek(e.end));
    }

    /// The person has asked for another future.
    void enter(int number) {
        future = number;
    }

    /// Says so if the program is in another future than before, and if one has been given up.
    void tellFuture() {
        List<FutureView> kept = debugger.futures();
        int current = kept.stream().filter(FutureView::current).findFirst().orElseThrow().number();
        Set<Integer> numbers = kept.stream().map(FutureView::number).collect(Collectors.toSet());
        for (int lost : futures) {
            if (!numbers.contains(lost)) screen.line("future " + lost + " is not kept any more: `--history-memory` is used up");
        }
        futures = numbers;
        if (current != future) atEnd = Optional.empty();
        if (current < future) screen.line("before the change: future " + current + "; `future " + future + "` goes to the changed one");
        if (current > future) screen.line("a new future begins: " + current + "; `future " + future + "` goes back to the other");
        future = current;
    }

    /// How a breakpoint is listed.
    String describe(Breakpoint b) {
        String what = switch (b.request()) {
            case Breakpoint.Line l -> b.place().map(p -> "at " + p).orElse("at " + l.file() + ":" + l.line());
            case Breakpoint.Function f -> "in " + f.name() + b.place().map(p -> " at " + p).orElse("");
            case Breakpoint.Instruction i -> "at 0x" + Long.toHexString(i.address());
            case Breakpoint.Data d -> "on " + d.access().name().toLowerCase(Locale.ROOT) + " of " + d.what();
        };
        String condition = b.options().condition().isEmpty() ? "" : " if " + b.options().condition();
        String hits = b.options().hits().isAlways() ? "" : " hits " + b.options().hits();
        String log = b.options().log().isEmpty() ? "" : " log \"" + b.options().log() + "\"";
        String off = b.options().enabled() ? "" : " (disabled)";
        String message = b.message().isEmpty() ? "" : " (" + b.message() + ")";
        return "breakpoint " + b.id() + " " + what + condition + hits + log + off + message;
    }
}
