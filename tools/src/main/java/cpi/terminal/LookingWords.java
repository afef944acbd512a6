// Commands that show something.
package cpi.terminal;

import cpi.debug.Breakpoint;
import cpi.debug.Debugger;
import cpi.debug.Evaluated;
import cpi.debug.ScopeView;
import cpi.debug.Shown;
import cpi.debug.StackFrame;
import cpi.debug.ThreadView;
import cpi.debug.Value;
import cpi.source.SourceFile;
import java.util.List;
import java.util.Locale;

/// Frames, values, threads, source and memory.
final class LookingWords {
    private static final Word.Group GROUP = Word.Group.LOOKING;
    /// What `info` lists.
    static final List<String> LISTS = List.of("breakpoints", "locals", "all", "frame", "position", "files", "threads");
    private static final int AROUND = 5;
    private static final int MAX_PARTS = 50;

    private final Shell shell;
    private final Screen screen;

    LookingWords(Shell shell) {
        this.shell = shell;
        this.screen = shell.screen();
    }

    private Debugger debugger() {
        return shell.debugger();
    }

    List<Word> words() {
        return List.of(
            new Word(List.of("p", "print"), "EXPR", "evaluate an expression; calls are allowed and leave no trace", GROUP, this::print),
            new Word(List.of("px"), "EXPR", "the same with the parts of the value, one per line", GROUP, this::parts),
            new Word(List.of("bt", "where"), "", "show the frames of the thread", GROUP, this::backtrace),
            new Word(List.of("up"), "[N]", "select the frame that called this one", GROUP, r -> move(r, 1)),
            new Word(List.of("down"), "[N]", "select the frame that this one called", GROUP, r -> move(r, -1)),
            new Word(List.of("frame", "f"), "[N]", "select a frame by number", GROUP, this::frame),
            new Word(List.of("list", "l"), "[PLACE|FUNCTION]", "show source lines", GROUP, this::list),
            new Word(List.of("info", "i"), "breakpoints|locals|all|frame|position|files", "show lists", GROUP, this::info),
            new Word(List.of("x"), "ADDRESS [COUNT]", "show bytes of memory; the address is an expression", GROUP, this::memory),
            new Word(List.of("disas"), "", "show the code of the function", GROUP, this::disassemble),
            new Word(List.of("threads"), "", "list the threads, what they wait for and which mutexes they hold",
                Word.Group.THREADS, this::threads),
            new Word(List.of("thread"), "N", "select a thread", Word.Group.THREADS, this::thread));
    }

    private void print(String rest) {
        if (rest.isEmpty()) throw new Complaint("which expression?");
        screen.line(switch (debugger().evaluate(rest, shell.frame())) {
            case Evaluated.Result r -> r.text();
            case Evaluated.Description d -> d.text();
            case Evaluated.Failed f -> f.message();
        });
    }

    private void parts(String rest) {
        if (rest.isEmpty()) throw new Complaint("which expression?");
        if (!(debugger().evaluate(rest, shell.frame()) instanceof Evaluated.Result r)) {
            print(rest);
            return;
        }
        Value value = r.value();
        Shown shown = debugger().show(value);
        screen.line(value.type() + " = " + shown.text());
        screen.variables(debugger().parts(value, 0, MAX_PARTS), "  ");
        if (shown.indexed() > MAX_PARTS) screen.line("  … (" + shown.indexed() + ")");
    }

    private void backtrace(String rest) {
        MovingWords.none(rest);
        List<StackFrame> stack = debugger().frames(shell.thread());
        if (stack.isEmpty()) screen.line("thread " + shell.thread() + " has no frames");
        for (StackFrame f : stack) {
            if (stack.size() > 100 && f.level() == 50) screen.line("  … (" + (stack.size() - 100) + " more)");
            if (stack.size() > 100 && f.level() >= 50 && f.level() < stack.size() - 50) continue;
            screen.line((f.level() == shell.level() ? "* " : "  ") + f.level() + ": " + f.function() + " at " + f.place());
        }
    }

    private void move(String rest, int direction) {
        long n = rest.isEmpty() ? 1 : MovingWords.number(rest, 1, "number of frames");
        select(shell.level() + direction * n);
    }

    private void frame(String rest) {
        select(rest.isEmpty() ? shell.level() : MovingWords.number(rest, 0, "number of a frame"));
    }

    private void select(long level) {
        List<StackFrame> stack = debugger().frames(shell.thread());
        if (level < 0) throw new Complaint("this is the innermost frame");
        if (stack.isEmpty()) throw new Complaint("there are no frames");
        if (level >= stack.size()) throw new Complaint("the outermost frame is " + (stack.size() - 1));
        shell.select(shell.thread(), (int) level);
        screen.place(stack.get((int) level));
    }

    private void list(String rest) {
        StackFrame frame = shell.frame();
        int current = frame.place().position().line();
        SourceFile file = frame.place().file();
        int line = current;
        if (!rest.isEmpty() && (rest.matches("\\d+") || rest.contains(":"))) {
            MovingWords.Place place = MovingWords.Place.parse(rest, shell);
            file = place.file();
            line = place.line();
        } else if (!rest.isEmpty()) {
            Breakpoint found = debugger().breakpoints().probe(new Breakpoint.Function(rest), Breakpoint.Options.NONE);
            if (found.place().isEmpty()) throw new Complaint(found.message());
            file = found.place().get().file();
            line = found.place().get().position().line();
        }
        if (line > file.lineCount()) throw new Complaint("`" + file.name() + "` has " + file.lineCount() + " lines");
        screen.list(file, line - AROUND, line + AROUND, file == frame.place().file() ? current : -1);
    }

    private void info(String rest) {
        switch (rest.toLowerCase(Locale.ROOT)) {
            case "breakpoints", "b" -> {
                List<Breakpoint> all = debugger().breakpoints().list();
                if (all.isEmpty()) screen.line("there are no breakpoints");
                for (Breakpoint b : all) screen.line(shell.describe(b));
            }
            case "locals", "l" -> scopes(true);
            case "all", "scopes" -> scopes(false);
            case "frame", "f" -> {
                screen.place(shell.frame());
                screen.line("  in " + debugger().signature(shell.frame().activation().function()));
            }
            case "position", "p" -> screen.line("tick " + debugger().now() + " of " + debugger().timeline().end() + ", thread "
                + debugger().running() + " runs");
            case "files" -> debugger().sources().files().stream().filter(f -> !f.bundled()).forEach(f -> screen.line(f.name()));
            case "threads" -> threads("");
            default -> throw new Complaint("`info` knows breakpoints, locals, all, frame, position, files and threads");
        }
    }

    private void scopes(boolean localOnly) {
        for (ScopeView scope : debugger().scopes(shell.frame())) {
            boolean wanted = !localOnly || scope.isLocal() && !scope.name().equals("Context");
            if (!wanted || scope.variables().isEmpty()) continue;
            screen.line(scope.name());
            screen.variables(scope.variables(), "  ");
        }
    }

    private void memory(String rest) {
        if (rest.isEmpty()) throw new Complaint("which address? `x &variable 16`");
        String expression = rest;
        int count = 64;
        int space = rest.lastIndexOf(' ');
        if (space > 0 && rest.substring(space + 1).matches("\\d+")) {
            count = (int) Math.min(MovingWords.number(rest.substring(space + 1), 1, "number of bytes"), 4096);
            expression = rest.substring(0, space).strip();
        }
        boolean isNumber = expression.matches("0x[0-9a-fA-F]{1,16}");
        long address = isNumber ? Long.parseUnsignedLong(expression.substring(2), 16) : address(expression);
        byte[] bytes = debugger().read(address, count);
        for (int i = 0; i < bytes.length; i += 16) {
            StringBuilder line = new StringBuilder(String.format("  +%-4d", i));
            for (int k = i; k < Math.min(bytes.length, i + 16); k++) line.append(String.format(" %02x", bytes[k] & 0xFF));
            screen.line(line.toString());
        }
        if (bytes.length < count) screen.line("  " + (bytes.length == 0 ? "no" : "only " + bytes.length) + " bytes can be read there");
    }

    private long address(String expression) {
        Evaluated e = debugger().evaluate("cast(u64) (" + expression + ")", shell.frame());
        if (e instanceof Evaluated.Result r) return Long.parseUnsignedLong(r.text());
        throw new Complaint(e instanceof Evaluated.Failed f ? f.message() : "that is no address");
    }

    private void disassemble(String rest) {
        MovingWords.none(rest);
        debugger().disassemble(shell.frame().activation().function()).ifPresent(text -> text.lines().forEach(screen::line));
    }

    private void threads(String rest) {
        MovingWords.none(rest);
        for (ThreadView t : debugger().threads()) {
            String at = t.top().map(f -> " at " + f.place()).orElse("");
            screen.line((t.number() == shell.thread() ? "* " : "  ") + t.number() + " " + t.name() + ": " + t.state() + at);
            for (String held : t.held()) screen.line("      holds " + held);
        }
    }

    private void thread(String rest) {
        if (rest.isEmpty()) throw new Complaint("which thread? `threads` lists them");
        shell.show(shell.findThread(rest).number());
    }
}
