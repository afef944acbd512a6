package cpi.ir;

import cpi.diag.Bug;
import cpi.source.SourceFile;
import cpi.typed.Global;
import cpi.typed.Symbol;
import cpi.types.Type;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;

/// Names for what the text form of the IR refers to: symbols, types and source files. Different things get different names: a
/// second thing of one name is called `name#2`. The printer adds names, the parser looks them up.
public final class IrNames {
    private final Map<String, Object> things = new HashMap<>();
    private final Map<Object, String> names = new IdentityHashMap<>();

    public String of(Symbol symbol) {
        return name(symbol, symbol instanceof Global global ? global.path() : symbol.name(), "symbol ");
    }

    public String of(Type type) {
        return name(type, type.toString(), "type ");
    }

    public String of(SourceFile file) {
        return name(file, file.name(), "file ");
    }

    /// The symbol of a name; throws [Bug] if there is none.
    public Symbol symbol(String name) {
        if (things.get("symbol " + name) instanceof Symbol symbol) return symbol;
        throw new Bug("no symbol is called " + name);
    }

    public Type type(String name) {
        if (things.get("type " + name) instanceof Type type) return type;
        throw new Bug("no type is called " + name);
    }

    public SourceFile file(String name) {
        if (things.get("file " + name) instanceof SourceFile file) return file;
        throw new Bug("no file is called " + name);
    }

    private String name(Object thing, String wanted, String kind) {
        String known = names.get(thing);
        if (known != null) return known;
        String name = wanted;
        for (int i = 2; things.putIfAbsent(kind + name, thing) != null; i++) name = wanted + "#" + i;
        names.put(thing, name);
        return name;
    }
}
