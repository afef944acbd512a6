package cpi.driver;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// What a program finds around it when it begins.
///
/// @param directory in which it runs
/// @param environment changes of the variables of this process; an empty value removes one
public record Surroundings(Path directory, Map<String, Optional<String>> environment) {
    /// Those of this process.
    public static final Surroundings SAME = new Surroundings(Path.of(""), Map.of());

    public Surroundings {
        environment = Map.copyOf(environment);
    }

    /// All variables.
    Map<String, String> variables() {
        Map<String, String> result = new HashMap<>(System.getenv());
        environment.forEach((name, value) -> value.ifPresentOrElse(v -> result.put(name, v), () -> result.remove(name)));
        return result;
    }
}
