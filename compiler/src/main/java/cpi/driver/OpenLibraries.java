// The libraries of a program that runs in the virtual machine.
package cpi.driver;

import cpi.diag.Code;
import cpi.diag.Problem;
import cpi.diag.Problems;
import cpi.engine.Native;
import cpi.typed.Function;
import cpi.typed.Program;
import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Opens libraries and looks up the symbols of foreign functions: before a program starts (M10.3), for compile-time evaluation when
/// they are first called (C6.4).
public final class OpenLibraries implements AutoCloseable {
    private static final int RTLD_NOW = 2;

    /// @param handle what the loader gave, 0 for the C library
    private record Opened(String name, long handle, String description) {}

    private final List<Opened> opened = new ArrayList<>();
    private final Map<Function, Long> symbols = new IdentityHashMap<>();
    private final Opener opener;

    /// Opens the library of a function that is in none of the opened ones.
    private interface Opener {
        void open(OpenLibraries libraries, Function function);
    }

    private OpenLibraries(Opener opener) {
        this.opener = opener;
    }

    /// No library but C's.
    public static OpenLibraries none() {
        return new OpenLibraries((_, _) -> { });
    }

    /// Opens libraries when they are needed. What is missing is not reported: calling it is a panic.
    static OpenLibraries onDemand(LinkPath search, LinkOptions options) {
        LinkOptions shared = new LinkOptions(options.dirs(), options.environment(), LinkOptions.Use.RUN, options.machine());
        return new OpenLibraries((libraries, function) -> {
            List<Program.Link> link = List.of(new Program.Link(function.library(), function.place()));
            Libraries found = Libraries.find(link, search, shared, SystemLibraries.of(options.machine()));
            found.all().forEach(l -> libraries.open(l, new Problems()));
        });
    }

    /// Opens the libraries that were found and looks up what the program mentions. What is missing is reported: E0810 for a library that
    /// the loader refuses, E0811 for a symbol.
    static OpenLibraries open(Program program, Libraries libraries, Problems problems) {
        OpenLibraries result = none();
        boolean complete = true;
        for (Libraries.Library library : libraries.all()) complete &= result.open(library, problems);
        if (!complete) return result;
        for (Function function : program.foreign()) {
            if (result.symbol(function) == 0) problems.report(result.missing(function));
        }
        return result;
    }

    private boolean open(Libraries.Library library, Problems problems) {
        String name = library.link().library();
        return switch (library.file()) {
            case Libraries.File.Always _ -> opened.add(new Opened(name, 0, "the C library"));
            case Libraries.File.Shared shared -> load(library, shared.path(), problems);
            case Libraries.File.Static _, Libraries.File.Missing _ -> false;
        };
    }

    private boolean load(Libraries.Library library, Path path, Problems problems) {
        try (Arena arena = Arena.ofConfined()) {
            long handle = Native.call("dlopen", Native.text(path.toAbsolutePath().toString(), arena), RTLD_NOW);
            if (handle != 0) return opened.add(new Opened(library.link().library(), handle, path.toString()));
            String reason = Native.text(Native.call("dlerror"));
            problems.report(Problem.of(Code.E0810, library.link().place(), "cannot find library \"" + library.link().library() + "\"")
                .note("found " + path + ", but the system cannot load it: " + reason));
            return false;
        }
    }

    /// The address of a foreign function, 0 if there is none. Its library alone is searched; for the older form without one all are, in
    /// order, and at last the C library (M6.1).
    public long symbol(Function function) {
        return symbols.computeIfAbsent(function, this::find);
    }

    private long find(Function function) {
        if (!function.library().isEmpty() && opened.stream().noneMatch(l -> l.name.equals(function.library()))) opener.open(this, function);
        for (Opened library : opened) {
            if (!function.library().isEmpty() && !function.library().equals(library.name)) continue;
            long found = library.handle == 0 ? Native.symbol(function.externalName()) : find(library.handle, function.externalName());
            if (found != 0) return found;
        }
        return function.library().isEmpty() ? Native.symbol(function.externalName()) : 0;
    }

    private static long find(long handle, String name) {
        try (Arena arena = Arena.ofConfined()) {
            return Native.call("dlsym", handle, Native.text(name, arena));
        }
    }

    private Problem missing(Function function) {
        String name = function.externalName();
        boolean one = !function.library().isEmpty();
        Problem problem = Problem.of(Code.E0811, function.place(),
            "symbol `" + name + "` is " + (one ? "not in library \"" + function.library() + "\"" : "in none of the libraries"));
        for (Opened library : opened) {
            if (!one || function.library().equals(library.name)) problem = problem.note("searched " + library.description);
        }
        if (!one) problem = problem.note("searched the C library");
        Optional<String> elsewhere = opened.stream().filter(l -> l.handle == 0 ? Native.symbol(name) != 0 : find(l.handle, name) != 0)
            .map(Opened::name).findFirst();
        return elsewhere.isEmpty() ? problem : problem.help("library \"" + elsewhere.get() + "\" has it");
    }

    /// Closes them. Nothing of them may be used any more.
    @Override
    public void close() {
        for (Opened library : opened) if (library.handle != 0) Native.call("dlclose", library.handle);
        opened.clear();
        symbols.clear();
    }
}
