package cpi.sema;

/// What the command line tells the checker.
///
/// @param prelude whether files see the prelude (M11)
/// @param needMain whether a missing `main` is E0514
/// @param checkLibrary whether all bodies of loaded bundled files are checked, not just those that are used (tests of the
///     library itself)
public record Options(boolean prelude, boolean needMain, boolean checkLibrary) {}
