package cpi.ir;

import cpi.source.SourceFile;
import cpi.source.Span;
import cpi.syntax.BinaryOp;
import cpi.typed.ConstData;
import cpi.typed.ContextField;
import cpi.typed.ContextLayout;
import cpi.typed.Function;
import cpi.typed.Global;
import cpi.typed.Local;
import cpi.typed.StaticObject;
import cpi.typed.TExpr;
import cpi.typed.TStmt;
import cpi.types.FloatType;
import cpi.types.IntType;
import cpi.types.Layout;
import cpi.types.StructType;
import cpi.types.TaggedType;
import cpi.types.Type;
import cpi.types.TypeTable;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/// Makes small typed trees by hand, and what is needed to lower them.
final class Trees {
    static final SourceFile FILE = new SourceFile("test.cpi", new byte[1000], false);

    final TypeTable types = new TypeTable();
    final Layout layout = new Layout();
    final Context context = new Context();
    final Lowering lowering = new Lowering(types, layout, context, true);
    private int offset;

    /// A place of its own for each node.
    Span span() {
        offset++;
        return new Span(FILE, offset, offset + 1);
    }

    // --- declarations

    /// A function whose body is given after it was made, so that it can call itself.
    static final class Fn implements Function {
        private final String name;
        private final cpi.types.FnType type;
        private final List<Local> params;
        private TStmt.Block code = new TStmt.Block(List.of(), Span.NONE, Span.NONE);

        Fn(String name, cpi.types.FnType type, List<Local> params) {
            this.name = name;
            this.type = type;
            this.params = params;
        }

        Fn body(TStmt... stmts) {
            code = new TStmt.Block(List.of(stmts), Span.NONE, Span.NONE);
            return this;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public cpi.types.FnType type() {
            return type;
        }

        @Override
        public List<Local> params() {
            return params;
        }

        @Override
        public Span place() {
            return Span.NONE;
        }

        @Override
        public Body body() {
            return new Body(code);
        }
    }

    Fn fn(String name, Type result, Local... params) {
        return new Fn(name, types.fn(false, List.of(params).stream().map(Local::type).toList(), false, result), List.of(params));
    }

    Fn cFn(String name, Type result, Local... params) {
        return new Fn(name, types.fn(true, List.of(params).stream().map(Local::type).toList(), false, result), List.of(params));
    }

    Local param(String name, Type type) {
        return new Local(name, Local.Kind.PARAMETER, type, span());
    }

    Local local(String name, Type type) {
        return new Local(name, Local.Kind.VARIABLE, type, span());
    }

    record Variable(String name, Type type, ConstData initialValue) implements Global {
        @Override
        public String path() {
            return name;
        }

        @Override
        public boolean threadLocal() {
            return false;
        }

        @Override
        public Span place() {
            return Span.NONE;
        }
    }

    Global global(String name, Type type) {
        return new Variable(name, type, ConstData.zero(layout.size(type)));
    }

    record Setting(String name, Type type, int number) implements ContextField {
        @Override
        public String path() {
            return name;
        }

        @Override
        public ConstData initialValue() {
            return ConstData.zero(8);
        }
    }

    /// Fields of eight bytes each.
    final class Context implements ContextLayout {
        final List<ContextField> fields = new ArrayList<>();

        ContextField add(String name, Type type) {
            fields.add(new Setting(name, type, fields.size()));
            return fields.getLast();
        }

        @Override
        public long offset(ContextField field) {
            return field.number() * 8L;
        }

        @Override
        public long size() {
            return fields.size() * 8L;
        }

        @Override
        public long align() {
            return 8;
        }

        @Override
        public List<ContextField> fields() {
            return fields;
        }

        @Override
        public Type pointer() {
            return types.pointer(Type.CONTEXT);
        }
    }

    // --- types

    StructType struct(Type... fields) {
        List<Type.Field> list = new ArrayList<>();
        for (Type type : fields) list.add(new Type.Field("f" + list.size(), type, cpi.types.FieldDefault.ABSENT));
        return types.struct(list);
    }

    TaggedType tagged(Type... payloads) {
        List<Type.Member> list = new ArrayList<>();
        for (Type type : payloads) list.add(new Type.Member("m" + list.size(), type));
        return types.tagged(false, IntType.I64, list);
    }

    // --- expressions

    TExpr num(long value) {
        return num(value, IntType.I64);
    }

    TExpr num(long value, Type type) {
        return new TExpr.IntConst(BigInteger.valueOf(value), type, span());
    }

    TExpr num(double value) {
        return new TExpr.FloatConst(value, FloatType.F64, span());
    }

    TExpr ref(Local local) {
        return new TExpr.LocalRef(local, span());
    }

    TExpr ref(Global global) {
        return new TExpr.GlobalRef(global, span());
    }

    TExpr text(String text) {
        byte[] bytes = text.getBytes(java.nio.charset.StandardCharsets.UTF_8);
        return new TExpr.StringConst(bytes(text, bytes), types.string(), span());
    }

    StaticObject bytes(String name, byte[] bytes) {
        return new StaticObject(name, types.array(bytes.length, IntType.I8), ConstData.of(bytes), false, Span.NONE);
    }

    TExpr op(BinaryOp op, TExpr a, TExpr b) {
        if (op.isComparison()) return new TExpr.Compare(op, a, b, Type.BOOL, span());
        return new TExpr.Arithmetic(op, a, b, a.type(), span(), span());
    }

    TExpr add(TExpr a, TExpr b) {
        return op(BinaryOp.ADD, a, b);
    }

    TExpr address(TExpr place) {
        return new TExpr.AddressOf(place, types.pointer(place.type()), span());
    }

    TExpr deref(TExpr pointer) {
        return new TExpr.Deref(pointer, ((Type.PointerType) pointer.type()).target(), span());
    }

    TExpr field(TExpr base, int index) {
        Type type = base.type().definition() instanceof StructType s ? s.fields().get(index).type() : index == 1 ? IntType.I64
                : types.pointer(((Type.SliceType) base.type()).element());
        return new TExpr.Field(base, index, type, span());
    }

    TExpr member(TExpr base, int index) {
        return new TExpr.TaggedMember(base, index, ((TaggedType) base.type()).members().get(index).payload(), span(), span());
    }

    TExpr element(TExpr base, TExpr index) {
        Type type = base.type() instanceof Type.SliceType s ? s.element() : ((Type.ArrayType) base.type()).element();
        return new TExpr.Element(base, index, true, type, span());
    }

    TExpr value(StructType type, TExpr... fields) {
        List<TExpr.FieldValue> list = new ArrayList<>();
        for (TExpr e : fields) list.add(new TExpr.FieldValue(list.size(), e));
        return new TExpr.StructValue(list, type, span());
    }

    TExpr call(Function f, TExpr... args) {
        List<TExpr.CallArg> list = new ArrayList<>();
        for (TExpr e : args) list.add(new TExpr.CallArg(list.size(), e));
        return new TExpr.Call(f, list, f.type().result(), span());
    }

    TExpr defaultOf(Type type) {
        return new TExpr.DefaultValue(type, span());
    }

    // --- statements

    TStmt declare(Local local, TExpr init) {
        return new TStmt.Declare(local, init, span());
    }

    TStmt assign(TExpr target, TExpr value) {
        return new TStmt.Assign(target, value, span());
    }

    TStmt increase(TExpr target, TExpr value) {
        return new TStmt.Compound(BinaryOp.ADD, target, value, target.type(), span(), span());
    }

    TStmt ret(TExpr value) {
        return new TStmt.Return(value, span());
    }

    TStmt eval(TExpr e) {
        return new TStmt.Evaluate(e, span());
    }

    TStmt puts(String text) {
        return eval(new TExpr.Puts(text(text), Type.NONE, span()));
    }

    TStmt.Block block(TStmt... stmts) {
        return new TStmt.Block(List.of(stmts), span(), span());
    }

    TStmt defer(TStmt body) {
        return new TStmt.Defer(body, span());
    }

    TStmt when(TExpr condition, TStmt... then) {
        return new TStmt.If(condition, block(then), new TStmt.Nothing(span()), span());
    }
}
