// What the emission of one module shares.
package cpi.llvm;

import cpi.codegen.CConvention;
import cpi.codegen.ContextUse;
import cpi.codegen.Reachable;
import cpi.ir.Lowering;
import cpi.ir.Shapes;
import cpi.typed.Function;
import cpi.typed.Program;
import cpi.types.Layout;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.Set;

/// The parts of one emission, each with its own table. Single use.
final class Unit {
    final EmitOptions options;
    final Program program;
    final Layout layout;
    final Shapes shapes;
    final Reachable reachable;
    final ContextUse contextUse;
    final Names names = new Names();
    final Externals externals;
    final Places places;
    final Metadata metadata = new Metadata();
    final AccessTags tags;
    final DebugInfo debug;
    final CConvention convention;
    final CallEmitter calls;
    final Thunks thunks;
    private final Set<Function> exports = Collections.newSetFromMap(new IdentityHashMap<>());

    Unit(EmitOptions options, Program program, Lowering lowering, Reachable reachable) {
        this.options = options;
        this.places = new Places(options.target());
        this.program = program;
        this.layout = program.layout();
        this.shapes = lowering.shapes();
        this.reachable = reachable;
        this.contextUse = reachable.contextUse();
        exports.addAll(program.exports());
        Set<String> defined = new HashSet<>();
        for (Function export : program.exports()) defined.add(export.externalName());
        this.externals = new Externals(defined);
        this.tags = new AccessTags(options, metadata);
        this.debug = new DebugInfo(options, program, shapes, metadata);
        this.convention = new CConvention(options.target().architecture(), layout, shapes);
        this.calls = new CallEmitter(this);
        this.thunks = new Thunks(this);
    }

    /// Whether callers of a function pass the context: because it needs one, or because callers that only know its address do.
    boolean takesContext(Function function) {
        return !function.type().c() && (contextUse.uses(function) || reachable.isAddressTaken(function));
    }

    /// Whether other modules know a function by its external name.
    boolean isExport(Function function) {
        return exports.contains(function);
    }

    /// The attribute of calls whose place must show in a stack trace.
    String callAttributes() {
        return options.level().keepsFrames() ? " #3" : "";
    }
}
