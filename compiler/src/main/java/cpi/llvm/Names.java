// Names in LLVM text.
package cpi.llvm;

import cpi.typed.Function;
import cpi.typed.Global;
import cpi.typed.StaticObject;
import cpi.typed.Symbol;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;

/// Gives every symbol of a module its name, `@"..."`. Internal names are such that none is a name of C, for which LLVM or the
/// linker could take it: functions are called `name()`, data `&name`; a second one of a name gets a number.
final class Names {
    private static final char[] HEX = "0123456789ABCDEF".toCharArray();

    private final Set<String> used = new HashSet<>();
    private final Map<Symbol, String> names = new IdentityHashMap<>();

    /// A name that other modules know the symbol by.
    void external(Symbol symbol, String name) {
        names.put(symbol, quoted(name));
    }

    String of(Symbol symbol) {
        String known = names.get(symbol);
        if (known != null) return known;
        String made = fresh(switch (symbol) {
            case Function f -> f.name() + "()";
            case Global g -> "&" + g.path();
            case StaticObject o -> "&" + o.name();
        });
        names.put(symbol, made);
        return made;
    }

    /// A new internal name that resembles the wanted one.
    String fresh(String wanted) {
        String name = wanted;
        for (int i = 1; !used.add(name); i++) name = wanted + "." + i;
        return quoted(name);
    }

    static String quoted(String name) {
        StringBuilder out = new StringBuilder(name.length() + 3).append('@');
        if (isPlain(name)) return out.append(name).toString();
        string(out, name.getBytes(StandardCharsets.UTF_8));
        return out.toString();
    }

    private static boolean isPlain(String name) {
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean letter = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_' || c == '.' || c == '$';
            if (!letter && (i == 0 || c < '0' || c > '9')) return false;
        }
        return !name.isEmpty();
    }

    /// A string in quotes, with everything that is not a printable ASCII character as `\XX`.
    static void string(StringBuilder out, byte[] bytes) {
        string(out, bytes, 0, bytes.length);
    }

    static void string(StringBuilder out, byte[] bytes, int from, int to) {
        out.append('"');
        for (int i = from; i < to; i++) {
            byte b = bytes[i];
            if (b >= ' ' && b < 127 && b != '"' && b != '\\') out.append((char) b);
            else out.append('\\').append(HEX[b >> 4 & 15]).append(HEX[b & 15]);
        }
        out.append('"');
    }

    static String string(String text) {
        StringBuilder out = new StringBuilder();
        string(out, text.getBytes(StandardCharsets.UTF_8));
        return out.toString();
    }
}
