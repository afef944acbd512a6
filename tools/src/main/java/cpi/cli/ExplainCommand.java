package cpi.cli;

import cpi.diag.Code;
import cpi.diag.Explanations;
import cpi.diag.Suggest;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// `cpi explain CODE`: tells what an error or warning means.
final class ExplainCommand implements Command {
    @Override
    public String name() {
        return "explain";
    }

    @Override
    public String synopsis() {
        return "CODE";
    }

    @Override
    public String summary() {
        return "tell what an error or warning means, as in `cpi explain E0404`";
    }

    @Override
    public int execute(List<String> args, Console console) {
        if (args.size() != 1) throw new UsageError("give one code, such as E0404");
        String name = args.getFirst().toUpperCase(Locale.ROOT);
        Optional<Code> code = Arrays.stream(Code.values())
            .filter(c -> c.name().equals(name) || !c.warningName().isEmpty() && c.warningName().equals(args.getFirst())).findFirst();
        if (code.isEmpty()) {
            String hint = Suggest.nearest(name, Arrays.stream(Code.values()).map(Code::name).toList())
                .map(n -> "; did you mean " + n + "?").orElse("");
            throw new UsageError("there is no code `" + args.getFirst() + "`" + hint);
        }
        Code found = code.get();
        String title = found.warningName().isEmpty() ? found.title() : found.title() + " [" + found.warningName() + "]";
        console.out(found + ": " + title + "\n\n" + Explanations.of(found) + "\n\nRules: " + found.rules() + "\n");
        return 0;
    }
}
