// Debug information: where code comes from.
package cpi.llvm;

import cpi.ir.IrFunction;
import cpi.source.Position;
import cpi.source.SourceFile;
import cpi.source.Span;
import cpi.typed.Function;
import cpi.typed.Global;
import cpi.types.Layout;
import java.util.BitSet;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;

/// Writes the metadata of a module. The name of a function is the text that the virtual machine shows in a stack trace, and
/// every instruction has the place that would be shown if it panicked: the runtime reads both from the executable.
final class DebugInfo {
    private static final int LAST_COLUMN = 0xFFFF;

    private final EmitOptions options;
    private final Metadata metadata = new Metadata();
    private final Map<SourceFile, Integer> files = new IdentityHashMap<>();
    private final int unit;
    private final int plainType;

    DebugInfo(EmitOptions options, Layout layout) {
        this.options = options;
        this.unit = metadata.reserve();
        this.plainType = options.debug() ? metadata.add("!DISubroutineType(types: !{})") : 0;
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

        private int scope(int number) {
            return id;
        }

        /// The registers that debuggers look at.
        BitSet variables() {
            return new BitSet();
        }

        /// Tells where the variables are.
        void declare(Code code) {
        }
    }

    Subprogram subprogram(IrFunction function) {
        return new Subprogram(function);
    }

    /// What stands behind the definition of a global.
    String global(Global global) {
        return "";
    }

    private int file(SourceFile file) {
        return files.computeIfAbsent(file, f -> metadata.add("!DIFile(filename: " + Names.string(f.name()) + ", directory: "
                + Names.string(options.directory()) + ")"));
    }

    void print(StringBuilder out, SourceFile main) {
        if (!options.debug()) return;
        int producer = file(main);
        metadata.define(unit, "distinct !DICompileUnit(language: DW_LANG_C11, file: !" + producer + ", producer: \"cpi\", isOptimized: "
                + (options.level() != OptLevel.NONE) + ", runtimeVersion: 0, emissionKind: FullDebug, nameTableKind: None)");
        int dwarf = metadata.add("!{i32 7, !\"Dwarf Version\", i32 4}");
        int version = metadata.add("!{i32 2, !\"Debug Info Version\", i32 3}");
        out.append("!llvm.dbg.cu = !{!").append(unit).append("}\n!llvm.module.flags = !{!").append(dwarf).append(", !").append(version)
                .append("}\n");
        metadata.print(out);
    }
}
