// `#allow`.
package cpi.sema;

import cpi.diag.Code;
import cpi.diag.Problem;
import cpi.diag.Suggest;
import cpi.sema.entity.Env;
import cpi.source.SourceFile;
import cpi.source.Span;
import cpi.syntax.Expr;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Which warnings are silenced where (L7.14, D4.1).
final class Allowances {
    private record Stretch(Span span, Set<Code> codes) {}

    private final Checker c;
    private final Map<SourceFile, List<Stretch>> stretches = new IdentityHashMap<>();
    private final Map<String, Code> codes = new HashMap<>();

    Allowances(Checker c) {
        this.c = c;
        for (Code code : Code.values()) if (!code.warningName().isEmpty()) codes.put(code.warningName(), code);
    }

    /// Notes that warnings with these names are silenced in a stretch of text; W0405.
    void allow(List<Expr.StringLit> names, Span where, Env env) {
        Set<Code> silenced = EnumSet.noneOf(Code.class);
        for (Expr.StringLit name : names) {
            if (name.span().start() == name.span().end()) continue;
            String text = new String(name.value(), StandardCharsets.UTF_8);
            Code code = codes.get(text);
            if (code != null) silenced.add(code);
            else unknown(text, name.span(), env);
        }
        stretches.computeIfAbsent(where.file(), _ -> new ArrayList<>()).add(new Stretch(where, silenced));
    }

    private void unknown(String name, Span place, Env env) {
        Problem problem = Problem.of(Code.W0405, place, "there is no warning called \"" + name + "\"");
        Optional<String> nearest = Suggest.nearest(name, codes.keySet());
        c.warn(nearest.isEmpty() ? problem
            : problem.help("did you mean `" + nearest.get() + "`?", place, "\"" + nearest.get() + "\""), env);
    }

    boolean isSilenced(Code code, Span place) {
        List<Stretch> inFile = stretches.get(place.file());
        if (inFile == null) return false;
        for (Stretch stretch : inFile) {
            if (stretch.codes.contains(code) && stretch.span.start() <= place.start() && place.end() <= stretch.span.end()) return true;
        }
        return false;
    }
}
