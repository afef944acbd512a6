// The entries of C functions of the program.
package cpi.llvm;

import cpi.codegen.CConvention;
import cpi.codegen.CPass;
import cpi.ir.Shape;
import cpi.ir.Signature;
import cpi.types.Type;
import java.util.ArrayList;
import java.util.List;

/// Writes what a function with C convention gets and gives (M8, M9): how the values of its signature come out of C's arguments,
/// and how its result becomes C's.
final class CEntry {
    private static final long ALIGN = 16;
    private static final String RESULT = "%result";

    private final Unit unit;
    private final Signature signature;
    private final Code code;
    private final CConvention.Passing passing;
    private String resultMemory = "";

    CEntry(Unit unit, Signature signature, Code code) {
        this.unit = unit;
        this.signature = signature;
        this.code = code;
        this.passing = unit.convention.of(signature.type());
    }

    /// Result type, name and parameters.
    String header(String name) {
        List<String> params = new ArrayList<>();
        if (passing.result() instanceof CPass.Memory m) params.add("ptr " + PassText.sret(m) + " noalias " + RESULT);
        for (int i = 0; i < passing.params().size(); i++) {
            switch (passing.params().get(i)) {
                case CPass.Nothing _ -> { }
                case CPass.Direct d -> params.add(Scalars.type(d.scalar()) + " %a" + i);
                case CPass.Pieces p -> {
                    for (int k = 0; k < p.pieces().size(); k++) params.add(PassText.type(p.pieces().get(k)) + " %a" + i + "." + k);
                }
                case CPass.Memory m -> params.add("ptr " + PassText.byval(m) + "%a" + i);
            }
        }
        String extension = passing.result() instanceof CPass.Direct d ? PassText.extension(d) : "";
        return (extension + " " + PassText.result(passing.result())).stripLeading() + " " + name + "(" + String.join(", ", params) + ")";
    }

    /// The values of the signature's parameters.
    List<String> parameters() {
        List<String> values = new ArrayList<>();
        if (signature.returnsInMemory()) {
            resultMemory = passing.result() instanceof CPass.Pieces p ? code.temporary(p.end(), ALIGN) : RESULT;
            values.add(resultMemory);
        }
        List<Type> types = signature.type().params();
        for (int i = 0; i < types.size(); i++) parameter(i, unit.shapes.of(types.get(i)), values);
        return values;
    }

    private void parameter(int i, Shape shape, List<String> values) {
        switch (passing.params().get(i)) {
            case CPass.Nothing _ -> { }
            case CPass.Direct _ -> values.add("%a" + i);
            case CPass.Pieces p -> {
                String memory = code.temporary(p.end(), ALIGN);
                for (int k = 0; k < p.pieces().size(); k++) {
                    CallEmitter.store(code, PassText.type(p.pieces().get(k)), "%a" + i + "." + k, memory, p.pieces().get(k).offset());
                }
                arrived(shape, memory, values);
            }
            case CPass.Memory _ -> arrived(shape, "%a" + i, values);
        }
    }

    private void arrived(Shape shape, String memory, List<String> values) {
        if (shape.inMemory()) values.add(memory);
        else values.addAll(CallEmitter.parts(code, shape, memory));
    }

    void ret(List<String> values) {
        String type = PassText.result(passing.result());
        switch (passing.result()) {
            case CPass.Nothing _, CPass.Memory _ -> code.line("ret void");
            case CPass.Direct _ -> {
                boolean isBool = signature.type().result().definition() instanceof Type.BoolType;
                code.line("ret ", type, " ", isBool ? CallEmitter.zeroOrOne(code, values.getFirst()) : values.getFirst());
            }
            case CPass.Pieces p -> {
                String memory = resultMemory.isEmpty() ? inMemory(values, p.end()) : resultMemory;
                String value = "poison";
                for (int k = 0; k < p.pieces().size(); k++) {
                    String part = CallEmitter.load(code, p.pieces().get(k), memory);
                    value = p.pieces().size() == 1 ? part
                            : code.def("insertvalue ", type, " ", value, ", ", PassText.type(p.pieces().get(k)), " ", part, ", " + k);
                }
                code.line("ret ", type, " ", value);
            }
        }
    }

    private String inMemory(List<String> values, long size) {
        String memory = code.temporary(size, ALIGN);
        Shape shape = unit.shapes.of(signature.type().result());
        for (int i = 0; i < values.size(); i++) {
            Shape.Part part = shape.parts().get(i);
            CallEmitter.store(code, Scalars.type(part.scalar()), values.get(i), memory, part.offset());
        }
        return memory;
    }
}
