// The debugger at a terminal.
package cpi.terminal;

import java.io.IOException;
import java.util.Optional;
import org.jline.reader.Candidate;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.UserInterruptException;
import org.jline.reader.impl.DefaultParser;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;

/// Reads commands with line editing, history and completion. Ctrl-C interrupts a motion, Ctrl-D ends.
public final class Prompt {
    private Prompt() {}

    /// Asks for commands until the person has enough.
    public static void run(Shell shell) throws IOException {
        try (Terminal terminal = TerminalBuilder.builder().name("cpi").system(true).dumb(true).build()) {
            DefaultParser plain = new DefaultParser().escapeChars(new char[0]).quoteChars(new char[0]);
            LineReader reader = LineReaderBuilder.builder().terminal(terminal).parser(plain).appName("cpi")
                .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
                .completer((_, line, candidates) -> {
                    String before = line.line().substring(0, line.cursor());
                    for (String c : shell.complete(before)) candidates.add(new Candidate(c, c, null, null, null, null, false));
                })
                .build();
            terminal.handle(Terminal.Signal.INT, _ -> shell.interrupt());
            Patience patience = new Patience(text -> {
                terminal.writer().println(text);
                terminal.flush();
            });
            shell.onProgress(patience::at);
            while (!shell.isOver()) {
                Optional<String> line = read(reader, shell.prompt());
                if (line.isEmpty()) return;
                patience.begin();
                terminal.writer().print(shell.execute(line.get()));
                terminal.flush();
            }
        }
    }

    /// A line, a comment if it was given up; empty at the end of input.
    private static Optional<String> read(LineReader reader, String prompt) {
        try {
            // A single `%` would begin a pattern of the reader.
            return Optional.of(reader.readLine(prompt.replace("%", "%%")));
        } catch (UserInterruptException e) {
            return Optional.of("#");
        } catch (EndOfFileException e) {
            return Optional.empty();
        }
    }
}
