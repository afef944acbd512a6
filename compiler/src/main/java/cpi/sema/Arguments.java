package cpi.sema;

import cpi.diag.Code;
import cpi.diag.Problem;
import cpi.diag.Suggest;
import cpi.sema.entity.Env;
import cpi.source.Span;
import cpi.syntax.Arg;
import cpi.syntax.Ident;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Assigns arguments to parameters (L9.3): the same for run-time and compile-time arguments.
final class Arguments {
    private static final Set<String> PRINTING = Set.of("print", "println", "eprint", "eprintln", "puts");

    private final Checker c;

    Arguments(Checker c) {
        this.c = c;
    }

    /// What arguments can be given for.
    ///
    /// @param names the parameters' names
    /// @param optional whether a parameter may be left without argument
    /// @param variadic whether further arguments may follow
    /// @param named whether arguments may be named at all (L9.3: not through function values)
    /// @param declaration for the label; [Span#NONE] for none
    record Target(List<String> names, boolean[] optional, boolean variadic, boolean named, Span declaration) {}

    /// @param close where missing arguments are reported
    record Site(Span callee, Span close) {}

    /// @param paramOf the parameter of each argument; -1 for none, positions behind the parameters for variadic ones
    /// @param argOf the argument of each parameter, -1 for none
    record Assigned(int[] paramOf, int[] argOf, boolean correct) {}

    /// @param given the name of each argument, absent ones for positional arguments
    /// @param spans the places of the arguments
    Assigned assign(Target target, List<Ident> given, List<Span> spans, Site site, Env env) {
        int count = target.names().size();
        int[] paramOf = new int[given.size()];
        int[] argOf = new int[count];
        Arrays.fill(argOf, -1);
        boolean correct = true;
        int extra = count;
        boolean surplus = false;
        for (int i = 0; i < paramOf.length; i++) {
            paramOf[i] = given.get(i).isAbsent() ? nextFree(argOf) : named(target, given.get(i), env);
            if (paramOf[i] >= 0) {
                if (argOf[paramOf[i]] >= 0) {
                    reportTwice(target.names().get(paramOf[i]), spans.get(i), spans.get(argOf[paramOf[i]]), env);
                    paramOf[i] = -1;
                    correct = false;
                } else {
                    argOf[paramOf[i]] = i;
                }
            } else if (!given.get(i).isAbsent()) {
                correct = false;
            } else if (target.variadic()) {
                paramOf[i] = extra++;
            } else {
                if (!surplus) reportSurplus(target, spans.get(i), env);
                surplus = true;
            }
        }
        correct &= !surplus;
        if (correct) correct = reportMissing(target, argOf, site, env);
        return new Assigned(paramOf, argOf, correct);
    }

    private static int nextFree(int[] argOf) {
        for (int i = 0; i < argOf.length; i++) if (argOf[i] < 0) return i;
        return -1;
    }

    private int named(Target target, Ident name, Env env) {
        int index = name.isBlank() || !target.named() ? -1 : target.names().indexOf(name.text());
        if (index >= 0) return index;
        Problem problem = Problem.of(Code.E0508, name.span(), "no parameter is called `" + name.text() + "`");
        if (!target.named()) {
            problem = problem.note("calls through function values take positional arguments only");
        } else {
            Optional<String> near = Suggest.nearest(name.text(), target.names());
            if (near.isPresent()) {
                problem = problem.help("did you mean `" + near.get() + "`?", name.span(), near.get());
            }
            problem = problem.label(target.declaration(), "declared here");
        }
        c.report(problem, env);
        return -1;
    }

    private void reportTwice(String name, Span second, Span first, Env env) {
        c.report(Problem.of(Code.E0509, second, "parameter `" + name + "` is given twice").label(first, "given here"), env);
    }

    private void reportSurplus(Target target, Span at, Env env) {
        int count = target.names().size();
        Problem problem = Problem.of(Code.E0502, at, "too many arguments: " + (count == 0 ? "none" : count) + " expected")
                .label(target.declaration(), "declared here");
        String several = "to print several values: `io.printFln(\"% and %\", {a, b})`, or `println({a, b})`";
        c.report(isPrint(target) ? problem.help(several) : problem, env);
    }

    private static boolean isPrint(Target target) {
        return target.declaration().file().bundled() && PRINTING.contains(target.declaration().text());
    }

    private boolean reportMissing(Target target, int[] argOf, Site site, Env env) {
        List<String> missing = new ArrayList<>();
        for (int i = 0; i < argOf.length; i++) {
            if (argOf[i] >= 0 || target.optional()[i]) continue;
            String name = target.names().get(i);
            missing.add(name.isEmpty() ? "number " + (i + 1) : "`" + name + "`");
        }
        if (missing.isEmpty()) return true;
        c.report(Problem.of(Code.E0503, site.close(), "missing arguments: " + String.join(", ", missing))
                .label(target.declaration(), "declared here"), env);
        return false;
    }

    static List<Ident> namesOf(List<Arg> args) {
        List<Ident> names = new ArrayList<>(args.size());
        for (Arg arg : args) names.add(arg.name());
        return names;
    }

    static List<Span> spansOf(List<Arg> args) {
        List<Span> spans = new ArrayList<>(args.size());
        for (Arg arg : args) spans.add(arg.span());
        return spans;
    }
}
