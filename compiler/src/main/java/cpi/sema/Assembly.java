// From checked declarations to a program.
package cpi.sema;

import cpi.diag.Code;
import cpi.diag.Problem;
import cpi.sema.entity.Entity;
import cpi.sema.entity.Env;
import cpi.sema.entity.Envs;
import cpi.sema.entity.FnEntity;
import cpi.sema.entity.FnInstance;
import cpi.sema.entity.ModuleEntity;
import cpi.source.SourceFile;
import cpi.source.Span;
import cpi.typed.Function;
import cpi.typed.Program;
import cpi.types.IntType;
import cpi.types.Type;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Collects what a program consists of besides its functions (main, tests, exports, libraries), and checks what concerns
/// several of them (L9.7, M6.3, M8).
final class Assembly {
    private record LinkPlace(String library, Span place) {}

    private final Checker c;
    private final List<FnEntity> tests = new ArrayList<>();
    private final List<FnEntity> exports = new ArrayList<>();
    private final List<FnEntity> foreign = new ArrayList<>();
    private final List<LinkPlace> links = new ArrayList<>();

    Assembly(Checker c) {
        this.c = c;
    }

    void test(FnEntity function) {
        tests.add(function);
    }

    void export(FnEntity function) {
        exports.add(function);
    }

    void link(String library, Span place) {
        links.add(new LinkPlace(library, place));
    }

    void foreign(FnEntity function) {
        foreign.add(function);
    }

    /// Makes the program, after everything has been checked.
    Program program(ModuleEntity main, List<SourceFile> files) {
        Optional<Function> entry = main(main);
        checkExports(entry.isPresent());
        checkForeign();
        return new Program(entry, testFunctions(files), exportedFunctions(), linked(files), foreignFunctions(files), files,
                c.types(), c.layout(), c.context(), c.library());
    }

    private Optional<Function> main(ModuleEntity module) {
        Env env = Envs.outside(module.scope());
        Optional<Entity> entity = c.names().own(module.scope(), "main", Span.NONE, env);
        if (entity.isEmpty()) entity = c.modules().conditions().find(module.scope(), "main", Span.NONE, env);
        if (entity.isEmpty() || !(entity.get() instanceof FnEntity function)) {
            if (c.options().needMain() && !(entity.isPresent() && entity.get() instanceof Entity.Broken)) reportMissing(module, env);
            return Optional.empty();
        }
        boolean hasBody = function.role() == FnEntity.Role.ORDINARY || function.role() == FnEntity.Role.EXPORTED;
        if (!hasBody || c.signatures().isPolymorphic(function)) {
            wrongMain(function, env);
            return Optional.empty();
        }
        FnInstance instance = c.signatures().plain(function);
        List<Type> params = instance.type().params();
        Type args = c.types().slice(c.types().slice(IntType.I8));
        boolean fits = params.isEmpty()
                || params.size() == 1 && (params.getFirst().isError() || c.conversions().matches(params.getFirst(), args));
        if (!fits) wrongMain(function, env);
        return Optional.of(instance);
    }

    private void reportMissing(ModuleEntity module, Env env) {
        Span end = new Span(module.file(), module.file().length(), module.file().length());
        c.report(Problem.of(Code.E0514, end, "no main function").help("a program starts with `fn main() none { ... }`"), env);
    }

    private void wrongMain(FnEntity function, Env env) {
        c.report(Problem.of(Code.E0513, function.syntax().paramsSpan(), "`main` has the wrong signature")
                .help("its parameters are `()` or `(args: [][]i8)`"), env);
    }

    private void checkExports(boolean hasMain) {
        Map<String, FnEntity> byName = new HashMap<>();
        for (FnEntity function : exports) {
            Env env = function.env();
            if (c.signatures().isPolymorphic(function)) continue;
            FnEntity first = byName.putIfAbsent(function.externalName(), function);
            if (first != null) reportSameName(function, first.place(), env);
            else if (hasMain && function.externalName().equals("main") && !function.name().equals("main")) {
                reportSameName(function, Span.NONE, env);
            }
        }
    }

    private void reportSameName(FnEntity function, Span first, Env env) {
        c.report(Problem.of(Code.E0816, function.place(), "external name \"" + function.externalName() + "\" is used twice")
                .label(first, "first used here"), env);
    }

    /// W0805: two foreign declarations of one symbol and library with different types.
    private void checkForeign() {
        Map<List<String>, FnEntity> known = new HashMap<>();
        for (FnEntity function : foreign) {
            if (c.signatures().isPolymorphic(function)) continue;
            FnEntity first = known.putIfAbsent(List.of(function.library(), function.externalName()), function);
            if (first == null || c.signatures().plain(first).type() == c.signatures().plain(function).type()) continue;
            c.warn(Problem.of(Code.W0805, function.place(), "`" + function.externalName() + "` is declared with two types")
                    .label(first.place(), "first declared here"), function.env());
        }
    }

    private List<Program.Test> testFunctions(List<SourceFile> files) {
        Map<SourceFile, Integer> order = order(files);
        List<Program.Test> result = new ArrayList<>();
        for (FnEntity test : tests) {
            result.add(new Program.Test(test.name(), c.signatures().plain(test), test.place().file(), test.place()));
        }
        result.sort(Comparator.comparing((Program.Test t) -> order.get(t.file())).thenComparingInt(t -> t.place().start()));
        return result;
    }

    private List<Function> exportedFunctions() {
        List<Function> result = new ArrayList<>();
        for (FnEntity function : exports) if (!c.signatures().isPolymorphic(function)) result.add(c.signatures().plain(function));
        return result;
    }

    /// The libraries in order of first appearance (M10.4).
    private List<Program.Link> linked(List<SourceFile> files) {
        Map<SourceFile, Integer> order = order(files);
        List<LinkPlace> sorted = new ArrayList<>(links);
        sorted.sort(Comparator.comparing((LinkPlace l) -> order.get(l.place.file())).thenComparingInt(l -> l.place.start()));
        Map<String, Span> places = new LinkedHashMap<>();
        for (LinkPlace link : sorted) places.putIfAbsent(link.library, link.place);
        List<Program.Link> result = new ArrayList<>();
        places.forEach((library, place) -> result.add(new Program.Link(library, place)));
        return result;
    }

    /// The foreign functions that checked code mentions, in load order and order of the text.
    private List<Function> foreignFunctions(List<SourceFile> files) {
        Map<SourceFile, Integer> order = order(files);
        return foreign.stream().filter(FnEntity::mentioned).filter(f -> !c.signatures().isPolymorphic(f))
                .sorted(Comparator.comparing((FnEntity f) -> order.get(f.place().file())).thenComparingInt(f -> f.place().start()))
                .map(f -> (Function) c.signatures().plain(f)).toList();
    }

    private static Map<SourceFile, Integer> order(List<SourceFile> files) {
        Map<SourceFile, Integer> order = new IdentityHashMap<>();
        for (SourceFile file : files) order.put(file, order.size());
        return order;
    }
}
