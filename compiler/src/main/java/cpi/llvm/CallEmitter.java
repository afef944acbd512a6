// Calls.
package cpi.llvm;

import cpi.codegen.CConvention;
import cpi.codegen.CPass;
import cpi.ir.Scalar;
import cpi.ir.Shape;
import cpi.ir.Signature;
import cpi.types.Type;
import java.util.ArrayList;
import java.util.List;

/// Writes calls in both conventions. The convention of cpi passes the scalars of the signature as they are, behind the context.
final class CallEmitter {
    private static final long MAX_ALIGN = 16;

    private final Unit unit;

    CallEmitter(Unit unit) {
        this.unit = unit;
    }

    /// What is called.
    ///
    /// @param address the name of the function, or the value with its address
    /// @param context the context passed; empty for none
    record Callee(String address, Signature signature, String context) {}

    /// An argument: a scalar. Those behind the parameters belong to a variadic call.
    record Arg(Scalar type, String value) {}

    /// Writes a call; gives the values of its results.
    List<String> call(Code code, Callee callee, List<Arg> args) {
        return callee.signature.c() ? new CCall(code, callee, args).emit() : plain(code, callee, args);
    }

    private List<String> plain(Code code, Callee callee, List<Arg> args) {
        StringBuilder text = new StringBuilder();
        if (!callee.context.isEmpty()) text.append("ptr ").append(callee.context);
        for (Arg arg : args) {
            if (!text.isEmpty()) text.append(", ");
            text.append(Scalars.type(arg.type)).append(' ').append(arg.value);
        }
        List<Scalar> results = callee.signature.results();
        String type = Scalars.result(results);
        String[] call = {"call ", type, " ", callee.address, "(", text.toString(), ")", unit.callAttributes()};
        if (results.isEmpty()) {
            code.line(call);
            return List.of();
        }
        String value = code.def(call);
        if (results.size() == 1) return List.of(value);
        return List.of(code.def("extractvalue ", type, " ", value, ", 0"), code.def("extractvalue ", type, " ", value, ", 1"));
    }

    /// One call of a C function.
    private final class CCall {
        private final Code code;
        private final Callee callee;
        private final List<Arg> args;
        private final CConvention.Passing passing;
        private final List<String> texts = new ArrayList<>();
        private final List<String> types = new ArrayList<>();
        private int next;

        CCall(Code code, Callee callee, List<Arg> args) {
            this.code = code;
            this.callee = callee;
            this.args = args;
            this.passing = unit.convention.of(callee.signature.type());
        }

        List<String> emit() {
            Signature signature = callee.signature;
            String address = signature.returnsInMemory() ? args.get(next++).value : "";
            if (passing.result() instanceof CPass.Memory m) {
                // A result that cpi has in registers comes in memory only if it is larger than C's, which none is.
                add("ptr", PassText.sret(m) + " " + address);
            }
            List<Type> params = signature.type().params();
            for (int i = 0; i < params.size(); i++) argument(params.get(i), passing.params().get(i));
            String fixed = String.join(", ", types);
            for (; next < args.size(); next++) add(Scalars.type(args.get(next).type), args.get(next).value);
            String type = PassText.result(passing.result());
            String shown = signature.variadic() ? type + " (" + fixed + (fixed.isEmpty() ? "..." : ", ...") + ")" : type;
            String[] call = {"call ", shown, " ", callee.address, "(", String.join(", ", texts), ")", unit.callAttributes()};
            if (type.equals("void")) {
                code.line(call);
                return List.of();
            }
            return result(code.def(call), type, address);
        }

        private void add(String type, String value) {
            types.add(type);
            texts.add(type + " " + value);
        }

        private void argument(Type type, CPass pass) {
            switch (pass) {
                case CPass.Nothing _ -> { }
                case CPass.Direct d -> {
                    String value = args.get(next++).value;
                    String passed = type.definition() instanceof Type.BoolType ? zeroOrOne(code, value) : value;
                    add(Scalars.type(d.scalar()), (PassText.extension(d) + " " + passed).stripLeading());
                }
                case CPass.Pieces p -> {
                    String from = memory(type, p.end());
                    for (CPass.Piece piece : p.pieces()) add(PassText.type(piece), load(code, piece, from));
                }
                case CPass.Memory m -> {
                    String from = memory(type, 0);
                    if (m.onStack()) {
                        add("ptr", PassText.byval(m) + from);
                    } else {
                        String copy = code.temporary(m.size(), MAX_ALIGN);
                        copy(code, copy, from, m.size());
                        add("ptr", copy);
                    }
                }
            }
        }

        /// The address of the next argument, a value of this type, with so many bytes to be read.
        private String memory(Type type, long bytes) {
            Shape shape = unit.shapes.of(type);
            if (shape.inMemory()) {
                String address = args.get(next++).value;
                if (bytes <= shape.size()) return address;
                String wide = code.temporary(bytes, MAX_ALIGN);
                copy(code, wide, address, shape.size());
                return wide;
            }
            String memory = code.temporary(Math.max(bytes, shape.size()), MAX_ALIGN);
            for (Shape.Part part : shape.parts()) {
                store(code, Scalars.type(part.scalar()), args.get(next++).value, memory, part.offset());
            }
            return memory;
        }

        private List<String> result(String value, String type, String address) {
            Type result = callee.signature.type().result();
            if (!(passing.result() instanceof CPass.Pieces p)) return List.of(value);
            Shape shape = unit.shapes.of(result);
            boolean direct = !address.isEmpty() && p.end() <= shape.size();
            String memory = direct ? address : code.temporary(p.end(), MAX_ALIGN);
            for (int i = 0; i < p.pieces().size(); i++) {
                CPass.Piece piece = p.pieces().get(i);
                String part = p.pieces().size() == 1 ? value : code.def("extractvalue ", type, " ", value, ", " + i);
                store(code, PassText.type(piece), part, memory, piece.offset());
            }
            if (direct) return List.of();
            if (!address.isEmpty()) {
                copy(code, address, memory, shape.size());
                return List.of();
            }
            return parts(code, shape, memory);
        }
    }

    // --- shared with the entries of C functions

    static String at(Code code, String memory, long offset) {
        return offset == 0 ? memory : code.def("getelementptr inbounds i8, ptr ", memory, ", i64 " + offset);
    }

    static String load(Code code, CPass.Piece piece, String memory) {
        return code.load(PassText.type(piece), at(code, memory, piece.offset()));
    }

    static void store(Code code, String type, String value, String memory, long offset) {
        code.store(type, value, at(code, memory, offset));
    }

    /// The scalars of a value in memory.
    static List<String> parts(Code code, Shape shape, String memory) {
        return shape.parts().stream().map(part -> code.load(Scalars.type(part.scalar()), at(code, memory, part.offset()))).toList();
    }

    void copy(Code code, String to, String from, long size) {
        String memcpy = unit.externals.use("void", "llvm.memcpy.p0.p0.i64", "ptr, ptr, i64, i1", "");
        code.line("call void ", memcpy, "(ptr ", to, ", ptr ", from, ", i64 " + size, ", i1 false)");
    }

    /// A `bool` as C knows it.
    static String zeroOrOne(Code code, String value) {
        return code.def("zext i1 ", code.def("icmp ne i8 ", value, ", 0"), " to i8");
    }
}
