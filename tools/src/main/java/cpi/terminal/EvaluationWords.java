// Commands about evaluations at compile time.
package cpi.terminal;

import cpi.driver.Evaluations;
import java.util.List;

/// Lists what was evaluated at compile time, and changes to another evaluation.
final class EvaluationWords {
    private static final long MEMORY = 256L << 20;

    private final Shell shell;
    private final Evaluations evaluations;

    EvaluationWords(Shell shell, Evaluations evaluations) {
        this.shell = shell;
        this.evaluations = evaluations;
    }

    List<Word> words() {
        return List.of(
            new Word(List.of("evaluations", "evs"), "", "list what was evaluated at compile time", Word.Group.OTHER, this::list),
            new Word(List.of("evaluation", "ev"), "N", "debug another evaluation", Word.Group.OTHER, this::open));
    }

    private void list(String rest) {
        MovingWords.none(rest);
        int i = 0;
        for (Evaluations.Item item : evaluations.list()) {
            shell.screen().line("  " + i++ + " " + item.name() + " at " + item.place() + (item.failed() ? " (failed)" : ""));
        }
    }

    private void open(String rest) {
        if (rest.isEmpty()) throw new Complaint("which one? `evaluations` lists them");
        long n = MovingWords.number(rest, 0, "number of an evaluation");
        if (n >= evaluations.list().size()) throw new Complaint("there is no evaluation " + n + "; `evaluations` lists them");
        shell.use(evaluations.open((int) n, MEMORY).orElseThrow(() -> new Complaint("the program could not be checked")));
    }
}
