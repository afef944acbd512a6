package cpi.sema.entity;

import cpi.source.Span;
import cpi.typed.Function;
import cpi.typed.Local;
import cpi.types.FnType;
import cpi.types.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// One instance of a declared function (L10.5), or a function literal or test. Signature and body are found when first asked
/// for, by a [Finder].
public final class FnInstance implements Function {
    private final FnEntity entity;
    private final List<CtArg> args;
    private final Span instantiatedAt;
    private final Optional<FnInstance> instantiatedIn;
    private final Finder finder;
    private final int depth;
    private final List<BlockScope> blocks = new ArrayList<>();

    /// A block of the body, and the scope with what is declared in it.
    public record BlockScope(Span span, Scope scope) {}

    /// @param args one per compile-time parameter, those introduced by `!T` last
    /// @param instantiatedAt the first call that needed it
    /// @param instantiatedIn the instance that call stands in
    public FnInstance(FnEntity entity, List<CtArg> args, Span instantiatedAt, Optional<FnInstance> instantiatedIn, Finder finder) {
        this.entity = entity;
        this.args = List.copyOf(args);
        this.instantiatedAt = instantiatedAt;
        this.instantiatedIn = instantiatedIn;
        this.finder = finder;
        this.depth = instantiatedIn.map(FnInstance::depth).orElse(0) + (args.isEmpty() ? 0 : 1);
    }

    public FnEntity entity() {
        return entity;
    }

    public List<CtArg> args() {
        return args;
    }

    public Span instantiatedAt() {
        return instantiatedAt;
    }

    public Optional<FnInstance> instantiatedIn() {
        return instantiatedIn;
    }

    /// How many instantiations led here, this one included (E0531).
    public int depth() {
        return depth;
    }

    /// Notes a block of the body as it is checked.
    public void enter(BlockScope block) {
        blocks.add(block);
    }

    /// The blocks checked so far.
    public List<BlockScope> blocks() {
        return blocks;
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
        return finder.type(this);
    }

    @Override
    public List<Local> params() {
        return finder.params(this);
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
        return finder.body(this);
    }
}
