// What WebAssembly modules cannot do.
package cpi.llvm;

import cpi.codegen.ModuleKind;
import cpi.codegen.Reachable;
import cpi.diag.Code;
import cpi.diag.Problem;
import cpi.ir.Lowering;
import cpi.source.Span;
import cpi.typed.Function;
import cpi.typed.Program;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Finds in a checked program what wasm32 does not have (M14): threads, programs to start, a current directory, and C libraries. Only what
/// `main` or an export reaches counts.
public final class Portability {
    /// Operations that neither the module itself nor WASI has, with what they are for.
    private static final Map<String, String> MISSING = Map.of("spawn", "`#async`: there are no threads", "process.run",
            "starting a program", "process.cwd", "the current directory", "process.setCwd", "the current directory",
            "process.pid", "the number of the process", "file.realPath", "the real path of a file");
    private static final Set<String> C_LIBRARY = Set.of("c", "libc");

    private Portability() {}

    /// The intrinsics that the runtime of wasm32 lacks.
    public static Set<String> missingIntrinsics() {
        Set<String> names = new HashSet<>(MISSING.keySet());
        names.remove("spawn");
        return names;
    }

    /// E0820 for everything that the program asks for and wasm32 does not have.
    ///
    /// @param isLibrary whether only exports are called
    public static List<Problem> problems(Program program, boolean isLibrary) {
        Lowering lowering = new Lowering(program.types(), program.layout(), program.context());
        List<Function> roots = new ArrayList<>(program.exports());
        if (!isLibrary) program.main().ifPresent(roots::add);
        Reachable reachable = Reachable.from(roots, ModuleKind.SHARED, program, lowering);
        List<Problem> problems = new ArrayList<>();
        Set<Span> places = new HashSet<>();
        for (Reachable.Operation operation : reachable.operations()) {
            String what = MISSING.get(operation.name());
            if (what == null) continue;
            Span place = reachable.outside(operation.origin());
            if (places.add(place)) problems.add(Problem.of(Code.E0820, place, "not available on wasm32: " + what));
        }
        for (Function f : reachable.foreign()) foreign(f, problems);
        return problems;
    }

    private static void foreign(Function f, List<Problem> problems) {
        String library = f.library();
        String what = f.type().variadic() ? "variadic foreign functions"
                : C_LIBRARY.contains(library) ? "the C library"
                : library.indexOf('/') >= 0 || library.matches(".*\\.(so(\\.[0-9.]+)?|a|dll|dylib)") ? "libraries in files" : "";
        if (what.isEmpty()) return;
        problems.add(Problem.of(Code.E0820, f.place(), "not available on wasm32: " + what)
                .help("a module gets functions from its host: `#link \"NAME\" { ... }` names the module of the import"));
    }
}
