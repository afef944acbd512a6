// Reading the command line.
package cpi.cli;

import cpi.diag.Suggest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The arguments of a command, taken apart.
///
/// @param given the options in their order
/// @param positional what is no option
record Arguments(List<Given> given, List<String> positional) {
    /// @param value empty for options without argument
    record Given(Option option, String value) {}

    Arguments {
        given = List.copyOf(given);
        positional = List.copyOf(positional);
    }

    /// @param stopAtFile whether everything behind the first positional argument is positional (`run`)
    static Arguments parse(String command, List<String> args, boolean stopAtFile) {
        List<Option> legal = Option.of(command);
        List<Given> given = new ArrayList<>();
        List<String> positional = new ArrayList<>();
        for (int i = 0; i < args.size(); i++) {
            String arg = args.get(i);
            boolean isOption = arg.startsWith("-") && arg.length() > 1 && !(stopAtFile && !positional.isEmpty());
            if (!isOption) {
                positional.add(arg);
                continue;
            }
            Option option = find(arg, legal).orElseThrow(() -> unknown(arg, legal));
            String attached = arg.substring(option.spelling().length());
            if (!option.takesArgument()) {
                given.add(new Given(option, ""));
            } else if (!attached.isEmpty()) {
                given.add(new Given(option, option.isShort() ? attached : attached.substring(1)));
            } else if (i + 1 < args.size()) {
                given.add(new Given(option, args.get(++i)));
            } else {
                throw new UsageError("`" + arg + "` needs " + option.argument());
            }
        }
        return new Arguments(given, positional);
    }

    private static Optional<Option> find(String arg, List<Option> legal) {
        return legal.stream().filter(o -> arg.equals(o.spelling()) || o.isShort() && arg.startsWith(o.spelling())
            || o.takesArgument() && arg.startsWith(o.spelling() + "=")).findFirst();
    }

    private static UsageError unknown(String arg, List<Option> legal) {
        String name = arg.contains("=") ? arg.substring(0, arg.indexOf('=')) : arg;
        String hint = Suggest.nearest(name, legal.stream().map(Option::spelling).toList())
            .map(n -> "; did you mean `" + n + "`?").orElse("");
        return new UsageError("unknown option `" + name + "`" + hint);
    }

    /// The main file, for commands that take nothing else.
    String onlyFile() {
        if (positional.size() > 1) throw new UsageError("unexpected argument `" + positional.get(1) + "`");
        return file();
    }

    /// The main file, the first positional argument.
    String file() {
        if (positional.isEmpty()) throw new UsageError("FILE is missing");
        return positional.getFirst();
    }

    boolean has(Option option) {
        return given.stream().anyMatch(g -> g.option == option);
    }

    /// The value given last.
    Optional<String> value(Option option) {
        return given.stream().filter(g -> g.option == option).map(Given::value).reduce((first, second) -> second);
    }

    /// All values, in order.
    List<String> values(Option option) {
        return given.stream().filter(g -> g.option == option).map(Given::value).toList();
    }

    /// A value that must be one of a few words.
    String word(Option option, String otherwise) {
        if (value(option).isEmpty()) return otherwise;
        String word = value(option).get();
        List<String> legal = List.of(option.argument().split("\\|"));
        if (legal.contains(word)) return word;
        throw new UsageError("`" + option.spelling() + "` is one of " + String.join(", ", legal) + ", not `" + word + "`");
    }

    /// A whole number of at least `least`.
    long number(Option option, long otherwise, long least) {
        Optional<String> text = value(option);
        if (text.isEmpty()) return otherwise;
        try {
            long number = Long.parseLong(text.get());
            if (number >= least) return number;
        } catch (NumberFormatException e) {
            // Reported below.
        }
        throw new UsageError("`" + option.spelling() + "` needs a whole number from " + least + ", not `" + text.get() + "`");
    }

    /// A number of bytes, with K, M or G for powers of 1024.
    long bytes(Option option, long otherwise) {
        return bytes(option, otherwise, Long.MAX_VALUE);
    }

    /// The same, at most `limit`.
    long bytes(Option option, long otherwise, long limit) {
        Optional<String> text = value(option);
        if (text.isEmpty()) return otherwise;
        String digits = text.get();
        int shift = switch (digits.isEmpty() ? ' ' : Character.toUpperCase(digits.charAt(digits.length() - 1))) {
            case 'K' -> 10;
            case 'M' -> 20;
            case 'G' -> 30;
            default -> 0;
        };
        if (shift > 0) digits = digits.substring(0, digits.length() - 1);
        try {
            long number = Long.parseLong(digits);
            if (number > 0 && number <= limit >> shift) return number << shift;
            String most = (limit >> shift) + text.get().substring(digits.length());
            if (number > 0) throw new UsageError("`" + option.spelling() + "` is at most " + most);
        } catch (NumberFormatException e) {
            // Reported below.
        }
        throw new UsageError("`" + option.spelling() + "` needs a number of bytes such as 4096, 64K, 512M or 2G, not `" + text.get() + "`");
    }
}
