// Functions of other modules.
package cpi.llvm;

import cpi.codegen.CConvention;
import cpi.codegen.CPass;
import cpi.typed.Function;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Collects the declarations of functions that a module calls and does not define: LLVM's intrinsics, the runtime's, C's.
final class Externals {
    /// Attribute groups of declarations, as [LlvmModule] numbers them.
    static final String PANICS = " #1";
    static final String PLAIN = " #2";
    static final String PURE = " #4";
    static final String LEAVES = " #5";

    private final Map<String, String> declarations = new LinkedHashMap<>();
    private final Set<String> defined;

    /// @param defined external names that the module defines itself
    Externals(Set<String> defined) {
        this.defined = defined;
    }

    /// Declares a function and gives its name in the text.
    String use(String result, String name, String params, String attributes) {
        String quoted = Names.quoted(name);
        if (!defined.contains(name)) declarations.putIfAbsent(name, "declare " + result + " " + quoted + "(" + params + ")" + attributes);
        return quoted;
    }

    /// Declares a function that a WebAssembly module gets from its host; gives its name in the text, by which LLVM takes it for no
    /// function of C.
    String imported(String result, String module, String name, String params, String attributes) {
        String own = module + "." + name;
        return use(result, own, params, " \"wasm-import-module\"=" + Names.string(module) + " \"wasm-import-name\"=" + Names.string(name)
                + attributes);
    }

    /// Declares a function of C (M6), or one that has it as its import.
    ///
    /// @param module where a WebAssembly module gets it from; empty if it is linked
    void foreign(Function function, CConvention convention, String module) {
        CConvention.Passing passing = convention.of(function.type());
        List<String> params = new ArrayList<>();
        if (passing.result() instanceof CPass.Memory m) params.add("ptr " + PassText.sret(m));
        for (CPass pass : passing.params()) {
            switch (pass) {
                case CPass.Nothing _ -> { }
                case CPass.Direct d -> params.add((Scalars.type(d.scalar()) + " " + PassText.extension(d)).stripTrailing());
                case CPass.Pieces p -> p.pieces().forEach(piece -> params.add(PassText.type(piece)));
                case CPass.Memory m -> params.add(("ptr " + PassText.byval(m)).stripTrailing());
            }
        }
        if (function.type().variadic()) params.add("...");
        String result = PassText.result(passing.result());
        String name = function.externalName();
        if (module.isEmpty()) use(result, name, String.join(", ", params), PLAIN);
        else imported(result, module, name, String.join(", ", params), PLAIN);
    }

    void print(StringBuilder out) {
        for (String declaration : declarations.values()) out.append(declaration).append('\n');
        out.append('\n');
    }
}
