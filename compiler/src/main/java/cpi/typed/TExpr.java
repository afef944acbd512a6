package cpi.typed;

import cpi.source.Span;
import cpi.syntax.BinaryOp;
import cpi.types.FnType;
import cpi.types.Type;
import java.math.BigInteger;
import java.util.List;

/// Expressions after checking: every conversion explicit, every name resolved, polymorphism gone.
///
/// Types may be open until the body is complete (see [cpi.types.TypeTable#settle]). "Place" below means an expression that
/// denotes memory (L5.3): [LocalRef], [GlobalRef], [ContextFieldRef], [Deref], [StaticRef], and [Field], [TaggedMember],
/// [TagOf], [UnionMember], [Element] of places. Operands are evaluated in the order of the components, strictly left to
/// right (L5.2); the panics of each node are named with it.
public sealed interface TExpr {
    Type type();

    Span span();

    /// An integer, enumeration, character or bool constant, or (with a pointer type) an absolute address. An untyped or open
    /// type settles to an integer type that holds the value.
    record IntConst(BigInteger value, Type type, Span span) implements TExpr {}

    /// A float constant; rounded to f32 if that is what its type settles to.
    record FloatConst(double value, Type type, Span span) implements TExpr {}

    /// `nil` of a pointer or function type.
    record NilConst(Type type, Span span) implements TExpr {}

    /// A string literal or `#embed`: `type` is a slice, `bytes` is read-only static data.
    record StringConst(StaticObject bytes, Type type, Span span) implements TExpr {}

    /// A constant of any other type, by value.
    record DataConst(ConstData data, Type type, Span span) implements TExpr {}

    /// The default value of a type (L3.1), `{}` of type `none` included.
    record DefaultValue(Type type, Span span) implements TExpr {}

    /// Something that had an error; never in a body that is lowered.
    record Error(Span span) implements TExpr {
        @Override
        public Type type() {
            return Type.ERROR;
        }
    }

    record LocalRef(Local local, Span span) implements TExpr {
        @Override
        public Type type() {
            return local.type();
        }
    }

    record GlobalRef(Global global, Span span) implements TExpr {
        @Override
        public Type type() {
            return global.type();
        }
    }

    /// A static object as a place (the data of a constant that is indexed or whose parts are read).
    record StaticRef(StaticObject object, Span span) implements TExpr {
        @Override
        public Type type() {
            return object.type();
        }
    }

    /// A function as a value (L9.6).
    record FnRef(Function function, FnType type, Span span) implements TExpr {}

    /// `context`, of type `*Context`.
    record ContextRef(Type type, Span span) implements TExpr {}

    /// A field of the record `context` (a `*Context`) points to. P04.
    record ContextFieldRef(TExpr context, ContextField field, Span span) implements TExpr {
        @Override
        public Type type() {
            return field.type();
        }
    }

    /// `^p`: the pointee as a place. P04, P17.
    record Deref(TExpr pointer, Type type, Span span) implements TExpr {}

    /// `&place`.
    record AddressOf(TExpr place, Type type, Span span) implements TExpr {}

    /// `&value`: the address of a hidden slot of the frame, one per node and activation, filled on each evaluation (L5.9b).
    record AddressOfValue(TExpr value, Type type, Span span) implements TExpr {}

    /// Field `index` of a struct (named or not); a place if `base` is. For slices 0 is `data` and 1 is `count`.
    record Field(TExpr base, int index, Type type, Span span) implements TExpr {}

    /// The payload of member `index` (from 0) of a tagged enum; reading panics P07 at `nameSpan` unless it is current; as part of
    /// an assignment target behind its last dereference it is written instead (L3.10c).
    record TaggedMember(TExpr base, int index, Type type, Span nameSpan, Span span) implements TExpr {}

    /// The tag of a tagged enum, not checked.
    record TagOf(TExpr base, Type type, Span span) implements TExpr {}

    /// Member of an untagged union.
    record UnionMember(TExpr base, int index, Type type, Span span) implements TExpr {}

    /// Element of a slice or fixed array. `index` is of any integer type. `checked` is false in `#unchecked` blocks. P03.
    record Element(TExpr base, TExpr index, boolean checked, Type type, Span span) implements TExpr {}

    /// Operation on two operands of one type, which is also the result type (comparisons: [Compare]). Shifts: `right` has any
    /// integer type and is taken modulo the width (L5.6). P05, P06 at `opSpan`.
    record Arithmetic(BinaryOp op, TExpr left, TExpr right, Type type, Span opSpan, Span span) implements TExpr {}

    /// Comparison of two operands of one type: numbers, enumerations, bool, pointers, functions.
    record Compare(BinaryOp op, TExpr left, TExpr right, Type type, Span span) implements TExpr {}

    /// `and`, `or`.
    record Logic(boolean and, TExpr left, TExpr right, Type type, Span span) implements TExpr {}

    record Not(TExpr operand, Type type, Span span) implements TExpr {}

    /// `-e`.
    record Negate(TExpr operand, Type type, Span span) implements TExpr {}

    /// `~!e`.
    record Invert(TExpr operand, Type type, Span span) implements TExpr {}

    /// Pointer plus (`sub`: minus) `index` elements (L5.9c).
    record PointerOffset(TExpr pointer, TExpr index, boolean sub, Type type, Span span) implements TExpr {}

    /// Index plus pointer, evaluated in this order.
    record OffsetPointer(TExpr index, TExpr pointer, Type type, Span span) implements TExpr {}

    /// Distance of two pointers in elements.
    record PointerDistance(TExpr left, TExpr right, Type type, Span span) implements TExpr {}

    /// A conversion; what it does is `kind`.
    record Convert(Conversion kind, TExpr operand, Type type, Span span) implements TExpr {}

    enum Conversion {
        /// Same representation: named and unnamed, pointers, functions, integers and pointers of 64 bits (L4.5a, L4.7e, f).
        RELABEL,
        /// Between numbers, bool and enumerations (L4.5b, L4.7a-d).
        NUMERIC,
        /// `*[N]U` to a slice (L4.5e).
        ARRAY_TO_SLICE,
        /// The bytes of a value of the same size (L4.7h).
        REINTERPRET
    }

    /// Call of a known function. `args` in the order of evaluation, defaults included, each with its parameter.
    /// Variadic extra arguments have the positions behind the parameters.
    record Call(Function function, List<CallArg> args, Type type, Span span) implements TExpr {
        public Call {
            args = List.copyOf(args);
        }
    }

    /// Call of a function value; `callee` is evaluated first. P04 if it is nil.
    record CallValue(TExpr callee, List<CallArg> args, Type type, Span span) implements TExpr {
        public CallValue {
            args = List.copyOf(args);
        }
    }

    record CallArg(int param, TExpr value) {}

    /// `panic(message)` (L7.12), of type none. P01.
    record Panic(TExpr message, Type type, Span span) implements TExpr {}

    /// `puts(text)` (L7.12).
    record Puts(TExpr text, Type type, Span span) implements TExpr {}

    /// Value of a struct type (also the pair of a slice). `fields` in order of evaluation; together they give every field
    /// that is not to have its default value: fields that are not named have theirs.
    record StructValue(List<FieldValue> fields, Type type, Span span) implements TExpr {
        public StructValue {
            fields = List.copyOf(fields);
        }
    }

    record FieldValue(int index, TExpr value) {}

    /// `{Member: value}`; for a payload of type none the value is still evaluated. Bare members have a DefaultValue.
    record TaggedValue(int index, TExpr value, Type type, Span span) implements TExpr {}

    /// `{member: value}` of an untagged union.
    record UnionValue(int index, TExpr value, Type type, Span span) implements TExpr {}

    /// `[N]T{…}`.
    record ArrayValue(List<TExpr> elements, Type type, Span span) implements TExpr {
        public ArrayValue {
            elements = List.copyOf(elements);
        }
    }

    /// `[]T{…}`: a slice of elements in the frame, one block per node and activation (L4.10b).
    record SliceValue(List<TExpr> elements, Type type, Span span) implements TExpr {
        public SliceValue {
            elements = List.copyOf(elements);
        }
    }

    /// `[a]T{…}` (L4.10e): evaluates `allocator` (an `Allocator` value), then the elements, then allocates with
    /// `allocate` (the library's allocating function), copies and gives the slice. P11.
    record AllocatedSlice(TExpr allocator, List<TExpr> elements, Function allocate, Type type, Span span) implements TExpr {
        public AllocatedSlice {
            elements = List.copyOf(elements);
        }
    }

    /// `[a]"text"` (L4.10e).
    record AllocatedString(TExpr allocator, StaticObject bytes, Function allocate, Type type, Span span) implements TExpr {}

    /// `new` (S2.2): evaluates `value`, then `allocator` (an `Allocator` value), allocates one object with `allocate` (the
    /// library's `runtime.newRaw!(T)`), stores the value there and gives its address; `type` is `*T`. P11.
    record New(TExpr value, TExpr allocator, Function allocate, Type type, Span span) implements TExpr {}

    /// `tagcheck(e.m)`: whether member `index` of `base` is current.
    record TagCheck(TExpr base, int index, Type type, Span span) implements TExpr {}

    /// `#async call` (T6). `call` is a [Call] or [CallValue]; `type` is the handle's.
    record Async(TExpr call, Type type, Span span) implements TExpr {}

    /// Evaluates `init`, stores it in `temp`, then gives `body` (the piped operand, a value iterated by `#for` ...).
    record Let(Local temp, TExpr init, TExpr body, Span span) implements TExpr {
        @Override
        public Type type() {
            return body.type();
        }
    }

    /// Evaluates `first` for its effects, then gives `result`.
    record Sequence(TExpr first, TExpr result, Span span) implements TExpr {
        @Override
        public Type type() {
            return result.type();
        }
    }
}
