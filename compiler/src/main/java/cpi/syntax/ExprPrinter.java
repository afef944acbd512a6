package cpi.syntax;

import java.util.List;
import java.util.function.Consumer;

/// Prints expressions and types for the [SyntaxPrinter].
final class ExprPrinter {
    private final StringBuilder out;
    private final SyntaxPrinter printer;

    ExprPrinter(StringBuilder out, SyntaxPrinter printer) {
        this.out = out;
        this.printer = printer;
    }

    static String name(String text) {
        boolean plain = !text.isEmpty() && Utf8.startsIdentifier(text.codePointAt(0))
                && text.codePoints().allMatch(Utf8::continuesIdentifier);
        for (int kind = 0; kind < TokenKind.COUNT; kind++) {
            if (kind != TokenKind.BLANK && TokenKind.isWord(kind) && TokenKind.text(kind).equals(text)) plain = false;
        }
        return plain ? text : "`" + text + "`";
    }

    void name(Ident ident) {
        out.append(name(ident.text()));
    }

    void path(List<Ident> path) {
        String separator = "";
        for (Ident ident : path) {
            out.append(separator);
            name(ident);
            separator = ".";
        }
    }

    void string(Expr.StringLit literal) {
        out.append('"').append(escaped(literal.value(), '"')).append('"');
    }

    private static String escaped(byte[] bytes, char quote) {
        StringBuilder text = new StringBuilder();
        for (byte b : bytes) {
            if (b == quote || b == '\\') text.append('\\').append((char) b);
            else if (b >= ' ' && b < 0x7F) text.append((char) b);
            else text.append("\\x%02x".formatted(b & 0xFF));
        }
        return text.toString();
    }

    void expr(Expr expr) {
        switch (expr) {
            case Expr.Absent _, Expr.Missing _ -> { }
            case Expr.IntLit(var value, _) -> out.append(value);
            case Expr.FloatLit(double value, _) -> out.append(value);
            case Expr.StringLit literal -> string(literal);
            case Expr.CharLit(int value, _) -> print("'", escaped(new byte[] {(byte) value}, '\''), "'");
            case Expr.BoolLit(boolean value, _) -> out.append(value);
            case Expr.NilLit _ -> out.append("nil");
            case Expr.Name(String text, _) -> out.append(name(text));
            case Expr.AttrName(Ident name, _) -> print(":", name);
            case Expr.Paren(Expr inner, _) -> print("(", inner, ")");
            case Expr.StructLit(List<Arg> args, _) -> args("{", args, "}");
            case Expr.ArrayLit literal -> array(literal);
            case Expr.AllocString(Expr allocator, Expr.StringLit text, _) -> print("[", allocator, "]", text);
            case Expr.FnLit(FnSyntax fn, _) -> printer.function(fn, "");
            case Expr.Unary(UnaryOp op, Expr operand, _, _) -> {
                // `--` would begin a comment.
                boolean dashes = op == UnaryOp.NEGATE && operand instanceof Expr.Unary(UnaryOp inner, _, _, _) && inner == op;
                print(op.text(), dashes ? " " : "", operand);
            }
            case Expr.Binary(BinaryOp op, Expr left, Expr right, _, _) -> print(left, " ", op.text(), " ", right);
            case Expr.Cast(Expr target, Expr operand, _, _) -> print("cast(", target, ") ", operand);
            case Expr.Index(Expr base, Expr index, _, _) -> print(base, "[", index, "]");
            case Expr.Member(Expr base, Ident name, _) -> print(base, ".", name);
            // `3.0` would be a float.
            case Expr.Position(Expr base, var index, _, _) -> print(base, base instanceof Expr.IntLit ? " ." : ".", index);
            case Expr.CtApply(Expr base, List<Arg> args, boolean brief, _) -> {
                expr(base);
                args(brief ? "!" : "!(", args, brief ? "" : ")");
            }
            case Expr.Call(Expr callee, List<Arg> args, _, _) -> {
                expr(callee);
                args("(", args, ")");
            }
            case Expr.Pipe pipe -> pipe(pipe);
            case Expr.Async(Expr operand, _, _) -> print("#async ", operand);
            case Expr.Run(Expr operand, _, _) -> print("#run ", operand);
            case Expr.Embed(Expr.StringLit path, _) -> print("#embed ", path);
            case Expr.Location _ -> out.append("#location");
            case Expr.SizeOf(Expr type, _) -> print("sizeof(", type, ")");
            case Expr.AlignOf(Expr type, _) -> print("alignof(", type, ")");
            case Expr.OffsetOf(Expr type, Ident field, _) -> print("offsetof(", type, ", ", field, ")");
            case Expr.TagCheck(Expr operand, _) -> print("tagcheck(", operand, ")");
            case Expr.TypeValue(Expr type, _) -> print("#type ", type);
            case Expr.NameOf(Expr operand, _) -> print("#nameof(", operand, ")");
            case Expr.FieldsOf(Expr type, _) -> print("#fieldsof(", type, ")");
            case Expr.IsKind(Expr type, Ident kind, _) -> print("#iskind(", type, ", ", kind.text(), ")");
            case Expr.HasAttr(Expr type, Ident attr, _) -> print("#hasattr(", type, ", ", attr, ")");
            case Expr.AttrOf(Expr type, Ident attr, _) -> print("#attrof(", type, ", ", attr, ")");
            case Expr.TypeExpr type -> type(type);
        }
    }

    private void type(Expr.TypeExpr type) {
        switch (type) {
            case Expr.PointerType(Expr target, _) -> print("*", target);
            case Expr.SliceType(Expr element, _) -> print("[]", element);
            case Expr.ArrayType(Expr length, Expr element, _) -> {
                print("[", length, "]");
                expr(element);
            }
            case Expr.Infer _ -> out.append('_');
            case Expr.FnType fn -> fnType(fn);
            case Expr.StructType(List<Expr.FieldSyntax> fields, _) -> {
                out.append("struct {");
                each(fields, field -> declared(field.name(), field.type(), List.of(), field.init()));
                out.append('}');
            }
            case Expr.EnumType(boolean union, Expr base, List<Expr.MemberSyntax> members, _, _) -> {
                out.append(union ? "union" : "enum");
                if (!(base instanceof Expr.Absent)) print("(", base, ")");
                out.append(" {");
                each(members, member -> {
                    name(member.name());
                    if (!(member.value() instanceof Expr.Absent)) print(": ", member.value());
                });
                out.append('}');
            }
            case Expr.TypeOf(Expr operand, _) -> print("typeof(", operand, ")");
            case Expr.ReturnTypeOf(Expr operand, boolean old, _, _) -> print(old ? "rettypeof(" : "returntypeof(", operand, ")");
            case Expr.BindType(Ident name, _) -> print("!", name);
        }
    }

    private void fnType(Expr.FnType fn) {
        out.append(fn.c() ? "#c fn(" : "fn(");
        each(fn.params(), param -> {
            if (!param.name().isAbsent()) {
                name(param.name());
                out.append(": ");
            }
            expr(param.type());
        });
        if (fn.variadic()) out.append(fn.params().isEmpty() ? "..." : ", ...");
        out.append(')');
        if (!(fn.result() instanceof Expr.Absent)) print(" ", fn.result());
    }

    private void array(Expr.ArrayLit literal) {
        print("[", literal.length(), "]");
        expr(literal.element());
        out.append('{');
        each(literal.values(), this::expr);
        out.append('}');
    }

    private void pipe(Expr.Pipe pipe) {
        expr(pipe.left());
        print("|", pipe.target());
        if (pipe.hasCtArgs()) args("!(", pipe.ctArgs(), ")");
        args("(", pipe.args(), ")");
    }

    /// A field or parameter; an absent name, type or value is left out.
    void declared(Ident name, Expr type, List<Ident> constraint, Expr init) {
        boolean typed = !(type instanceof Expr.Absent);
        if (!name.isAbsent()) {
            name(name);
            if (typed) out.append(": ");
        }
        expr(type);
        if (!constraint.isEmpty()) {
            out.append('/');
            path(constraint);
        }
        if (!(init instanceof Expr.Absent)) print(typed ? " = " : " := ", init, "");
    }

    private void args(String open, List<Arg> args, String close) {
        out.append(open);
        each(args, arg -> {
            if (arg.isNamed()) {
                name(arg.name());
                out.append(": ");
            }
            expr(arg.value());
        });
        out.append(close);
    }

    <T> void each(List<T> elements, Consumer<T> print) {
        String separator = "";
        for (T element : elements) {
            out.append(separator);
            print.accept(element);
            separator = ", ";
        }
    }

    /// Prints expressions, names, statements and texts one after the other.
    void print(Object... parts) {
        for (Object part : parts) {
            switch (part) {
                case Expr expr -> expr(expr);
                case Ident ident -> name(ident);
                case Stmt stmt -> printer.stmt(stmt);
                default -> out.append(part);
            }
        }
    }
}
