package cpi.sema;

import cpi.diag.Code;
import cpi.diag.Problem;
import cpi.diag.Problems;
import cpi.diag.Severity;
import cpi.diag.TraceEntry;
import cpi.sema.entity.Env;
import cpi.sema.entity.Finder;
import cpi.sema.entity.FnInstance;
import cpi.sema.entity.GlobalEntity;
import cpi.source.Span;
import cpi.typed.ConstData;
import cpi.typed.Function;
import cpi.typed.Library;
import cpi.typed.Local;
import cpi.types.FnType;
import cpi.types.Layout;
import cpi.types.Type;
import cpi.types.TypePrinter;
import cpi.types.TypeTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The hub of one check: the tables and the parts, each of which knows one construct. The parts call each other through it.
///
/// Everything is found on demand and once: the meaning of a name, the definition of a type, the value of a constant, the
/// signature and the body of a function instance. So declarations may stand in any order, and compile-time code can run
/// functions before the rest has been checked.
final class Checker implements Finder {
    private final Files files;
    private final Problems problems;
    private final Options options;
    private final TypeTable types = new TypeTable();
    private final Layout layout = new Layout();
    private final ContextFields context = new ContextFields(this);
    private final CompileTime compileTime;
    private final Library library = new EngineLibrary(this);
    private final Modules modules = new Modules(this);
    private final LibraryNames libraryNames = new LibraryNames(this);
    private final Names names = new Names(this);
    private final TypeResolver typeResolver = new TypeResolver(this);
    private final Constants constants = new Constants(this);
    private final Globals globals = new Globals(this);
    private final Attributes attributes = new Attributes(this);
    private final Exprs exprs = new Exprs(this);
    private final Conversions conversions = new Conversions(this);
    private final Reflection reflection = new Reflection(this);
    private final Signatures signatures = new Signatures(this);
    private final Instances instances = new Instances(this);
    private final Arguments arguments = new Arguments(this);
    private final Matching matching = new Matching(this);
    private final CtArgs ctArgs = new CtArgs(this);
    private final Calls calls = new Calls(this);
    private final Bodies bodies = new Bodies(this);
    private final Results results = new Results(this);
    private final Statements statements = new Statements(this);

    Checker(Files files, CompileTime.Factory compileTime, Problems problems, Options options) {
        this.files = files;
        this.problems = problems;
        this.options = options;
        this.compileTime = compileTime.create(types, layout, context, library);
    }

    /// Reports a problem found in `env`: inside an instance the instantiation trace is added (D3a).
    void report(Problem problem, Env env) {
        if (problem.code().severity() == Severity.WARNING && modules.allowances().isSilenced(problem.code(), problem.primary())) return;
        if (problem.code().severity() == Severity.ERROR) env.body().fail();
        problems.report(problem.trace(instances(problem, env)));
    }

    /// The instantiations that led to a problem, innermost first.
    private List<TraceEntry> instances(Problem problem, Env env) {
        int limit = problems.isKnown(problem) ? 1 : Integer.MAX_VALUE;
        List<TraceEntry> trace = new ArrayList<>();
        Env cause = env;
        for (Definitions.Use use : typeResolver.uses(problem.primary(), limit)) {
            trace.add(new TraceEntry(TraceEntry.Kind.TYPE, show(use.type()), use.at()));
            cause = use.env();
        }
        Optional<FnInstance> instance = cause.body().function();
        while (instance.isPresent() && trace.size() < limit) {
            FnInstance fn = instance.get();
            if (!fn.args().isEmpty()) trace.add(new TraceEntry(TraceEntry.Kind.INSTANCE, fn.name(), fn.instantiatedAt()));
            instance = fn.instantiatedIn();
        }
        return trace;
    }

    void report(Code code, Span place, String message, Env env) {
        report(Problem.of(code, place, message), env);
    }

    /// Warnings in bundled files are not reported (D4.2).
    void warn(Problem problem, Env env) {
        if (problem.code().severity() == Severity.WARNING && problem.primary().file().bundled()) return;
        report(problem, env);
    }

    @Override
    public FnType type(FnInstance instance) {
        return signatures.of(instance).type();
    }

    @Override
    public List<Local> params(FnInstance instance) {
        return signatures.of(instance).locals();
    }

    @Override
    public Function.Body body(FnInstance instance) {
        return bodies.of(instance);
    }

    @Override
    public Type type(GlobalEntity global) {
        return globals.typeOf(global);
    }

    @Override
    public ConstData initialValue(GlobalEntity global) {
        return globals.initialValue(global);
    }

    /// A type as diagnostics print it (D1.5), without back-ticks.
    String show(Type type) {
        return TypePrinter.text(type);
    }

    /// The bundled library for engines.
    Library library() {
        return library;
    }

    Files files() {
        return files;
    }

    Problems problems() {
        return problems;
    }

    Options options() {
        return options;
    }

    TypeTable types() {
        return types;
    }

    Layout layout() {
        return layout;
    }

    LibraryNames libraryNames() {
        return libraryNames;
    }

    ContextFields context() {
        return context;
    }

    CompileTime compileTime() {
        return compileTime;
    }

    Modules modules() {
        return modules;
    }

    Names names() {
        return names;
    }

    TypeResolver typeResolver() {
        return typeResolver;
    }

    Constants constants() {
        return constants;
    }

    Globals globals() {
        return globals;
    }

    Attributes attributes() {
        return attributes;
    }

    Exprs exprs() {
        return exprs;
    }

    Conversions conversions() {
        return conversions;
    }

    Reflection reflection() {
        return reflection;
    }

    Signatures signatures() {
        return signatures;
    }

    Instances instances() {
        return instances;
    }

    Arguments arguments() {
        return arguments;
    }

    Matching matching() {
        return matching;
    }

    CtArgs ctArgs() {
        return ctArgs;
    }

    Calls calls() {
        return calls;
    }

    Bodies bodies() {
        return bodies;
    }

    Results results() {
        return results;
    }

    Statements statements() {
        return statements;
    }
}
