// `switch`.
package cpi.sema;

import cpi.diag.Code;
import cpi.diag.Problem;
import cpi.sema.entity.Env;
import cpi.sema.entity.Leavable;
import cpi.sema.entity.Scope;
import cpi.source.Span;
import cpi.syntax.Stmt;
import cpi.typed.Function;
import cpi.typed.Local;
import cpi.typed.StaticObject;
import cpi.typed.TExpr;
import cpi.typed.TStmt;
import cpi.types.EnumerationType;
import cpi.types.IntType;
import cpi.types.TaggedType;
import cpi.types.Type;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Checks `switch` (L8): the subject, the cases and what they leave uncovered. The labels are in [CaseLabels].
final class Switches {
    private final Checker c;
    private final CaseLabels labels;

    Switches(Checker c) {
        this.c = c;
        this.labels = new CaseLabels(c);
    }

    /// A `switch` being checked; `subject` is dereferenced already.
    private record Subject(Stmt.Switch stmt, TExpr value, TStmt.Target target, Leavable leavable, Env env) {
        Type type() {
            return value.type();
        }
    }

    Checked check(Stmt.Switch stmt, Env env) {
        TExpr value = c.exprs().settledValue(stmt.subject(), env);
        if (value.type().definition() instanceof Type.PointerType p
                && (p.target().definition() instanceof EnumerationType || p.target().definition() instanceof TaggedType)) {
            value = new TExpr.Deref(value, p.target(), value.span());
        }
        TStmt.Target target = new TStmt.Target(stmt.label().text());
        Subject subject = new Subject(stmt, value, target, Leavable.block(stmt.label(), target, env.body()), env);
        c.statements().jumps().enter(subject.leavable, env);
        Checked checked = byType(subject);
        c.statements().jumps().exit(subject.leavable, env);
        return checked;
    }

    private Checked byType(Subject subject) {
        return switch (subject.type().definition()) {
            case EnumerationType e -> integers(subject, Optional.of(e));
            case TaggedType t -> tags(subject, t);
            case IntType _, Type.BoolType _ -> integers(subject, Optional.empty());
            case Type.SliceType s when s.element() == IntType.I8 -> strings(subject);
            case Type other -> {
                if (!other.isError()) {
                    c.report(Problem.of(Code.E0624, subject.stmt.subject().span(), "cannot switch over `" + c.show(subject.type()) + "`")
                            .note("enumerations, tagged enums, integers, `bool` and strings can be switched over"), subject.env);
                }
                yield broken(subject);
            }
        };
    }

    /// Checks the branches of a `switch` whose subject is wrong.
    private Checked broken(Subject subject) {
        subject.env.body().fail();
        for (Stmt.Case one : subject.stmt.cases()) {
            Env env = subject.env.in(subject.env.scope().child(Scope.Kind.BLOCK));
            if (!one.binding().isAbsent()) bind(one, Type.ERROR, env);
            c.statements().block(one.body(), env);
        }
        orElse(subject);
        return Checked.completing(new TStmt.Nothing(subject.stmt.span()));
    }

    private Local bind(Stmt.Case one, Type type, Env env) {
        Local local = new Local(one.binding().text(), Local.Kind.BINDING, type, one.binding().span());
        c.statements().declare(local, one.binding(), one.binding().span().end(), env);
        return local;
    }

    private boolean hasElse(Subject subject) {
        return !(subject.stmt.orElse() instanceof Stmt.NoBody);
    }

    private Checked orElse(Subject subject) {
        return subject.stmt.orElse() instanceof Stmt.Block block ? c.statements().block(block, subject.env)
                : Checked.completing(new TStmt.Nothing(subject.stmt.orElse().span()));
    }

    /// Enumerations, integers and `bool`.
    private Checked integers(Subject subject, Optional<EnumerationType> enumeration) {
        List<TStmt.IntCase> cases = new ArrayList<>();
        CaseLabels.Covered covered = new CaseLabels.Covered();
        boolean completes = false;
        for (Stmt.Case one : subject.stmt.cases()) {
            List<TStmt.IntRange> ranges = new ArrayList<>();
            for (Stmt.CaseLabel label : one.labels()) {
                labels.range(label, subject.type(), enumeration, covered, subject.env).ifPresent(ranges::add);
            }
            Checked body = c.statements().block(one.body(), withoutBinding(one, subject.env));
            completes |= body.completes();
            cases.add(new TStmt.IntCase(ranges, (TStmt.Block) body.stmt()));
        }
        List<String> missing = new ArrayList<>();
        boolean closed = enumeration.isPresent() || subject.type().definition() == Type.BOOL;
        if (enumeration.isPresent()) {
            for (Type.Item item : enumeration.get().items()) {
                if (!covered.contains(enumeration.get().base().value(item.value()))) missing.add(item.name());
            }
        } else if (closed) {
            if (!covered.contains(BigInteger.ZERO)) missing.add("false");
            if (!covered.contains(BigInteger.ONE)) missing.add("true");
        }
        boolean covers = complete(subject, closed, missing, covered.hasFailed());
        if (closed && covers && hasElse(subject) && !covered.hasFailed()) unreachableElse(subject);
        Checked orElse = orElse(subject);
        completes |= hasElse(subject) ? orElse.completes() : !covers;
        return new Checked(new TStmt.SwitchInt(subject.target, subject.value, cases, orElse.stmt(), subject.stmt.span()),
                completes || subject.leavable.isLeft());
    }

    private Checked tags(Subject subject, TaggedType type) {
        List<TStmt.TagCase> cases = new ArrayList<>();
        Map<Integer, Span> covered = new HashMap<>();
        boolean failed = false;
        boolean completes = false;
        boolean isPlace = c.exprs().isPlace(subject.value);
        for (Stmt.Case one : subject.stmt.cases()) {
            List<Integer> members = new ArrayList<>();
            for (Stmt.CaseLabel label : one.labels()) {
                Optional<Integer> member = labels.member(label, subject.type(), type, covered, subject.env);
                failed |= member.isEmpty();
                member.ifPresent(members::add);
            }
            Env env = subject.env.in(subject.env.scope().child(Scope.Kind.BLOCK));
            Optional<Local> binding = binding(one, members, type, isPlace, subject, env);
            Checked body = c.statements().block(one.body(), env);
            completes |= body.completes();
            Local local = binding.orElseGet(() -> new Local("case", Local.Kind.TEMPORARY, Type.NONE, one.span()));
            cases.add(new TStmt.TagCase(members, binding.isPresent(), one.star(), local, (TStmt.Block) body.stmt()));
        }
        List<String> missing = new ArrayList<>();
        for (int i = 0; i < type.members().size(); i++) if (!covered.containsKey(i)) missing.add(type.members().get(i).name());
        boolean covers = complete(subject, true, missing, failed);
        Checked orElse = orElse(subject);
        completes |= hasElse(subject) ? orElse.completes() : !covers;
        return new Checked(new TStmt.SwitchTag(subject.target, subject.value, isPlace, cases, hasElse(subject), orElse.stmt(),
                subject.stmt.span()), completes || subject.leavable.isLeft());
    }

    /// The variable that a case declares for the payload (L8.3); E0623, E0626.
    private Optional<Local> binding(Stmt.Case one, List<Integer> members, TaggedType type, boolean isPlace, Subject subject, Env env) {
        if (one.binding().isAbsent()) return Optional.empty();
        if (members.size() < one.labels().size()) {
            bind(one, Type.ERROR, env);
            return Optional.empty();
        }
        Type payload = type.members().get(members.getFirst()).payload();
        for (int member : members) {
            if (type.members().get(member).payload() == payload) continue;
            c.report(Problem.of(Code.E0623, one.binding().span(), "a case can bind only the payload of one member")
                    .note("the members named here have payloads of different types"), env);
            bind(one, Type.ERROR, env);
            return Optional.empty();
        }
        if (one.star() && !isPlace) {
            c.report(Problem.of(Code.E0626, subject.stmt.subject().span(), "a reference needs a place")
                    .label(one.starSpan(), "reference to the payload"), env);
        } else if (!one.star() && !c.exprs().isCopyable(payload)) {
            c.report(Problem.of(Code.E0921, one.binding().span(), "`" + c.show(payload) + "` contains a mutex and cannot be copied")
                    .help("bind a pointer: `*" + one.binding().text() + "`"), env);
        }
        return Optional.of(bind(one, one.star() ? c.types().pointer(payload) : payload, env));
    }

    /// Where the block of a case without payload is checked; E0623 if it binds one.
    private Env withoutBinding(Stmt.Case one, Env env) {
        if (one.binding().isAbsent()) return env;
        c.report(Problem.of(Code.E0623, one.binding().span(), "a case can bind only the payload of a member of a tagged enum"), env);
        Env inner = env.in(env.scope().child(Scope.Kind.BLOCK));
        bind(one, Type.ERROR, inner);
        return inner;
    }

    private Checked strings(Subject subject) {
        List<TStmt.StringCase> cases = new ArrayList<>();
        Map<String, Span> covered = new HashMap<>();
        boolean completes = false;
        for (Stmt.Case one : subject.stmt.cases()) {
            List<StaticObject> strings = new ArrayList<>();
            for (Stmt.CaseLabel label : one.labels()) labels.string(label, covered, subject.env).ifPresent(strings::add);
            Checked body = c.statements().block(one.body(), withoutBinding(one, subject.env));
            completes |= body.completes();
            cases.add(new TStmt.StringCase(strings, (TStmt.Block) body.stmt()));
        }
        complete(subject, false, List.of(), false);
        Checked orElse = orElse(subject);
        completes |= !hasElse(subject) || orElse.completes();
        Function equals = c.library().function("string", "equals");
        return new Checked(new TStmt.SwitchString(subject.target, subject.value, cases, equals, orElse.stmt(), subject.stmt.span()),
                completes || subject.leavable.isLeft());
    }

    /// Reports what is not covered (L8.4): E0622, W0601. Whether every member is covered.
    private boolean complete(Subject subject, boolean closed, List<String> missing, boolean failed) {
        boolean demanded = subject.stmt.completeness() == Stmt.Completeness.COMPLETE;
        if (!closed) {
            if (demanded && !hasElse(subject)) {
                c.report(Problem.of(Code.E0622, subject.stmt.word(), "not covered: all other values").help("add an `else`"), subject.env);
            }
            return false;
        }
        if (failed || missing.isEmpty()) return missing.isEmpty();
        if (hasElse(subject) || subject.stmt.completeness() == Stmt.Completeness.PARTIAL) return false;
        String list = "`" + String.join("`, `", missing) + "`";
        if (demanded) c.report(Problem.of(Code.E0622, subject.stmt.word(), "not covered: " + list).help("add cases for them"), subject.env);
        else {
            c.warn(Problem.of(Code.W0601, subject.stmt.word(), "some members are not covered").note("not covered: " + list)
                    .help("add cases or an `else`, or write `switch #partial`"), subject.env);
        }
        return false;
    }

    private void unreachableElse(Subject subject) {
        c.warn(Problem.of(Code.W0602, subject.stmt.elseSpan(), "every member is covered, so this `else` never runs"), subject.env);
    }
}
