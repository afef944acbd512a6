package cpi.typed;

import cpi.source.Span;
import cpi.syntax.BinaryOp;
import cpi.types.Type;
import java.math.BigInteger;
import java.util.List;

/// Statements after checking. Branches dropped at compile time (C8, C9) are gone, `#for` is unrolled, labels are resolved.
public sealed interface TStmt {
    Span span();

    /// A block and its scope: deferred statements of the block run when control leaves it (L7.9). `close` is the closing brace
    /// (an empty place if there is none in the text).
    record Block(List<TStmt> stmts, Span close, Span span) implements TStmt {
        public Block {
            stmts = List.copyOf(stmts);
        }
    }

    /// Statements without a scope of their own: the branch of an `#if` (C8.2). Its `defer`s belong to the block around it.
    record Group(List<TStmt> stmts, Span span) implements TStmt {
        public Group {
            stmts = List.copyOf(stmts);
        }
    }

    /// Initialises a local each time it is reached; `init` is a DefaultValue if none was written.
    record Declare(Local local, TExpr init, Span span) implements TStmt {}

    /// `place = value`. Order: parts of the target with their checks, the value, tags of the target (L3.10c), the store (L5.2c).
    record Assign(TExpr target, TExpr value, Span span) implements TStmt {}

    /// `place op= value` (L7.4): the target's old value is read before `value` is evaluated. The operation is carried out in
    /// type `operation`: the old value is converted to it, the result back to the target's type (both without loss, or wrapping
    /// where the types are the same).
    record Compound(BinaryOp op, TExpr target, TExpr value, Type operation, Span opSpan, Span span) implements TStmt {}

    /// `pointer += value`, `pointer -= value` by elements.
    record PointerStep(TExpr target, TExpr value, boolean sub, Span span) implements TStmt {}

    record Evaluate(TExpr expr, Span span) implements TStmt {}

    /// `value` is a DefaultValue for `return;` in a function with a result (L7.8), and of type none if there is no result.
    record Return(TExpr value, Span span) implements TStmt {}

    record If(TExpr condition, Block then, TStmt orElse, Span span) implements TStmt {}

    /// Does nothing: an absent `else`.
    record Nothing(Span span) implements TStmt {}

    record While(Target target, TExpr condition, Block body, Span span) implements TStmt {}

    /// Loop over the elements of a slice (L7.6a). `element` is a copy, or with `reference` the address, of each.
    /// `index` is the counter, which the body may assign; if none was written it is a temporary.
    record ForSlice(Target target, Local element, boolean reference, Local index, TExpr slice, Block body, Span span)
            implements TStmt {}

    /// Loop over a fixed array (L7.6b): a place, or a value that is copied first.
    record ForArray(Target target, Local element, boolean reference, Local index, TExpr array, boolean isPlace, Block body,
                    Span span) implements TStmt {}

    /// Loop over `low..high` (L7.6c); both have the type of `element`.
    record ForRange(Target target, Local element, Local index, TExpr low, TExpr high, boolean inclusive, Block body, Span span)
            implements TStmt {}

    /// Loop over a user range (L7.6d): `range` initialises `state` (a copy of the range, or the pointer to it); the three
    /// expressions call its attributes on `state`; `hasIndex` tells whether `index` is wanted.
    record ForUser(Target target, Local state, TExpr range, Local element, Local index, TExpr empty, TExpr front, TExpr popFront,
                   Block body, Span span) implements TStmt {}

    /// `do`, or an unrolled `#for`: `break` with its target leaves it, `continue` (unrolled copies only) ends the copy.
    record Labelled(Target target, Block body, Span span) implements TStmt {}

    record Break(Target target, Span span) implements TStmt {}

    record Continue(Target target, Span span) implements TStmt {}

    /// Switch over an integer, character, bool or enumeration. Values are in the subject's type, inclusive ranges.
    record SwitchInt(Target target, TExpr subject, List<IntCase> cases, TStmt orElse, Span span) implements TStmt {
        public SwitchInt {
            cases = List.copyOf(cases);
        }
    }

    record IntCase(List<IntRange> ranges, Block body) {
        public IntCase {
            ranges = List.copyOf(ranges);
        }
    }

    record IntRange(BigInteger low, BigInteger high) {}

    /// Switch over a tagged enum, evaluated once; a place if `isPlace` (L8.3). Without `else` an unset value is P08 at `subject`
    /// (`hasElse` false: `orElse` is [Nothing]).
    record SwitchTag(Target target, TExpr subject, boolean isPlace, List<TagCase> cases, boolean hasElse, TStmt orElse, Span span)
            implements TStmt {
        public SwitchTag {
            cases = List.copyOf(cases);
        }
    }

    /// `members` are positions from 0. `binding` (if `bound`) holds a copy of the payload or, with `reference`, its address.
    record TagCase(List<Integer> members, boolean bound, boolean reference, Local binding, Block body) {
        public TagCase {
            members = List.copyOf(members);
        }
    }

    /// Switch over strings. `equals` is the library's comparing function.
    record SwitchString(Target target, TExpr subject, List<StringCase> cases, Function equals, TStmt orElse, Span span)
            implements TStmt {
        public SwitchString {
            cases = List.copyOf(cases);
        }
    }

    record StringCase(List<StaticObject> strings, Block body) {
        public StringCase {
            strings = List.copyOf(strings);
        }
    }

    record Defer(TStmt body, Span span) implements TStmt {}

    /// `#with` (T4): values are evaluated left to right, then the old ones saved and the new ones stored; restored on every way
    /// out.
    record With(List<WithField> fields, Block body, Span span) implements TStmt {
        public With {
            fields = List.copyOf(fields);
        }
    }

    record WithField(ContextField field, TExpr value) {}

    /// `#sync` (T9): `mutex` is a pointer to the mutex; `name` is the operand as written, for the deadlock report (T12).
    record Sync(TExpr mutex, String name, Block body, Span span) implements TStmt {}

    /// What `break` and `continue` lead to: one per statement that can be left or continued. Compared by identity.
    final class Target {
        private final String label;

        /// @param label the label written, or empty
        public Target(String label) {
            this.label = label;
        }

        public String label() {
            return label;
        }
    }
}
