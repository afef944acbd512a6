package cpi.sema;

import cpi.source.Span;
import cpi.typed.Function;
import cpi.typed.Local;
import cpi.types.FnType;
import cpi.types.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// One instance of a declared function (L10.5), or a function literal or test. Signature and body are found when first asked
/// for, by [Signatures] and [Bodies].
final class FnInstance implements Function {
    private final FnEntity entity;
    private final List<CtArg> args;
    private final Span instantiatedAt;
    private final Optional<FnInstance> instantiatedIn;
    private final Checker checker;
    private final int depth;
    /// Filled by [Signatures].
    Optional<Signatures.Params> parameters = Optional.empty();
    Optional<Signatures.Signature> signature = Optional.empty();
    Optional<cpi.types.Type> declaredResult = Optional.empty();
    boolean knowsDeclaredResult;
    /// Filled by [Bodies].
    Bodies.State bodyState = Bodies.State.UNCHECKED;
    Optional<Body> body = Optional.empty();
    /// The blocks of the body, filled by [Statements]; for [Snippets].
    final List<BlockScope> blocks = new ArrayList<>();
    /// The result type, if it was inferred from the body (L9.5).
    Optional<cpi.types.Type> inferred = Optional.empty();

    record BlockScope(Span span, Scope scope) {}

    /// @param args one per compile-time parameter, those introduced by `!T` last
    /// @param instantiatedAt the first call that needed it
    /// @param instantiatedIn the instance that call stands in
    FnInstance(FnEntity entity, List<CtArg> args, Span instantiatedAt, Optional<FnInstance> instantiatedIn, Checker checker) {
        this.entity = entity;
        this.args = List.copyOf(args);
        this.instantiatedAt = instantiatedAt;
        this.instantiatedIn = instantiatedIn;
        this.checker = checker;
        this.depth = instantiatedIn.map(FnInstance::depth).orElse(0) + (args.isEmpty() ? 0 : 1);
    }

    FnEntity entity() {
        return entity;
    }

    List<CtArg> args() {
        return args;
    }

    Span instantiatedAt() {
        return instantiatedAt;
    }

    Optional<FnInstance> instantiatedIn() {
        return instantiatedIn;
    }

    /// How many instantiations led here, this one included (E0531).
    int depth() {
        return depth;
    }

    @Override
    public String name() {
        if (args.isEmpty()) return entity.name();
        return entity.name() + "!(" + String.join(", ", args.stream().map(CtArg::text).toList()) + ")";
    }

    @Override
    public Kind kind() {
        return switch (entity.role()) {
            case FOREIGN -> Kind.FOREIGN;
            case INTRINSIC -> Kind.INTRINSIC;
            case ORDINARY, EXPORTED, LITERAL, TEST -> Kind.ORDINARY;
        };
    }

    @Override
    public FnType type() {
        return checker.signatures().of(this).type();
    }

    @Override
    public List<Local> params() {
        return checker.signatures().of(this).locals();
    }

    @Override
    public String externalName() {
        return entity.externalName();
    }

    @Override
    public String library() {
        return entity.library();
    }

    @Override
    public Span place() {
        return entity.place();
    }

    @Override
    public List<Type> typeArgs() {
        return args.stream().map(CtArg::operand).filter(Operand.OfType.class::isInstance).map(o -> ((Operand.OfType) o).type()).toList();
    }

    @Override
    public Body body() {
        return checker.bodies().of(this);
    }
}
