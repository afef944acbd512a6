package cpi.diag;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Which warnings are shown, and which of them as errors (D4): the result of all `-W` options in their order.
///
/// @param enabled the warnings that are shown
/// @param errors those that become errors
/// @param unknown names that are no warning, as given (W0405)
public record WarningOptions(Set<Code> enabled, Set<Code> errors, List<String> unknown) {
    public WarningOptions {
        enabled = Set.copyOf(enabled);
        errors = Set.copyOf(errors);
        unknown = List.copyOf(unknown);
    }

    public static WarningOptions defaults() {
        EnumSet<Code> all = all();
        all.remove(Code.W0407);
        return new WarningOptions(all, Set.of(), List.of());
    }

    /// With one more option, which wins over the earlier ones: `no-NAME`, `no-all`, `error`, `error=NAME`, or `NAME` for `-W NAME`.
    public WarningOptions with(String option) {
        Set<Code> on = enabled.isEmpty() ? EnumSet.noneOf(Code.class) : EnumSet.copyOf(enabled);
        Set<Code> fatal = errors.isEmpty() ? EnumSet.noneOf(Code.class) : EnumSet.copyOf(errors);
        List<String> wrong = new ArrayList<>(unknown);
        if (option.equals("error")) {
            fatal.addAll(all());
        } else if (option.startsWith("error=")) {
            String name = option.substring("error=".length());
            find(name).ifPresentOrElse(found -> {
                on.addAll(found);
                fatal.addAll(found);
            }, () -> wrong.add(name));
        } else if (option.startsWith("no-")) {
            String name = option.substring("no-".length());
            find(name).ifPresentOrElse(on::removeAll, () -> wrong.add(name));
        } else {
            find(option).ifPresentOrElse(on::addAll, () -> wrong.add(option));
        }
        return new WarningOptions(on, fatal, wrong);
    }

    /// How to show a problem; empty if it is silenced. Bundled files give no warnings (D4.2).
    public Optional<Diagnostic> apply(Problem problem) {
        if (problem.code().severity() == Severity.ERROR) return Optional.of(new Diagnostic(problem, Severity.ERROR));
        boolean inLibrary = problem.primary().file().bundled() && !problem.primary().isNone();
        if (inLibrary || !enabled.contains(problem.code())) return Optional.empty();
        return Optional.of(new Diagnostic(problem, errors.contains(problem.code()) ? Severity.ERROR : Severity.WARNING));
    }

    /// The names of all warnings, for W0405 and help texts.
    public static List<String> names() {
        return all().stream().map(Code::warningName).sorted().toList();
    }

    private static EnumSet<Code> all() {
        EnumSet<Code> result = EnumSet.noneOf(Code.class);
        for (Code code : Code.values()) if (code.severity() == Severity.WARNING) result.add(code);
        return result;
    }

    private static Optional<Set<Code>> find(String name) {
        if (name.equals("all")) return Optional.of(all());
        return Arrays.stream(Code.values()).filter(c -> !name.isEmpty() && c.warningName().equals(name)).findFirst().map(EnumSet::of);
    }
}
