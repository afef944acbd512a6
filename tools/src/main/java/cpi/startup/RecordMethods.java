package cpi.startup;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.TypeKind;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.DirectMethodHandleDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// `ObjectMethods.bootstrap` for `equals` and `hashCode` of a record: all components are equal, or part of the hash.
record RecordMethods(ClassDesc owner, List<Component> components, boolean isEquals) {
    private static final String BOOTSTRAPS = "ObjectMethods";
    private static final ClassDesc OBJECTS = ClassDesc.of("java.util.Objects");
    private static final int HASH_FACTOR = 31;

    private record Component(String name, ClassDesc type) {}

    static Optional<RecordMethods> of(InvokeDynamicInstruction site) {
        String name = site.name().stringValue();
        boolean isWanted = site.bootstrapMethod().owner().displayName().equals(BOOTSTRAPS)
            && (name.equals("equals") || name.equals("hashCode"));
        if (!isWanted) return Optional.empty();
        List<Component> components = new ArrayList<>();
        // The record and the names of its components come first, then their getters.
        for (ConstantDesc argument : site.bootstrapArgs().subList(2, site.bootstrapArgs().size())) {
            if (!(argument instanceof DirectMethodHandleDesc getter) || getter.kind() != DirectMethodHandleDesc.Kind.GETTER) {
                return Optional.empty();
            }
            components.add(new Component(getter.methodName(), getter.invocationType().returnType()));
        }
        return Optional.of(new RecordMethods(site.typeSymbol().parameterType(0), components, name.equals("equals")));
    }

    void write(CodeBuilder code) {
        if (isEquals) writeEquals(code);
        else writeHashCode(code);
    }

    private void writeEquals(CodeBuilder code) {
        int self = code.parameterSlot(0);
        int other = code.parameterSlot(1);
        Label isRecord = code.newLabel();
        Label different = code.newLabel();
        Label compare = code.newLabel();
        code.aload(self).aload(other).if_acmpne(compare).iconst_1().ireturn().labelBinding(compare);
        code.aload(other).instanceOf(owner).ifne(isRecord).labelBinding(different).iconst_0().ireturn().labelBinding(isRecord);
        int record = code.allocateLocal(TypeKind.REFERENCE);
        code.aload(other).checkcast(owner).astore(record);
        for (Component c : components) {
            code.aload(self).getfield(owner, c.name, c.type).aload(record).getfield(owner, c.name, c.type);
            switch (TypeKind.from(c.type)) {
                case BOOLEAN, BYTE, SHORT, CHAR, INT -> code.if_icmpne(different);
                case LONG -> code.lcmp().ifne(different);
                // As boxes are compared: NaN equals itself, and zeros differ by their signs.
                case FLOAT, DOUBLE -> code.invokestatic(box(c.type), "compare", MethodTypeDesc.of(ConstantDescs.CD_int, c.type, c.type))
                    .ifne(different);
                case REFERENCE -> code.invokestatic(OBJECTS, "equals", MethodTypeDesc.of(ConstantDescs.CD_boolean,
                    ConstantDescs.CD_Object, ConstantDescs.CD_Object)).ifeq(different);
                case VOID -> throw new IllegalArgumentException("a component without a type");
            }
        }
        code.iconst_1().ireturn();
    }

    private void writeHashCode(CodeBuilder code) {
        int self = code.parameterSlot(0);
        code.iconst_0();
        for (Component c : components) {
            code.loadConstant(HASH_FACTOR).imul();
            code.aload(self).getfield(owner, c.name, c.type);
            if (c.type.isPrimitive()) {
                code.invokestatic(box(c.type), "hashCode", MethodTypeDesc.of(ConstantDescs.CD_int, c.type));
            } else {
                code.invokestatic(OBJECTS, "hashCode", MethodTypeDesc.of(ConstantDescs.CD_int, ConstantDescs.CD_Object));
            }
            code.iadd();
        }
        code.ireturn();
    }

    private static ClassDesc box(ClassDesc primitive) {
        return switch (TypeKind.from(primitive)) {
            case BOOLEAN -> ConstantDescs.CD_Boolean;
            case BYTE -> ConstantDescs.CD_Byte;
            case SHORT -> ConstantDescs.CD_Short;
            case CHAR -> ConstantDescs.CD_Character;
            case INT -> ConstantDescs.CD_Integer;
            case LONG -> ConstantDescs.CD_Long;
            case FLOAT -> ConstantDescs.CD_Float;
            case DOUBLE -> ConstantDescs.CD_Double;
            case REFERENCE, VOID -> throw new IllegalArgumentException("not primitive: " + primitive);
        };
    }
}
