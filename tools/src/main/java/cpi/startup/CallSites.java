package cpi.startup;

import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassElement;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.MethodModel;
import java.lang.classfile.MethodTransform;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.constant.ClassDesc;
import java.lang.reflect.AccessFlag;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// Replaces the call sites of a class by calls of private methods that are added to it.
final class CallSites implements ClassTransform {
    private static final int PRIVATE_STATIC = ClassFile.ACC_PRIVATE | ClassFile.ACC_STATIC | ClassFile.ACC_SYNTHETIC;

    private final ClassDesc owner;
    private final boolean isInterface;
    private final List<Added> added = new ArrayList<>();

    /// A method to be added.
    private record Added(String name, InvokeDynamicInstruction site, Consumer<CodeBuilder> body) {}

    private CallSites(ClassModel model) {
        this.owner = model.thisClass().asSymbol();
        this.isInterface = model.flags().has(AccessFlag.INTERFACE);
    }

    static ClassTransform transform(ClassModel model) {
        return ClassTransform.ofStateful(() -> new CallSites(model));
    }

    /// Whether a method has call sites that can be replaced.
    static boolean areIn(MethodModel method) {
        return method.code().stream().flatMap(code -> code.elementStream())
            .anyMatch(e -> e instanceof InvokeDynamicInstruction site && body(site).isPresent());
    }

    private static Optional<Consumer<CodeBuilder>> body(InvokeDynamicInstruction site) {
        return TypeSwitch.of(site).<Consumer<CodeBuilder>>map(s -> s::write)
            .or(() -> RecordMethods.of(site).map(m -> m::write));
    }

    @Override
    public void accept(ClassBuilder builder, ClassElement element) {
        if (element instanceof MethodModel method && areIn(method)) {
            builder.transformMethod(method, MethodTransform.transformingCode(this::replace));
        } else {
            builder.with(element);
        }
    }

    private void replace(CodeBuilder code, CodeElement element) {
        Optional<InvokeDynamicInstruction> site = element instanceof InvokeDynamicInstruction i ? Optional.of(i) : Optional.empty();
        Optional<Consumer<CodeBuilder>> body = site.flatMap(CallSites::body);
        if (body.isEmpty()) {
            code.with(element);
            return;
        }
        Added method = new Added(site.get().name().stringValue() + "$" + added.size(), site.get(), body.get());
        added.add(method);
        code.invokestatic(owner, method.name, site.get().typeSymbol(), isInterface);
    }

    @Override
    public void atEnd(ClassBuilder builder) {
        for (Added method : added) builder.withMethodBody(method.name, method.site.typeSymbol(), PRIVATE_STATIC, method.body);
    }
}
