package cpi.ir;

import cpi.source.Span;
import cpi.typed.StaticObject;
import cpi.typed.TStmt;
import cpi.types.TaggedType;
import cpi.types.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Lowers `switch` (L8).
final class Switches {
    private final FunctionLowering f;
    private final FunctionBuilder out;

    Switches(FunctionLowering f) {
        this.f = f;
        this.out = f.out;
    }

    void lower(TStmt.SwitchInt s) {
        boolean bool = f.type(s.subject()).definition() == Type.BOOL;
        int value = f.exprs.scalar(s.subject());
        if (bool) value = f.conditions.truth(value, s.subject().span());
        Scalar scalar = out.type(value);
        int end = end(s.target());
        int orElse = s.orElse() instanceof TStmt.Nothing ? end : out.newBlock();
        List<Integer> bodies = new ArrayList<>();
        List<Inst.SwitchCase> cases = new ArrayList<>();
        for (TStmt.IntCase c : s.cases()) {
            int body = out.newBlock();
            bodies.add(body);
            for (TStmt.IntRange range : c.ranges()) {
                cases.add(new Inst.SwitchCase(scalar.normalize(range.low().longValue()), scalar.normalize(range.high().longValue()),
                        body));
            }
        }
        out.emit(new Inst.Switch(scalar, value, cases, orElse, s.subject().span()));
        for (int i = 0; i < bodies.size(); i++) body(bodies.get(i), s.cases().get(i).body(), end, s.span());
        orElse(orElse, s.orElse(), end, s.span());
        out.start(end);
    }

    void lower(TStmt.SwitchTag s) {
        TaggedType type = (TaggedType) f.type(s.subject()).definition();
        Operand subject = s.isPlace() ? f.places.read(s.subject()) : f.exprs.value(s.subject());
        Operand.InMemory memory = (Operand.InMemory) subject;
        int tag = f.places.loadTag(memory, type, s.subject().span());
        int end = end(s.target());
        int unset = out.newBlock();
        int orElse = s.hasElse() ? out.newBlock() : unset;
        List<Integer> bodies = new ArrayList<>();
        List<Inst.SwitchCase> cases = new ArrayList<>();
        boolean[] covered = new boolean[type.members().size()];
        for (TStmt.TagCase c : s.cases()) {
            int body = out.newBlock();
            bodies.add(body);
            for (int member : c.members()) {
                covered[member] = true;
                cases.add(tagCase(out.type(tag), member, body));
            }
        }
        for (int i = 0; i < covered.length && !s.hasElse(); i++) if (!covered[i]) cases.add(tagCase(out.type(tag), i, end));
        out.emit(new Inst.Switch(out.type(tag), tag, cases, orElse, s.subject().span()));
        for (int i = 0; i < bodies.size(); i++) tagCase(bodies.get(i), s.cases().get(i), type, memory.checked(), end, s.span());
        if (s.hasElse()) orElse(orElse, s.orElse(), end, s.span());
        out.start(unset);
        f.calls.panic("P08", "the value is unset: no member is current", s.subject().span());
        out.start(end);
    }

    private static Inst.SwitchCase tagCase(Scalar tag, int member, int target) {
        long number = tag.normalize(member + 1L);
        return new Inst.SwitchCase(number, number, target);
    }

    private void tagCase(int block, TStmt.TagCase c, TaggedType type, Operand.InMemory subject, int end, Span span) {
        if (!c.bound()) {
            body(block, c.body(), end, span);
            return;
        }
        out.start(block);
        Operand.InMemory payload = subject.at(f.layout.payloadOffset(type));
        Type held = f.settle(c.binding().type());
        Operand value = c.reference() ? new Operand.InRegs(out.offset(payload.address(), payload.offset(), c.binding().place()))
                : f.exprs.load(payload, held, c.binding().place());
        f.exprs.store(f.locals.declare(c.binding()), held, value, c.binding().place());
        f.statements.blockWith(List.of(c.binding()), c.body());
        out.jump(end, span);
    }

    /// A switch on texts: by the count first, then by comparing the bytes with each text of that count.
    void lower(TStmt.SwitchString s) {
        List<Integer> subject = f.exprs.regs(s.subject());
        int end = end(s.target());
        int orElse = s.orElse() instanceof TStmt.Nothing ? end : out.newBlock();
        Map<Long, List<Text>> byCount = new TreeMap<>();
        List<Integer> bodies = new ArrayList<>();
        for (TStmt.StringCase c : s.cases()) {
            int body = out.newBlock();
            bodies.add(body);
            for (StaticObject text : c.strings()) {
                byCount.computeIfAbsent((long) text.data().bytes().length, n -> new ArrayList<>()).add(new Text(text, body));
            }
        }
        List<Integer> lengths = new ArrayList<>();
        List<Inst.SwitchCase> cases = new ArrayList<>();
        for (long count : byCount.keySet()) {
            lengths.add(out.newBlock());
            cases.add(new Inst.SwitchCase(count, count, lengths.getLast()));
        }
        Span span = s.subject().span();
        out.emit(new Inst.Switch(Scalar.I64, subject.get(1), cases, orElse, span));
        int group = 0;
        for (List<Text> texts : byCount.values()) {
            out.start(lengths.get(group++));
            for (Text text : texts) compare(subject, text, span);
            out.jump(orElse, span);
        }
        for (int i = 0; i < bodies.size(); i++) body(bodies.get(i), s.cases().get(i).body(), end, s.span());
        orElse(orElse, s.orElse(), end, s.span());
        out.start(end);
    }

    private record Text(StaticObject object, int body) {}

    /// Goes to the body of a text if the subject, which has its count, has its bytes.
    private void compare(List<Integer> subject, Text text, Span span) {
        int next = out.newBlock();
        int order = out.temp(Scalar.I64);
        List<Integer> args = List.of(subject.get(0), out.symbolAddress(text.object, span), subject.get(1));
        out.emit(new Inst.Intrinsic("mem.compare", Type.NONE, args, List.of(order), span));
        out.branch(order, next, text.body, span);
        out.start(next);
    }

    /// The block behind the switch, where `break` leads.
    private int end(TStmt.Target target) {
        int end = out.newBlock();
        f.statements.setTarget(target, end, end);
        return end;
    }

    private void body(int block, TStmt.Block body, int end, Span span) {
        out.start(block);
        f.statements.block(body);
        out.jump(end, span);
    }

    private void orElse(int block, TStmt orElse, int end, Span span) {
        if (block == end) return;
        out.start(block);
        f.statements.lower(orElse);
        out.jump(end, span);
    }
}
