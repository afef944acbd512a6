package cpi.sema.entity;

import cpi.source.Span;
import cpi.typed.Local;
import cpi.types.Type;

/// What a name can stand for (L6.1: one name space).
public sealed interface Entity extends Valued permits Entity.Variable, Entity.BuiltinType, Entity.BuiltinFunction, Entity.AstWord,
        Entity.ThreadWord, Entity.ContextValue, Entity.Alias, Entity.Broken, FnEntity, TypeEntity, ConstEntity, GlobalEntity, ModuleEntity,
        ImportEntity {

    /// The name in the declaration, [Span#NONE] for predeclared names.
    @Override
    Span place();

    /// A local variable, parameter, loop variable or binding. `owner` is the function it belongs to (E0407).
    final class Variable implements Entity {
        private final Local local;
        private final FnInstance owner;
        private final int visibleFrom;
        private boolean mentioned;

        /// @param visibleFrom offset of the end of the declaration, before which the name means something else (L6.2)
        public Variable(Local local, FnInstance owner, int visibleFrom) {
            this.local = local;
            this.owner = owner;
            this.visibleFrom = visibleFrom;
        }

        public Local local() {
            return local;
        }

        public FnInstance owner() {
            return owner;
        }

        public int visibleFrom() {
            return visibleFrom;
        }

        /// Notes a use other than as the whole target of a plain assignment (W0401).
        public void mention() {
            mentioned = true;
        }

        public boolean isMentioned() {
            return mentioned;
        }

        @Override
        public Span place() {
            return local.place();
        }
    }

    record BuiltinType(String name, Type type) implements Entity {
        @Override
        public Span place() {
            return Span.NONE;
        }
    }

    record BuiltinFunction(Operand.BuiltinFn fn) implements Entity {
        @Override
        public Span place() {
            return Span.NONE;
        }
    }

    /// The word `Ast` (L10.1).
    record AstWord() implements Entity {
        @Override
        public Span place() {
            return Span.NONE;
        }
    }

    /// The parameterised type `Thread` (T7).
    record ThreadWord() implements Entity {
        @Override
        public Span place() {
            return Span.NONE;
        }
    }

    /// `context` (T1.1).
    record ContextValue() implements Entity {
        @Override
        public Span place() {
            return Span.NONE;
        }
    }

    /// A name that stands for something else: a compile-time parameter of an instance (L10.1), the element or index of a `#for`
    /// (C11). Not a place of its own (E0411), whatever it stands for, unless `assignable`.
    record Alias(String name, Operand meaning, boolean assignable, Kind kind, Span place) implements Entity {
        public enum Kind { CT_PARAMETER, FOR_ELEMENT }
    }

    /// A name whose declaration has an error; its uses are not reported.
    record Broken(Span place) implements Entity {}
}
