package cpi.sema;

import cpi.source.Span;
import cpi.syntax.Arg;
import cpi.syntax.Ident;
import java.util.ArrayList;
import java.util.List;

/// A call as far as it does not depend on what is called.
///
/// @param ctArgs the compile-time arguments written
/// @param sources the arguments, in the order of evaluation
/// @param callee the place of what is called
/// @param close where missing arguments are reported: the closing parenthesis, or the callee if there is none
/// @param span the whole call
record Invocation(List<Arg> ctArgs, List<Source> sources, Span callee, Span close, Span span) {
    Invocation {
        ctArgs = List.copyOf(ctArgs);
        sources = List.copyOf(sources);
    }

    static List<Source> written(List<Arg> args) {
        List<Source> sources = new ArrayList<>(args.size());
        for (Arg arg : args) sources.add(new Source.Written(arg));
        return sources;
    }

    Invocation withSources(List<Source> others) {
        return new Invocation(ctArgs, others, callee, close, span);
    }

    List<Ident> names() {
        List<Ident> names = new ArrayList<>(sources.size());
        for (Source source : sources) names.add(source.name());
        return names;
    }

    List<Span> spans() {
        List<Span> spans = new ArrayList<>(sources.size());
        for (Source source : sources) spans.add(source.span());
        return spans;
    }

    Arguments.Site site() {
        return new Arguments.Site(callee, close);
    }
}
