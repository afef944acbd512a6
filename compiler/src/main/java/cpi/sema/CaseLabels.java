// The labels of `case`.
package cpi.sema;

import cpi.diag.Code;
import cpi.diag.Problem;
import cpi.diag.Suggest;
import cpi.sema.constant.ConstExprs;
import cpi.sema.constant.Data;
import cpi.sema.entity.Env;
import cpi.sema.entity.Operand;
import cpi.source.Span;
import cpi.syntax.Expr;
import cpi.syntax.Ident;
import cpi.syntax.Stmt;
import cpi.typed.ConstData;
import cpi.typed.StaticObject;
import cpi.typed.TExpr;
import cpi.typed.TStmt;
import cpi.types.EnumerationType;
import cpi.types.IntType;
import cpi.types.TaggedType;
import cpi.types.Type;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Labels of `switch` (L8.2): compile-time values, ranges and members; E0620, E0621, E0625.
final class CaseLabels {
    private final Checker c;

    CaseLabels(Checker c) {
        this.c = c;
    }

    /// The values that labels have covered so far.
    static final class Covered {
        private record Part(BigInteger high, Span place) {}

        private final TreeMap<BigInteger, Part> parts = new TreeMap<>();
        private boolean failed;

        boolean contains(BigInteger value) {
            return overlap(value, value).isPresent();
        }

        /// Whether a label had an error, so that nothing can be said about what is left.
        boolean hasFailed() {
            return failed;
        }

        private Optional<Span> overlap(BigInteger low, BigInteger high) {
            Map.Entry<BigInteger, Part> below = parts.floorEntry(high);
            return below != null && below.getValue().high.compareTo(low) >= 0 ? Optional.of(below.getValue().place) : Optional.empty();
        }
    }

    /// The values of a label of a `switch` over an enumeration, an integer or `bool`.
    Optional<TStmt.IntRange> range(Stmt.CaseLabel label, Type subject, Optional<EnumerationType> enumeration, Covered covered, Env env) {
        boolean isRange = label.range() != Stmt.RangeKind.NONE;
        if (isRange && !(subject.definition() instanceof IntType)) {
            badRange(label, "only integers have ranges", env);
            covered.failed = true;
            return Optional.empty();
        }
        Optional<BigInteger> low = value(label.low(), subject, enumeration, env);
        Optional<BigInteger> high = isRange ? value(label.high(), subject, Optional.empty(), env) : low;
        if (low.isEmpty() || high.isEmpty()) {
            covered.failed = true;
            return Optional.empty();
        }
        BigInteger last = label.range() == Stmt.RangeKind.HALF_OPEN ? high.get().subtract(BigInteger.ONE) : high.get();
        if (last.compareTo(low.get()) < 0) {
            badRange(label, "it is empty", env);
            covered.failed = true;
            return Optional.empty();
        }
        Optional<Span> first = covered.overlap(low.get(), last);
        if (first.isPresent()) {
            twice(label.span(), label.span().text(), first.get(), env);
            return Optional.empty();
        }
        covered.parts.put(low.get(), new Covered.Part(last, label.span()));
        return Optional.of(new TStmt.IntRange(low.get(), last));
    }

    private void badRange(Stmt.CaseLabel label, String why, Env env) {
        c.report(Problem.of(Code.E0625, label.span(), "bad range in case: " + why), env);
    }

    private void twice(Span place, String what, Span first, Env env) {
        c.report(Problem.of(Code.E0621, place, "`" + what + "` is covered twice").label(first, "first covered here"), env);
    }

    private Optional<BigInteger> value(Expr label, Type subject, Optional<EnumerationType> enumeration, Env env) {
        if (enumeration.isPresent()) {
            List<String> names = enumeration.get().items().stream().map(Type.Item::name).toList();
            Named named = named(label, subject, names, env);
            if (named.wrong) return Optional.empty();
            if (named.index >= 0) {
                return Optional.of(enumeration.get().base().value(enumeration.get().items().get(named.index).value()));
            }
        }
        Env atCompileTime = env.atCompileTime();
        TExpr value = c.exprs().converted(label, atCompileTime, Expect.of(subject));
        if (value.type().isError()) return Optional.empty();
        if (value instanceof TExpr.IntConst constant) return Optional.of(constant.value());
        Optional<ConstData> data = c.constants().evaluate(value, subject, "case", label.span(), false, atCompileTime);
        return data.map(d -> subject.definition() == Type.BOOL ? BigInteger.valueOf(d.read(0, 1)) : ConstExprs.integer(d, subject));
    }

    /// @param index of the member that a label names, or -1
    /// @param wrong whether it names no member, which has been reported
    private record Named(int index, boolean wrong) {
        static final Named NO = new Named(-1, false);
        static final Named WRONG = new Named(-1, true);
    }

    /// The member that a label names: a bare name is looked up among the members first; `E.A` names one if E is the subject's
    /// type.
    private Named named(Expr label, Type subject, List<String> members, Env env) {
        Expr inner = Exprs.withoutParens(label);
        if (inner instanceof Expr.Name name) {
            if (members.contains(name.text())) return new Named(members.indexOf(name.text()), false);
            if (c.names().find(name.text(), name.span(), env).isPresent()) return Named.NO;
            unknown(new Ident(name.text(), name.span()), label.span(), subject, members, env);
            return Named.WRONG;
        }
        if (!(inner instanceof Expr.Member member)) return Named.NO;
        Operand base = c.exprs().check(member.base(), env.atCompileTime(), Expect.NOTHING);
        if (base.isError()) return Named.WRONG;
        if (!(base instanceof Operand.OfType of)) return Named.NO;
        if (of.type() != subject && of.type().definition() != subject.definition()) return Named.NO;
        int index = members.indexOf(member.name().text());
        if (index < 0) unknown(member.name(), label.span(), subject, members, env);
        return new Named(index, index < 0);
    }

    private void unknown(Ident name, Span place, Type subject, List<String> members, Env env) {
        Problem problem = Problem.of(Code.E0620, place, "`" + c.show(subject) + "` has no member `" + name.text() + "`");
        Optional<String> nearest = Suggest.nearest(name.text(), members);
        if (nearest.isPresent()) problem = problem.help("did you mean `" + nearest.get() + "`?", name.span(), nearest.get());
        c.report(problem, env);
    }

    /// The member of a tagged enum that a label names.
    Optional<Integer> member(Stmt.CaseLabel label, Type subject, TaggedType type, Map<Integer, Span> covered, Env env) {
        if (label.range() != Stmt.RangeKind.NONE) {
            badRange(label, "only integers have ranges", env);
            return Optional.empty();
        }
        List<String> names = new ArrayList<>();
        for (Type.Member member : type.members()) names.add(member.name());
        Named named = named(label.low(), subject, names, env);
        if (named.wrong) return Optional.empty();
        int index = named.index >= 0 ? named.index : constantMember(label.low(), subject, type, env);
        if (index < 0) return Optional.empty();
        Span first = covered.putIfAbsent(index, label.span());
        if (first == null) return Optional.of(index);
        twice(label.span(), names.get(index), first, env);
        return Optional.empty();
    }

    /// The current member of a constant of the subject's type, or -1.
    private int constantMember(Expr label, Type subject, TaggedType type, Env env) {
        Env atCompileTime = env.atCompileTime();
        TExpr value = c.exprs().converted(label, atCompileTime, Expect.of(subject));
        if (value.type().isError()) return -1;
        Optional<ConstData> data = c.constants().evaluate(value, subject, "case", label.span(), false, atCompileTime);
        return data.map(d -> (int) d.read(0, type.tag().bytes()) - 1).orElse(-1);
    }

    /// The text of a label of a `switch` over strings.
    Optional<StaticObject> string(Stmt.CaseLabel label, Map<String, Span> covered, Env env) {
        if (label.range() != Stmt.RangeKind.NONE) {
            badRange(label, "only integers have ranges", env);
            return Optional.empty();
        }
        Env atCompileTime = env.atCompileTime();
        Type type = c.types().string();
        TExpr value = c.exprs().converted(label.low(), atCompileTime, Expect.of(type));
        if (value.type().isError()) return Optional.empty();
        Optional<ConstData> data = c.constants().evaluate(value, type, "case", label.span(), false, atCompileTime);
        if (data.isEmpty()) return Optional.empty();
        byte[] bytes = Data.stringBytes(data.get());
        Span first = covered.putIfAbsent(new String(bytes, StandardCharsets.ISO_8859_1), label.span());
        if (first == null) return Optional.of(c.constants().bytes(bytes, label.span()));
        twice(label.span(), label.span().text(), first, env);
        return Optional.empty();
    }
}
