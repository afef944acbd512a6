package cpi.diag;

/// A problem as it is shown: `severity` is the code's own, or an error by `-Werror` (D4).
public record Diagnostic(Problem problem, Severity severity) {}
