package cpi.startup;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDesc;
import java.lang.constant.DirectMethodHandleDesc;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// `SwitchBootstraps.typeSwitch`: takes a value and the first label to try, and gives the index of the first label, from there on,
/// of whose class the value is; -1 for null, and the number of labels if there is none.
///
/// @param labels classes only; other labels are left to Java
record TypeSwitch(List<ClassDesc> labels) {
    private static final String OWNER = "SwitchBootstraps";
    private static final String NAME = "typeSwitch";

    static Optional<TypeSwitch> of(InvokeDynamicInstruction site) {
        DirectMethodHandleDesc bootstrap = site.bootstrapMethod();
        boolean isSwitch = bootstrap.owner().displayName().equals(OWNER) && bootstrap.methodName().equals(NAME);
        if (!isSwitch || site.typeSymbol().parameterType(0).isPrimitive()) return Optional.empty();
        List<ClassDesc> labels = new ArrayList<>();
        for (ConstantDesc label : site.bootstrapArgs()) {
            if (!(label instanceof ClassDesc type) || type.isPrimitive()) return Optional.empty();
            labels.add(type);
        }
        return Optional.of(new TypeSwitch(labels));
    }

    void write(CodeBuilder code) {
        int value = code.parameterSlot(0);
        int from = code.parameterSlot(1);
        Label present = code.newLabel();
        code.aload(value).ifnonnull(present).iconst_m1().ireturn().labelBinding(present);
        for (int i = 0; i < labels.size(); i++) {
            Label next = code.newLabel();
            // Only a guard that fails asks again, from the label behind it on.
            if (i < labels.size() - 1 || i > 0) code.iload(from).loadConstant(i).if_icmpgt(next);
            code.aload(value).instanceOf(labels.get(i)).ifeq(next).loadConstant(i).ireturn().labelBinding(next);
        }
        code.loadConstant(labels.size()).ireturn();
    }
}
