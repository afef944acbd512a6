package cpi.sema;

import cpi.source.Span;
import cpi.syntax.Arg;
import cpi.syntax.Ident;
import cpi.typed.TExpr;

/// An argument of a call.
sealed interface Source {
    /// The name it was given with, or an absent one.
    Ident name();

    Span span();

    /// As written.
    record Written(Arg arg) implements Source {
        @Override
        public Ident name() {
            return arg.name();
        }

        @Override
        public Span span() {
            return arg.span();
        }
    }

    /// Checked already: the operand of a pipe, the argument by which an attribute was found.
    record Given(Ident name, TExpr value, Span span) implements Source {
        static Given positional(TExpr value, Span span) {
            return new Given(Ident.absent(span.before()), value, span);
        }
    }
}
