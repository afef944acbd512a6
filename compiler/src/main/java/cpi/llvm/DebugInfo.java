// Debug information: where code comes from.
package cpi.llvm;

import cpi.ir.IrFunction;
import cpi.ir.Shape;
import cpi.ir.Shapes;
import cpi.source.Position;
import cpi.source.SourceFile;
import cpi.source.Span;
import cpi.typed.Function;
import cpi.typed.Global;
import cpi.typed.Program;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/// Writes the metadata of a module. The name of a function is the text that the virtual machine shows in a stack trace, and
/// every instruction has the place that would be shown if it panicked: the runtime reads both from the executable.
final class DebugInfo {
    private static final int LAST_COLUMN = 0xFFFF;

    private final EmitOptions options;
    private final Metadata metadata;
    private final Map<SourceFile, Integer> files = new IdentityHashMap<>();
    private final int unit;
    private final int plainType;
    private final Shapes shapes;
    private final DebugTypes types;
    private final List<String> globals = new ArrayList<>();

    DebugInfo(EmitOptions options, Program program, Shapes shapes, Metadata metadata) {
        this.options = options;
        this.metadata = metadata;
        this.shapes = shapes;
        this.types = new DebugTypes(metadata, program.layout(), program.context());
        this.unit = options.debug() ? metadata.reserve() : 0;
        this.plainType = options.debug() ? metadata.add("!DISubroutineType(types: !{})") : 0;
    }

    /// Whether variables are described: only where each has one place.
    private boolean hasVariables() {
        return options.debug() && options.level() == OptLevel.NONE;
    }

    /// What a function needs of it.
    final class Subprogram {
        private final IrFunction function;
        private final int[] scopes;
        private final Map<Long, String> locations = new HashMap<>();
        private final int id;

        private Subprogram(IrFunction function) {
            this.function = function;
            this.scopes = new int[function.scopes().size()];
            this.id = options.debug() ? define() : 0;
        }

        private int define() {
            Function source = function.source();
            int line = source.place().position().line();
            int file = file(source.place().file());
            String optimized = options.level() == OptLevel.NONE ? "" : " | DISPFlagOptimized";
            String flags = "DISPFlagLocalToUnit | DISPFlagDefinition" + optimized;
            return metadata.add("distinct !DISubprogram(name: " + Names.string(source.name()) + ", scope: !" + file + ", file: !" + file
                    + ", line: " + line + ", type: !" + plainType + ", scopeLine: " + line + ", spFlags: " + flags
                    + ", unit: !" + unit + ")");
        }

        /// What stands behind the header of the function.
        String attachment() {
            return options.debug() ? " !dbg !" + id : "";
        }

        /// What stands behind an instruction.
        String location(Span span, int scope) {
            if (!options.debug()) return "";
            long key = (long) scope << 32 | span.start();
            return locations.computeIfAbsent(key, k -> {
                Position position = span.position();
                return ", !dbg !" + metadata.add("!DILocation(line: " + position.line() + ", column: "
                        + Math.min(LAST_COLUMN, position.column()) + ", scope: !" + scope(scope) + ")");
            });
        }

        /// The node of a debug scope; scopes without variables are those around them.
        private int scope(int number) {
            if (number <= 0 || !hasVariables()) return id;
            if (scopes[number] != 0) return scopes[number];
            IrFunction.DebugScope scope = function.scopes().get(number);
            int parent = scope(scope.parent());
            if (scope.variables().isEmpty()) {
                scopes[number] = parent;
            } else {
                Span place = scope.variables().getFirst().place();
                Position at = place.position();
                scopes[number] = metadata.add("distinct !DILexicalBlock(scope: !" + parent + ", file: !" + file(place.file()) + ", line: "
                        + at.line() + ", column: " + Math.min(LAST_COLUMN, at.column()) + ")");
            }
            return scopes[number];
        }

        /// The registers that debuggers look at.
        BitSet variables() {
            return hasVariables() ? function.variableRegisters() : new BitSet();
        }

        /// Tells where the variables are.
        void declare(Code code) {
            if (!hasVariables()) return;
            int argument = 1;
            for (int s = 0; s < function.scopes().size(); s++) {
                for (IrFunction.Variable v : function.scopes().get(s).variables()) {
                    String arg = s == 0 && argument <= function.source().params().size() ? "arg: " + argument++ + ", " : "";
                    declare(code, v, s, arg);
                }
            }
        }

        private void declare(Code code, IrFunction.Variable v, int scope, String argument) {
            if (v.location() instanceof IrFunction.Nowhere) return;
            int variable = metadata.add("!DILocalVariable(name: " + Names.string(v.name()) + ", " + argument + "scope: !" + scope(scope)
                    + from(v.place()) + ", type: !" + types.of(v.type()) + ")");
            String at = location(v.place(), scope).replace(", !dbg ", "");
            switch (v.location()) {
                case IrFunction.InSlot s -> declare(code, FunctionEmitter.slot(s.slot()), variable, "", at);
                case IrFunction.AtAddress a -> declare(code, Registers.home(a.register()), variable, "DW_OP_deref", at);
                case IrFunction.InRegisters r -> {
                    List<Shape.Part> parts = shapes.of(v.type()).parts();
                    for (int i = 0; i < parts.size(); i++) {
                        String fragment = parts.size() == 1 ? "" : "DW_OP_LLVM_fragment, " + 8 * parts.get(i).offset() + ", "
                                + 8 * parts.get(i).scalar().bytes();
                        declare(code, Registers.home(r.registers().get(i)), variable, fragment, at);
                    }
                }
                case IrFunction.Nowhere _ -> { }
            }
        }

        private void declare(Code code, String memory, int variable, String expression, String at) {
            code.raw("  #dbg_declare(ptr ", memory, ", !" + variable, ", !DIExpression(", expression, "), ", at, ")");
        }
    }

    Subprogram subprogram(IrFunction function) {
        return new Subprogram(function);
    }

    /// What stands behind the definition of a global.
    String global(Global global) {
        if (!hasVariables()) return "";
        int variable = metadata.add("distinct !DIGlobalVariable(name: " + Names.string(global.path()) + ", scope: !" + unit
                + from(global.place()) + ", type: !" + types.of(global.type())
                + ", isLocal: true, isDefinition: true)");
        int node = metadata.add("!DIGlobalVariableExpression(var: !" + variable + ", expr: !DIExpression())");
        globals.add("!" + node);
        return ", !dbg !" + node;
    }

    private String from(Span place) {
        return ", file: !" + file(place.file()) + ", line: " + place.position().line();
    }

    private int file(SourceFile file) {
        return files.computeIfAbsent(file, f -> metadata.add("!DIFile(filename: " + Names.string(f.name()) + ", directory: "
                + Names.string(options.directory()) + ")"));
    }

    void print(StringBuilder out, SourceFile main) {
        if (!options.debug()) return;
        int producer = file(main);
        metadata.define(unit, "distinct !DICompileUnit(language: DW_LANG_C11, file: !" + producer + ", producer: \"cpi\", isOptimized: "
                + (options.level() != OptLevel.NONE) + ", runtimeVersion: 0, emissionKind: FullDebug, nameTableKind: None"
                + ", globals: !{" + String.join(", ", globals) + "})");
        int dwarf = metadata.add("!{i32 7, !\"Dwarf Version\", i32 4}");
        int version = metadata.add("!{i32 2, !\"Debug Info Version\", i32 3}");
        out.append("!llvm.dbg.cu = !{!").append(unit).append("}\n!llvm.module.flags = !{!").append(dwarf).append(", !").append(version)
                .append("}\n");
    }
}
