// How values passed in C's way are written.
package cpi.llvm;

import cpi.codegen.CPass;
import java.util.List;

/// LLVM types and attributes of what C functions get and give.
final class PassText {
    private PassText() {}

    static String type(CPass.Piece piece) {
        return switch (piece.form()) {
            case INTEGER -> "i" + 8 * piece.bytes();
            case FLOAT -> "float";
            case DOUBLE -> "double";
            case FLOAT_PAIR -> "<2 x float>";
            case FLOAT_ARRAY -> array(piece, 4, "float");
            case DOUBLE_ARRAY -> array(piece, 8, "double");
            case INTEGER_ARRAY -> array(piece, 8, "i64");
        };
    }

    private static String array(CPass.Piece piece, int bytes, String element) {
        return "[" + piece.bytes() / bytes + " x " + element + "]";
    }

    /// How a narrow integer fills its register, `signext` or `zeroext`; else nothing.
    static String extension(CPass.Direct direct) {
        if (!direct.fills()) return "";
        return direct.scalar().isSigned() ? "signext" : "zeroext";
    }

    static String result(CPass pass) {
        return switch (pass) {
            case CPass.Nothing _, CPass.Memory _ -> "void";
            case CPass.Direct d -> Scalars.type(d.scalar());
            case CPass.Pieces p when p.pieces().size() == 1 -> type(p.pieces().getFirst());
            case CPass.Pieces p -> "{ " + String.join(", ", types(p)) + " }";
        };
    }

    private static List<String> types(CPass.Pieces pieces) {
        return pieces.pieces().stream().map(PassText::type).toList();
    }

    /// The attribute of an argument on the stack, with a space behind it; else nothing.
    static String byval(CPass.Memory m) {
        return m.onStack() ? "byval([" + m.size() + " x i8]) align " + m.align() + " " : "";
    }

    static String sret(CPass.Memory m) {
        return "sret([" + m.size() + " x i8]) align " + m.align();
    }
}
