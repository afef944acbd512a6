// The table of the options of the command line.
package cpi.cli;

import java.util.Arrays;
import java.util.List;

/// Every option, with the commands that take it (M14, C14, C15, T11, M12, D4, D6).
enum Option {
    IMPORT_DIR("-I", "DIR", Use.COMPILE, "search imports in DIR too; may be repeated"),
    LINK_DIR("-L", "DIR", Use.COMPILE, "search libraries in DIR too; may be repeated"),
    OPTIMISE("-O", "none|default|fast", Use.COMPILE, "how much native code is optimised; fast removes index checks"),
    WARNING("-W", "NAME", Use.COMPILE, "enable a warning; -Wno-NAME silences one, -Wno-all all; -Werror, -Werror=NAME make errors of them"),
    NO_PRELUDE("--no-prelude", "", Use.COMPILE, "files do not see the names of the prelude"),
    ERROR_FORMAT("--error-format", "text|json", Use.COMPILE, "form of diagnostics on standard error"),
    ERROR_LIMIT("--error-limit", "N", Use.COMPILE, "stop after N errors"),
    COLOR("--color", "auto|always|never", Use.COMPILE, "colours in diagnostics; auto: if standard error is a terminal"),
    CTFE_STEPS("--ctfe-steps", "N", Use.COMPILE, "calls and loop rounds of one compile-time evaluation; 0: no limit"),
    CTFE_MEMORY("--ctfe-memory", "N[K|M|G]", Use.COMPILE, "bytes alive in one compile-time evaluation"),
    CTFE_DEPTH("--ctfe-depth", "N", Use.COMPILE, "nested calls of one compile-time evaluation"),
    CTFE_FOREIGN("--ctfe-foreign", "", Use.COMPILE, "permit foreign calls at compile time"),
    OUTPUT("-o", "FILE", Use.BUILD, "name of the output; - is standard output (default: that of the source)"),
    SHARED("--shared", "", Use.BUILD, "make a library with the `#export` functions"),
    EMIT("--emit", "llvm|llvm-opt|asm|obj", Use.BUILD, "stop at LLVM text, the same optimised, assembly, or one object file"),
    TARGET("--target", "TRIPLE", Use.BUILD, "make code for another machine: x86_64-linux, aarch64-linux, wasm32"),
    CPU("--cpu", "native|generic", Use.NATIVE, "native: use everything that this machine's processor has"),
    CC("--cc", "", Use.NATIVE, "link with the system's C compiler ($CC or cc)"),
    EXPLAIN_IMPORTS("--explain-imports", "", Use.CHECK, "print how each import was found"),
    EXPLAIN_LINKS("--explain-links", "", Use.CHECK, "print how each library was found"),
    QUANTUM("--schedule-quantum", "N", Use.EXECUTE, "ticks of one turn of a thread (default 1000)"),
    SEED("--schedule-seed", "S", Use.EXECUTE, "choose turns of threads by a random generator with this seed"),
    VIRTUAL_TIME("--virtual-time", "", Use.EXECUTE, "do not wait in real time when all threads sleep"),
    THREAD_STACK("--thread-stack", "BYTES", Use.EXECUTE, "stack of each thread (default 8M)"),
    IR_ROUND_TRIP("--ir-round-trip", "", Use.EXECUTE, "print and read back the code of each function first (for tests of cpi)"),
    SCRIPT("--script", "FILE", Use.DEBUG, "take commands from FILE, one per line"),
    COMPILE_TIME("--compile-time", "", Use.DEBUG, "debug what is evaluated at compile time, starting with what fails"),
    HISTORY_MEMORY("--history-memory", "BYTES", Use.HISTORY, "memory for states to go back to (default 512M)"),
    RECORD("--record", "FILE", Use.RUN, "keep a recording of the run, which `cpi run FILE` repeats"),
    FIND_SCHEDULE("--find-schedule", "N", Use.RUN, "try the schedule seeds 1 to N until a run fails, and record that one"),
    ALL("--all", "", Use.TEST, "run the tests of every loaded file outside the bundled library"),
    FILTER("--filter", "TEXT", Use.TEST, "run only tests whose name contains TEXT"),
    NATIVE("--native", "", Use.EXECUTE, "make native code and run that");

    /// Groups of commands.
    private enum Use { COMPILE, BUILD, NATIVE, CHECK, EXECUTE, RUN, HISTORY, TEST, DEBUG }

    private final String spelling;
    private final String argument;
    private final Use use;
    private final String help;

    Option(String spelling, String argument, Use use, String help) {
        this.spelling = spelling;
        this.argument = argument;
        this.use = use;
        this.help = help;
    }

    String spelling() {
        return spelling;
    }

    /// What the argument is called in help texts; empty if there is none.
    String argument() {
        return argument;
    }

    String help() {
        return help;
    }

    boolean takesArgument() {
        return !argument.isEmpty();
    }

    /// Whether the argument may follow the letter directly, as in `-Idir`.
    boolean isShort() {
        return spelling.length() == 2;
    }

    static List<Option> of(String command) {
        return Arrays.stream(values()).filter(o -> switch (o.use) {
            case COMPILE -> true;
            case BUILD -> command.equals("build");
            case NATIVE -> command.equals("build") || command.equals("run");
            case CHECK -> command.equals("check");
            case EXECUTE -> command.equals("run") || command.equals("test") || command.equals("debug");
            case RUN -> command.equals("run");
            case HISTORY -> command.equals("run") || command.equals("debug");
            case TEST -> command.equals("test");
            case DEBUG -> command.equals("debug");
        }).toList();
    }
}
