package cpi.ir;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import cpi.syntax.BinaryOp;
import cpi.typed.ContextField;
import cpi.typed.Function;
import cpi.typed.Global;
import cpi.typed.Local;
import cpi.typed.TExpr;
import cpi.typed.TStmt;
import cpi.types.IntType;
import cpi.types.StructType;
import cpi.types.TaggedType;
import cpi.types.Type;
import java.math.BigInteger;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Lowering keeps the meaning: small functions, built by hand, give the right results on the simplest machine.
class LoweringTest {
    private final Trees t = new Trees();
    private final IrMachine machine = new IrMachine(t.lowering);

    /// Runs a function, and checks on the way that its IR is valid and survives printing and parsing.
    private List<Long> run(Function f, long... args) {
        for (boolean places : new boolean[] {false, true}) {
            IrNames names = new IrNames();
            String text = IrPrinter.print(t.lowering.lower(f), names, places);
            IrFunction read = IrParser.parse(text, names, t.lowering.shapes());
            assertEquals(text, IrPrinter.print(read, names, places));
            if (places) assertEquals(t.lowering.lower(f), read);
        }
        return machine.call(f, args);
    }

    private String panic(Function f, long... args) {
        return assertThrows(IrMachine.Panicked.class, () -> run(f, args)).code;
    }

    @Test
    void operandsAreFixedWhenReached() {
        Local p = t.param("p", t.types.pointer(IntType.I64));
        Function bump = t.fn("bump", IntType.I64, p).body(t.increase(t.deref(t.ref(p)), t.num(1)), t.ret(t.deref(t.ref(p))));
        Local n = t.local("n", IntType.I64);
        Function f = t.fn("f", IntType.I64).body(t.declare(n, t.num(1)),
                t.ret(t.add(t.ref(n), t.op(BinaryOp.MUL, t.call(bump, t.address(t.ref(n))), t.num(10)))));
        assertEquals(List.of(21L), run(f));
    }

    @Test
    void structArgumentsAreCopiedWhenReached() {
        StructType big = t.struct(IntType.I64, IntType.I64, IntType.I64);
        Global g = t.global("g", big);
        Function change = t.fn("change", IntType.I64).body(t.assign(t.field(t.ref(g), 2), t.num(7)), t.ret(t.num(1)));
        Local s = t.param("s", big);
        Local k = t.param("k", IntType.I64);
        Function sum = t.fn("sum", IntType.I64, s, k).body(t.ret(t.add(t.field(t.ref(s), 2), t.ref(k))));
        Function f = t.fn("f", IntType.I64).body(t.ret(t.call(sum, t.ref(g), t.call(change))));
        assertEquals(List.of(1L), run(f));
    }

    @Test
    void pairsAreSwappedThroughTheirLiteral() {
        StructType pair = t.struct(IntType.I64, IntType.I64);
        Local p = t.local("p", pair);
        Function f = t.fn("f", pair).body(t.declare(p, t.value(pair, t.num(1), t.num(2))),
                t.assign(t.ref(p), t.value(pair, t.field(t.ref(p), 1), t.field(t.ref(p), 0))), t.ret(t.ref(p)));
        assertEquals(List.of(2L, 1L), run(f));
    }

    @Test
    void bigStructsArePermutedThroughTheirLiteral() {
        StructType big = t.struct(IntType.I64, IntType.I64, IntType.I64);
        Local p = t.local("p", big);
        Function f = t.fn("f", IntType.I64).body(t.declare(p, t.value(big, t.num(1), t.num(2), t.num(3))),
                t.assign(t.ref(p), t.value(big, t.field(t.ref(p), 2), t.field(t.ref(p), 0), t.field(t.ref(p), 1))),
                t.ret(t.add(t.op(BinaryOp.MUL, t.field(t.ref(p), 0), t.num(100)), t.add(t.op(BinaryOp.MUL, t.field(t.ref(p), 1),
                        t.num(10)), t.field(t.ref(p), 2)))));
        assertEquals(List.of(312L), run(f));
    }

    @Test
    void deferredStatementsRunOnEveryWayOut() {
        Local k = t.param("k", IntType.I64);
        TStmt.Target loop = new TStmt.Target("");
        Function f = t.fn("f", IntType.I64, k).body(
                t.defer(t.puts("a")),
                new TStmt.While(loop, t.op(BinaryOp.LT, t.ref(k), t.num(10)), t.block(
                        t.defer(t.puts("b")),
                        t.defer(t.block(t.puts("c"), t.puts("d"))),
                        t.when(t.op(BinaryOp.EQ, t.ref(k), t.num(1)), t.ret(t.num(5))),
                        t.defer(t.puts("e")),
                        t.when(t.op(BinaryOp.EQ, t.ref(k), t.num(2)), new TStmt.Break(loop, t.span())),
                        t.when(t.op(BinaryOp.EQ, t.ref(k), t.num(3)), t.ret(t.num(6))),
                        t.puts("f"), new TStmt.Break(loop, t.span())), t.span()),
                t.puts("g"), t.ret(t.num(7)));
        List<String> outputs = List.of("fecdbga", "cdba", "ecdbga", "ecdba");
        List<Long> results = List.of(7L, 5L, 7L, 6L);
        for (int i = 0; i < 4; i++) {
            machine.output.setLength(0);
            assertEquals(List.of(results.get(i)), run(f, i));
            assertEquals(outputs.get(i), machine.output.toString());
        }
    }

    @Test
    void deferredLoopsHaveWaysOutOfTheirOwn() {
        Local k = t.param("k", IntType.I64);
        TStmt.Target inner = new TStmt.Target("");
        TStmt.Block deferred = t.block(new TStmt.While(inner, t.op(BinaryOp.LT, t.num(0), t.num(1)), t.block(
                t.defer(t.puts("x")),
                t.when(t.op(BinaryOp.EQ, t.ref(k), t.num(1)), new TStmt.Break(inner, t.span())),
                t.puts("y"), new TStmt.Break(inner, t.span())), t.span()));
        Function f = t.fn("f", IntType.I64, k).body(t.block(t.defer(deferred), t.when(t.op(BinaryOp.LT, t.ref(k), t.num(2)),
                t.ret(t.num(1)))), t.puts("z"), t.ret(t.num(2)));
        List<String> outputs = List.of("yx", "x", "yxz");
        for (int i = 0; i < 3; i++) {
            machine.output.setLength(0);
            assertEquals(List.of(i < 2 ? 1L : 2L), run(f, i));
            assertEquals(outputs.get(i), machine.output.toString());
        }
    }

    @Test
    void returnValueIsFixedBeforeDeferredStatements() {
        Local a = t.local("a", IntType.I64);
        Function f = t.fn("f", IntType.I64).body(t.declare(a, t.num(3)), t.defer(t.increase(t.ref(a), t.num(1))), t.ret(t.ref(a)));
        assertEquals(List.of(3L), run(f));
    }

    @Test
    void inclusiveRangesEndAtTheLargestValue() {
        Local e = new Local("e", Local.Kind.LOOP, IntType.U8, t.span());
        Local i = new Local("i", Local.Kind.LOOP, IntType.I64, t.span());
        Local n = t.local("n", IntType.I64);
        Function f = t.fn("f", IntType.I64).body(t.declare(n, t.num(0)),
                new TStmt.ForRange(new TStmt.Target(""), e, i, t.num(250, IntType.U8), t.num(255, IntType.U8), true,
                        t.block(t.assign(t.ref(n), t.add(t.op(BinaryOp.MUL, t.ref(n), t.num(10)), t.ref(i)))), t.span()),
                t.ret(t.ref(n)));
        assertEquals(List.of(12345L), run(f));
    }

    @Test
    void sliceLoopsCopyThePairAndCheckAnAssignedIndex() {
        Type slice = t.types.slice(IntType.I64);
        Local xs = t.local("xs", slice);
        Local e = new Local("e", Local.Kind.LOOP, IntType.I64, t.span());
        Local i = new Local("i", Local.Kind.LOOP, IntType.I64, t.span());
        Local n = t.local("n", IntType.I64);
        TExpr literal = new TExpr.SliceValue(List.of(t.num(5), t.num(6), t.num(7)), slice, t.span());
        Function f = t.fn("f", IntType.I64).body(t.declare(xs, literal), t.declare(n, t.num(0)),
                new TStmt.ForSlice(new TStmt.Target(""), e, false, i, t.ref(xs), t.block(t.increase(t.ref(n), t.ref(e)),
                        t.assign(t.field(t.ref(xs), 1), t.num(0))), t.span()), t.ret(t.ref(n)));
        assertEquals(List.of(18L), run(f));
        Function g = t.fn("g", IntType.I64).body(t.declare(xs, literal),
                new TStmt.ForSlice(new TStmt.Target(""), e, false, i, t.ref(xs), t.block(t.assign(t.ref(i), t.num(-5))), t.span()),
                t.ret(t.num(0)));
        assertEquals("P03", panic(g));
    }

    @Test
    void sliceLiteralsMayReadTheirOwnEarlierElements() {
        Type slice = t.types.slice(IntType.I64);
        Local xs = t.local("xs", slice);
        Local k = t.local("k", IntType.I64);
        TExpr rotated = new TExpr.SliceValue(List.of(t.element(t.ref(xs), t.num(1)), t.element(t.ref(xs), t.num(0))), slice, t.span());
        Function f = t.fn("f", IntType.I64).body(
                t.declare(xs, new TExpr.SliceValue(List.of(t.num(1), t.num(2)), slice, t.span())), t.declare(k, t.num(0)),
                new TStmt.While(new TStmt.Target(""), t.op(BinaryOp.LT, t.ref(k), t.num(3)), t.block(t.assign(t.ref(xs), rotated),
                        t.increase(t.ref(k), t.num(1))), t.span()),
                t.ret(t.add(t.op(BinaryOp.MUL, t.element(t.ref(xs), t.num(0)), t.num(10)), t.element(t.ref(xs), t.num(1)))));
        assertEquals(List.of(21L), run(f));
    }

    @Test
    void assigningThroughMembersSetsTagsAfterTheValue() {
        StructType box = t.struct(IntType.I64, IntType.I64);
        TaggedType shape = t.tagged(IntType.I64, box);
        Local s = t.local("s", shape);
        // s.m1.f0 = s.m0 + 1: the right side still sees m0; then the payload is cleared and m1 is current.
        Function f = t.fn("f", IntType.I64).body(t.declare(s, new TExpr.TaggedValue(0, t.num(41), shape, t.span())),
                t.assign(t.field(t.member(t.ref(s), 1), 0), t.add(t.member(t.ref(s), 0), t.num(1))),
                t.ret(t.add(t.field(t.member(t.ref(s), 1), 0), t.field(t.member(t.ref(s), 1), 1))));
        assertEquals(List.of(42L), run(f));
        Function g = t.fn("g", IntType.I64).body(t.declare(s, t.defaultOf(shape)), t.ret(t.member(t.ref(s), 0)));
        assertEquals("P07", panic(g));
    }

    @Test
    void switchOnUnsetTagPanicsWithoutElse() {
        TaggedType shape = t.tagged(IntType.I64, Type.NONE);
        Local s = t.param("s", shape);
        Local v = new Local("v", Local.Kind.BINDING, IntType.I64, t.span());
        TStmt.TagCase first = new TStmt.TagCase(List.of(0), true, false, v, t.block(t.ret(t.ref(v))));
        Function f = t.fn("f", IntType.I64, s).body(new TStmt.SwitchTag(new TStmt.Target(""), t.ref(s), true, List.of(first), false,
                new TStmt.Nothing(t.span()), t.span()), t.ret(t.num(-1)));
        Function set = t.fn("set", IntType.I64).body(t.ret(t.call(f, new TExpr.TaggedValue(0, t.num(9), shape, t.span()))));
        Function other = t.fn("other", IntType.I64).body(t.ret(t.call(f, new TExpr.TaggedValue(1, t.defaultOf(Type.NONE), shape,
                t.span()))));
        Function unset = t.fn("unset", IntType.I64).body(t.ret(t.call(f, t.defaultOf(shape))));
        assertEquals(List.of(9L), run(set));
        assertEquals(List.of(-1L), run(other));
        assertEquals("P08", panic(unset));
    }

    @Test
    void switchOnTextsComparesCountsAndBytes() {
        Local s = t.param("s", t.types.string());
        TStmt.StringCase first = new TStmt.StringCase(List.of(t.bytes("if", "if".getBytes()), t.bytes("else", "else".getBytes())),
                t.block(t.ret(t.num(1))));
        TStmt.StringCase second = new TStmt.StringCase(List.of(t.bytes("do", "do".getBytes()), t.bytes("", new byte[0])),
                t.block(t.ret(t.num(2))));
        Function f = t.fn("f", IntType.I64, s);
        ((Trees.Fn) f).body(new TStmt.SwitchString(new TStmt.Target(""), t.ref(s), List.of(first, second), f,
                t.block(t.ret(t.num(3))), t.span()));
        List<String> texts = List.of("if", "do", "", "else", "elsa", "x");
        List<Long> results = texts.stream().map(x -> run(t.fn("main", IntType.I64).body(t.ret(t.call(f, t.text(x))))).getFirst())
                .toList();
        assertEquals(List.of(1L, 2L, 2L, 1L, 3L, 3L), results);
    }

    @Test
    void targetIsCheckedBeforeTheValue() {
        StructType pair = t.struct(IntType.I64, IntType.I64);
        Local p = t.local("p", t.types.pointer(pair));
        Function say = t.fn("say", IntType.I64).body(t.puts("value"), t.ret(t.num(1)));
        Function f = t.fn("f", Type.NONE).body(t.declare(p, new TExpr.NilConst(t.types.pointer(pair), t.span())),
                t.assign(t.field(t.deref(t.ref(p)), 1), t.call(say)));
        assertEquals("P04", panic(f));
        assertEquals("", machine.output.toString());
    }

    @Test
    void withRestoresOnReturn() {
        ContextField level = t.context.add("level", IntType.I64);
        TExpr read = new TExpr.ContextFieldRef(new TExpr.ContextRef(t.context.pointer(), t.span()), level, t.span());
        Function f = t.fn("f", IntType.I64).body(new TStmt.With(List.of(new TStmt.WithField(level, t.add(read, t.num(5)))),
                t.block(t.ret(t.add(read, t.num(1)))), t.span()));
        Function main = t.fn("main", IntType.I64).body(t.ret(t.add(t.op(BinaryOp.MUL, t.call(f), t.num(100)), read)));
        assertEquals(List.of(600L), run(main));
    }

    @Test
    void syncUnlocksAfterDeferredStatements() {
        Local m = t.local("m", Type.MUTEX);
        Function f = t.fn("f", IntType.I64).body(t.declare(m, t.defaultOf(Type.MUTEX)),
                new TStmt.Sync(t.address(t.ref(m)), "m", t.block(t.defer(t.puts("d")), t.ret(t.num(1))), t.span()));
        assertEquals(List.of(1L), run(f));
        assertEquals("<d>", machine.output.toString());
    }

    @Test
    void bytesOtherThanZeroAreTrue() {
        Local n = t.local("n", IntType.U8);
        TExpr bool = t.deref(new TExpr.Convert(TExpr.Conversion.RELABEL, t.address(t.ref(n)), t.types.pointer(Type.BOOL), t.span()));
        TExpr isTrue = t.op(BinaryOp.EQ, bool, t.num(1, Type.BOOL));
        TExpr number = new TExpr.Convert(TExpr.Conversion.NUMERIC, bool, IntType.I64, t.span());
        TExpr same = new TExpr.Convert(TExpr.Conversion.NUMERIC, isTrue, IntType.I64, t.span());
        Function f = t.fn("f", IntType.I64).body(t.declare(n, t.num(6, IntType.U8)), t.ret(t.add(number, same)));
        assertEquals(List.of(2L), run(f));
    }

    @Test
    void largeDefaultsAreMadeByCode() {
        cpi.types.EnumerationType color = t.types.enumeration(IntType.I64, List.of(new Type.Item("red", 3)));
        Type array = t.types.array(1000, t.struct(color, IntType.I64, color));
        Local a = t.local("a", array);
        Function f = t.fn("f", IntType.I64).body(t.declare(a, t.defaultOf(array)), t.ret(new TExpr.Convert(
                TExpr.Conversion.RELABEL, t.field(t.element(t.ref(a), t.num(999)), 2), IntType.I64, t.span())));
        assertEquals(List.of(3L), run(f));
    }

    @Test
    void compoundReadsBeforeTheValue() {
        Local n = t.local("n", IntType.I64);
        Local p = t.param("p", t.types.pointer(IntType.I64));
        Function set = t.fn("set", IntType.I64, p).body(t.assign(t.deref(t.ref(p)), t.num(100)), t.ret(t.num(1)));
        Function f = t.fn("f", IntType.I64).body(t.declare(n, t.num(3)),
                t.increase(t.ref(n), t.call(set, t.address(t.ref(n)))), t.ret(t.ref(n)));
        assertEquals(List.of(4L), run(f));
    }

    @Test
    void functionsWithCConventionMakeTheirContext() {
        Function callee = t.fn("callee", IntType.I64).body(t.ret(t.num(4)));
        Function f = t.cFn("f", IntType.I64).body(t.ret(t.call(callee)));
        assertEquals("context.make", t.lowering.lower(f).blocks().getFirst().insts().stream()
                .filter(Inst.Intrinsic.class::isInstance).map(i -> ((Inst.Intrinsic) i).name()).findFirst().orElse(""));
        assertEquals(List.of(4L), run(f));
    }

    @Test
    void switchOnNumbersTakesRanges() {
        Local c = t.param("c", IntType.I8);
        TStmt.IntCase letters = new TStmt.IntCase(List.of(range('a', 'z'), range('A', 'Z')), t.block(t.ret(t.num(1))));
        TStmt.IntCase negative = new TStmt.IntCase(List.of(range(-128, -1)), t.block(t.ret(t.num(2))));
        Function f = t.fn("f", IntType.I64, c).body(new TStmt.SwitchInt(new TStmt.Target(""), t.ref(c), List.of(letters, negative),
                new TStmt.Nothing(t.span()), t.span()), t.ret(t.num(3)));
        assertEquals(List.of(List.of(1L), List.of(1L), List.of(2L), List.of(3L)),
                List.of(run(f, 'q'), run(f, 'Q'), run(f, -5), run(f, '0')));
    }

    private static TStmt.IntRange range(long low, long high) {
        return new TStmt.IntRange(BigInteger.valueOf(low), BigInteger.valueOf(high));
    }
}
