// Opening a program in the debugger.
package cpi.driver;

import cpi.debug.Debuggee;
import cpi.debug.Debugger;
import cpi.diag.Report;
import cpi.timeline.Timeline;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;

/// A program that has been checked and is about to run under a [Debugger]. Has to be opened and used on a thread with a large
/// stack ([Compilation#onBigStack]), as expressions are type-checked.
public final class DebugSession implements AutoCloseable {
    private final Compilation.Result result;
    private final Optional<Debugger> debugger;

    private DebugSession(Compilation.Result result, Optional<Debugger> debugger) {
        this.result = result;
        this.debugger = debugger;
    }

    /// Checks a program and prepares to run it.
    ///
    /// @param args the arguments of the program, its own name first
    /// @param streams of the program; output reaches them once, however often it is executed again
    /// @param historyMemory bytes that kept states may take
    public static DebugSession open(CompileOptions compile, RunOptions run, List<String> args, ProgramStreams streams, long historyMemory) {
        Compilation.Result result = Compilation.check(compile, streams.err());
        if (result.program().isEmpty()) return new DebugSession(result, Optional.empty());
        Execution execution = new Execution(result.program().get(), result.linked().open(), run, args, streams);
        Timeline timeline = execution.timeline(new Timeline.Options(historyMemory));
        Debuggee debuggee = Debuggee.of(result.program().get(), result.snippets().orElseThrow());
        return new DebugSession(result, Optional.of(new Debugger(debuggee, timeline)));
    }

    /// Opens a recording at its start. Neither the files of the program nor its libraries are needed.
    ///
    /// @param streams of the program, should it be changed and go on otherwise than recorded
    public static DebugSession ofRecording(String path, ProgramStreams streams, long historyMemory) throws Recordings.Refused {
        Recordings.Opened opened = Recordings.open(path, streams, new Timeline.Options(historyMemory), true);
        Compilation.Result result = opened.compilation();
        Debuggee debuggee = Debuggee.of(result.program().orElseThrow(), result.snippets().orElseThrow());
        return new DebugSession(result, Optional.of(new Debugger(debuggee, opened.timeline())));
    }

    /// What the check found.
    public Report report() {
        return result.report();
    }

    /// Present if the program has no errors.
    public Optional<Debugger> debugger() {
        return debugger;
    }

    /// Checks a program in order to debug what it evaluates at compile time; it may have errors.
    public static DebugSession atCompileTime(CompileOptions compile, OutputStream output) {
        return new DebugSession(Compilation.check(compile, output), Optional.empty());
    }

    /// What was evaluated at compile time.
    public Evaluations evaluations() {
        return result.evaluations();
    }

    @Override
    public void close() {
        debugger.ifPresent(Debugger::close);
        result.close();
    }
}
