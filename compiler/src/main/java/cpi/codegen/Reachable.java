// What a module consists of.
package cpi.codegen;

import cpi.ir.FreshContext;
import cpi.ir.Inst;
import cpi.ir.IrFunction;
import cpi.ir.Lowering;
import cpi.source.Span;
import cpi.typed.ConstData;
import cpi.typed.Function;
import cpi.typed.Global;
import cpi.typed.Program;
import cpi.typed.StaticObject;
import cpi.typed.Symbol;
import cpi.types.FnType;
import cpi.types.Type;
import cpi.types.UnionType;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Everything that can be reached from the roots of a program, found and lowered once: functions, foreign functions, data, and
/// what is known of them as a whole. In order of discovery, so that equal programs give equal text.
public final class Reachable {
    private final Program program;
    private final Lowering lowering;
    private final Deque<Symbol> work = new ArrayDeque<>();
    private final Set<Symbol> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Set<Function> addressTaken = Collections.newSetFromMap(new IdentityHashMap<>());
    private final List<IrFunction> functions = new ArrayList<>();
    private final List<Function> foreign = new ArrayList<>();
    private final List<Symbol> data = new ArrayList<>();
    private final Map<Function, Origin> origins = new IdentityHashMap<>();
    private final List<Operation> operations = new ArrayList<>();
    /// What is being scanned.
    private Optional<Function> user = Optional.empty();
    private Span place = Span.NONE;
    private ConstData freshContext = ConstData.zero(0);
    private boolean makesContexts;
    private ContextUse contextUse = new ContextUse(List.of());

    /// Where something was met first.
    ///
    /// @param user the function that mentions it
    public record Origin(Function user, Span place) {}

    /// Something that an engine or a library does for the program: an intrinsic, the name of which it has, or a start of a thread, `spawn`.
    public record Operation(String name, Origin origin) {}

    private Reachable(Program program, Lowering lowering) {
        this.program = program;
        this.lowering = lowering;
    }

    /// @param roots what is needed in any case
    public static Reachable from(List<Function> roots, ModuleKind kind, Program program, Lowering lowering) {
        Reachable result = new Reachable(program, lowering);
        // The runtime uses no field of its context, which is all zero.
        if (kind == ModuleKind.RUNTIME) result.makesContexts = true;
        roots.forEach(result::visit);
        if (kind == ModuleKind.PROGRAM) result.context();
        result.scanAll();
        result.contextUse = new ContextUse(result.functions);
        if (result.functions.stream().anyMatch(f -> f.signature().c() && result.contextUse.uses(f.source()))) result.context();
        int known = result.functions.size();
        result.scanAll();
        if (result.functions.size() > known) result.contextUse = new ContextUse(result.functions);
        return result;
    }

    /// The code, the callers before what they call.
    public List<IrFunction> functions() {
        return functions;
    }

    /// Which of them need the context.
    public ContextUse contextUse() {
        return contextUse;
    }

    /// Functions declared in C.
    public List<Function> foreign() {
        return foreign;
    }

    /// Globals and static objects.
    public List<Symbol> data() {
        return data;
    }

    /// Whether a function may be called through its address.
    public boolean isAddressTaken(Function function) {
        return addressTaken.contains(function);
    }

    /// The data of a fresh context; empty if none is made with contents.
    public ConstData freshContext() {
        return freshContext;
    }

    private void visit(Symbol symbol) {
        if (!seen.add(symbol)) return;
        work.add(symbol);
        if (symbol instanceof Function f) user.ifPresent(u -> origins.put(f, new Origin(u, place)));
    }

    /// The operations of the engine that functions ask for, in order of discovery.
    public List<Operation> operations() {
        return operations;
    }

    /// The place through which a function, or an operation in it, is reached, outside the bundled library if it is reached from there.
    public Span outside(Origin start) {
        Origin at = start;
        while (at.place.isNone() || at.place.file().bundled()) {
            Origin next = origins.get(at.user);
            if (next == null) return at.place;
            at = next;
        }
        return at.place;
    }

    private void address(Symbol symbol) {
        if (symbol instanceof Function f) addressTaken.add(f);
        visit(symbol);
    }

    private void context() {
        if (makesContexts) return;
        makesContexts = true;
        freshContext = FreshContext.of(program.context(), program.library(), true);
        addresses(freshContext);
    }

    private void addresses(ConstData contents) {
        for (ConstData.Reloc r : contents.relocs()) address(r.target());
    }

    private void scanAll() {
        while (!work.isEmpty()) scan(work.removeFirst());
    }

    private void scan(Symbol symbol) {
        switch (symbol) {
            case Function f -> {
                switch (f.kind()) {
                    case ORDINARY -> scan(lowering.lower(f));
                    case FOREIGN -> foreign.add(f);
                    case INTRINSIC -> { }
                }
            }
            case Global g -> {
                data.add(g);
                addresses(g.initialValue());
            }
            case StaticObject o -> {
                data.add(o);
                addresses(o.data());
            }
        }
    }

    private void scan(IrFunction f) {
        functions.add(f);
        user = Optional.of(f.source());
        f.blocks().forEach(block -> block.insts().forEach(inst -> {
            place = inst.span();
            scan(inst);
        }));
        user = Optional.empty();
    }

    private void scan(Inst inst) {
        switch (inst) {
            case Inst.Call i -> visit(i.callee());
            case Inst.SymbolAddress i -> address(i.symbol());
            case Inst.Intrinsic i -> {
                operations.add(new Operation(i.name(), new Origin(user.orElseThrow(), place)));
                switch (i.name()) {
                    case "reflect.slot" -> visit(program.library().typeInfo(i.type()));
                    case "reflect.part" -> parts(i.type().definition()).forEach(part -> visit(program.library().typeInfo(part)));
                    default -> { }
                }
            }
            case Inst.Spawn _ -> {
                operations.add(new Operation("spawn", new Origin(user.orElseThrow(), place)));
                context();
                visit(threadEnd());
            }
            case Inst.Statement _, Inst.Const _, Inst.Move _, Inst.Binary _, Inst.Compare _, Inst.Unary _, Inst.Convert _, Inst.Bits _,
                 Inst.SlotAddress _, Inst.ContextAddress _, Inst.Load _, Inst.Store _, Inst.Copy _, Inst.Fill _, Inst.ElementAddress _,
                 Inst.Offset _, Inst.BoundsCheck _, Inst.NilCheck _, Inst.TagCheck _, Inst.CallAddress _, Inst.Lock _, Inst.Unlock _,
                 Inst.Terminator _ -> { }
        }
    }

    /// What a thread calls when its function has returned.
    public Function threadEnd() {
        return program.library().function("runtime", "threadEnd");
    }

    /// The parts of a type that `reflect.part` numbers.
    public static List<Type> parts(Type type) {
        if (type instanceof FnType f) return f.params();
        if (type instanceof UnionType u) return u.members().stream().map(Type.Member::payload).toList();
        return List.of();
    }
}
