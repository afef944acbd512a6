// Runs a checked program in the virtual machine.
package cpi.driver;

import cpi.diag.Bug;
import cpi.engine.Host;
import cpi.engine.Journal;
import cpi.engine.JournalHost;
import cpi.engine.Memory;
import cpi.engine.Outcome;
import cpi.engine.Scheduler;
import cpi.engine.SystemHost;
import cpi.interp.code.TooMuchData;
import cpi.interp.Vm;
import cpi.ir.Lowering;
import cpi.timeline.Recording;
import cpi.timeline.Timeline;
import cpi.typed.Function;
import cpi.typed.Program;
import java.util.ArrayList;
import java.util.List;

/// Executions of one program; each starts with fresh memory.
public final class Execution {
    private static final int PANICKED = 101;
    private static final int ERROR = 1;

    private final Program program;
    private final RunOptions options;
    private final List<String> args;
    private final ProgramStreams streams;
    private final ProgramImage image;

    /// @param args the arguments of the program, its own name first
    /// @param libraries the opened libraries of the program
    public Execution(Program program, OpenLibraries libraries, RunOptions options, List<String> args, ProgramStreams streams) {
        this.program = program;
        this.options = options;
        this.args = List.copyOf(args);
        this.streams = streams;
        Lowering lowering = new Lowering(program.types(), program.layout(), program.context());
        this.image = new ProgramImage(lowering, program.context(), program.library(), libraries, options.irRoundTrip());
    }

    /// Runs `main` to the end, reports a panic, and gives the exit status (D8).
    public int run() {
        try {
            return report(run(entry()));
        } catch (TooMuchData e) {
            error("error: the program has " + e.getMessage() + ", too much for the virtual machine\n");
            return ERROR;
        }
    }

    private List<Function> entry() {
        Function main = program.main().orElseThrow(() -> new Bug("a program without main is run"));
        List<Function> entry = new ArrayList<>();
        if (!main.type().params().isEmpty()) entry.add(program.library().function("runtime", "programArgs"));
        entry.add(main);
        return entry;
    }

    /// Reports how a run ended, and gives the exit status (D8).
    public int report(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Exited exited -> exited.status();
            case Outcome.Skipped _ -> 0;
            case Outcome.Panicked panic -> {
                error(PanicReport.text(panic));
                yield PANICKED;
            }
            case Outcome.Refused refused -> {
                error("error: the foreign function `" + refused.what() + "` is called, and this version of cpi opens no libraries\n");
                yield ERROR;
            }
            case Outcome.OutOfBudget _ -> throw new Bug("a program without limits has reached one");
        };
    }

    /// Calls functions one after the other, each with the result of the one before, in a machine of their own.
    Outcome run(List<Function> entry) {
        Memory memory = Memory.forProgram();
        try {
            return machine(entry, memory, host()).run();
        } finally {
            memory.close();
        }
    }

    /// A machine that is about to call `main`, with its history. Whoever gets it closes it.
    public Timeline timeline(Timeline.Options history) {
        JournalHost host = new JournalHost(host(), new Journal());
        return new Timeline(machine(entry(), Memory.forProgram(), host), host, history);
    }

    /// The history of a recording. Its fingerprint has to be compared.
    ///
    /// @param repeat whether the output of the recorded run is let out again
    public Timeline timeline(Timeline.Options history, Recording recording, boolean repeat) {
        JournalHost host = new JournalHost(host(), Journal.of(recording.journal(), repeat ? 0 : recording.effects()));
        return Timeline.of(machine(entry(), Memory.forProgram(), host), host, history, recording);
    }

    private SystemHost host() {
        return new SystemHost(streams.in(), streams.out(), streams.err(), options.terminal(), args, options.virtualTime(),
            options.surroundings().directory(), options.surroundings().variables());
    }

    private Vm machine(List<Function> entry, Memory memory, Host host) {
        Scheduler.Options scheduling = new Scheduler.Options(options.quantum(), options.seed().isPresent(), options.seed().orElse(0L),
            options.threadStack());
        Vm vm = new Vm(Vm.Options.forProgram(scheduling), image, program.layout(), memory, host);
        vm.link(entry);
        vm.start(entry);
        return vm;
    }

    void error(String text) {
        write(streams.err(), text);
    }

    void print(String text) {
        write(streams.out(), text);
    }

    private static void write(java.io.OutputStream stream, String text) {
        try {
            stream.write(text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
            stream.flush();
        } catch (java.io.IOException e) {
            // Nobody reads it.
        }
    }
}
