package cpi.interp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cpi.engine.Journal;
import cpi.engine.JournalHost;
import cpi.engine.Memory;
import cpi.engine.Outcome;
import cpi.engine.Scheduler;
import cpi.engine.SystemHost;
import cpi.interp.code.Program;
import cpi.ir.Inst.BinOp;
import cpi.ir.Inst.CmpOp;
import cpi.ir.FreshContext;
import cpi.ir.IrFunction;
import cpi.ir.Scalar;
import cpi.typed.ConstData;
import cpi.typed.Function;
import cpi.typed.Global;
import cpi.types.IntType;
import cpi.types.Layout;
import cpi.types.Type;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/// The machine on code built by hand: results, panics, and that every state is data.
class VmTest {
    private final Map<Function, IrFunction> functions = new IdentityHashMap<>();
    private final Program program = new Program() {
        @Override
        public IrFunction code(Function f) {
            return functions.get(f);
        }

        @Override
        public ConstData freshContext(boolean declared) {
            return ConstData.zero(40);
        }

        @Override
        public Optional<FreshContext.Part> declaredContextField(long offset) {
            return Optional.empty();
        }

        @Override
        public long declaredContextStart() {
            return 40;
        }

        @Override
        public long threadOffset() {
            return 32;
        }

        @Override
        public Optional<Function> threadEnd() {
            return Optional.empty();
        }

        @Override
        public long symbol(Function function) {
            return cpi.engine.Native.symbol(function.externalName());
        }

        @Override
        public Global typeInfo(Type type) {
            throw new UnsupportedOperationException();
        }
    };
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    private TestFunction define(String name, List<Type> params, List<Scalar> scalars, Consumer<Build> body) {
        TestFunction f = new TestFunction(name, params, IntType.I64);
        Build b = new Build(f, scalars, List.of(Scalar.I64));
        functions.put(f, b.done());
        body.accept(b);
        functions.put(f, b.done());
        return f;
    }

    private TestFunction main(Consumer<Build> body) {
        return define("main", List.of(), List.of(), body);
    }

    private TestFunction fib() {
        TestFunction f = new TestFunction("fib", List.of(IntType.I64), IntType.I64);
        Build b = new Build(f, List.of(Scalar.I64), List.of(Scalar.I64));
        b.branch(b.cmp(CmpOp.LT, 0, b.k(2)), 1, 2);
        b.block();
        b.ret(0);
        b.block();
        int x = b.call(f, Scalar.I64, b.bin(BinOp.SUB, 0, b.k(1)));
        int y = b.call(f, Scalar.I64, b.bin(BinOp.SUB, 0, b.k(2)));
        b.ret(b.bin(BinOp.ADD, x, y));
        functions.put(f, b.done());
        return f;
    }

    /// Fills an array in the heap, sums it up, and asks the clock and writes on the way.
    private TestFunction work(int n) {
        TestFunction fib = fib();
        return main(b -> {
            int i = b.reg(Scalar.I64);
            int sum = b.reg(Scalar.I64);
            int data = b.reg(Scalar.PTR);
            int count = b.k(n);
            b.move(data, b.intrinsic("mem.alloc", Scalar.PTR, b.k(8L * n), b.k(8)));
            b.move(i, b.k(0));
            b.move(sum, b.k(0));
            b.jump(1);
            b.block();
            b.branch(b.cmp(CmpOp.LT, i, count), 2, 3);
            b.block();
            b.bounds(i, count);
            int element = b.element(data, i, 8);
            int now = b.intrinsic("clock.now", Scalar.I64);
            b.store(Scalar.I64, element, 0, b.bin(BinOp.ADD, now, b.call(fib, Scalar.I64, b.bin(BinOp.AND, i, b.k(7)))));
            b.bounds(i, count);
            b.move(sum, b.bin(BinOp.ADD, sum, b.load(Scalar.I64, b.element(data, i, 8), 0)));
            b.add(new cpi.ir.Inst.Intrinsic("out.write", Type.NONE, List.of(b.k(1), data, b.k(3), b.k(0)), List.of(), b.span()));
            b.move(i, b.bin(BinOp.ADD, i, b.k(1)));
            b.back(1);
            b.block();
            b.ret(b.bin(BinOp.AND, sum, b.k(127)));
        });
    }

    private Vm vm(TestFunction main, boolean translate, Journal journal) {
        SystemHost world = new SystemHost(InputStream.nullInputStream(), out, out, false, List.of("test"), true);
        long unlimited = Long.MAX_VALUE;
        Vm.Options options = new Vm.Options(false, true, unlimited, unlimited, unlimited, Scheduler.Options.DEFAULT, translate);
        Vm vm = new Vm(options, program, new Layout(), Memory.scratch(false), new JournalHost(world, journal));
        vm.link(List.of(main));
        vm.start(List.of(main));
        return vm;
    }

    private Outcome run(TestFunction main) {
        Vm vm = vm(main, true, new Journal());
        Outcome outcome = vm.run();
        vm.memory().close();
        return outcome;
    }

    private void panics(String code, Consumer<Build> body) {
        assertEquals(code, assertInstanceOf(Outcome.Panicked.class, run(main(body))).code());
    }

    @Test
    void callsReturnResults() {
        TestFunction fib = fib();
        assertEquals(new Outcome.Exited(6765 & 0xFF), run(main(b -> b.ret(b.call(fib, Scalar.I64, b.k(20))))));
    }

    @Test
    void faultsArePanics() {
        panics("P05", b -> b.ret(b.bin(BinOp.DIV, b.k(1), zero(b))));
        panics("P06", b -> b.ret(b.bin(BinOp.DIV, b.bin(BinOp.ADD, b.k(Long.MIN_VALUE), zero(b)), b.bin(BinOp.SUB, zero(b), b.k(1)))));
        panics("P04", b -> b.ret(b.load(Scalar.I64, zero(b), 16)));
        panics("P17", b -> b.ret(b.load(Scalar.I64, b.k(123456789), 0)));
        panics("P17", b -> b.ret(b.load(Scalar.I64, b.intrinsic("mem.alloc", Scalar.PTR, b.k(16), b.k(8)), 16)));
        panics("P12", b -> {
            int p = b.intrinsic("mem.alloc", Scalar.PTR, b.k(16), b.k(8));
            b.add(new cpi.ir.Inst.Intrinsic("mem.free", Type.NONE, List.of(p), List.of(), b.span()));
            b.add(new cpi.ir.Inst.Intrinsic("mem.free", Type.NONE, List.of(p), List.of(), b.span()));
            b.ret(p);
        });
        panics("P03", b -> {
            b.bounds(zero(b), b.k(-5));
            b.ret(b.k(0));
        });
    }

    private static int zero(Build b) {
        int r = b.reg(Scalar.I64);
        b.move(r, b.k(1));
        return b.bin(BinOp.SUB, r, b.k(1));
    }

    @Test
    void endlessRecursionExhaustsTheStack() {
        TestFunction f = new TestFunction("f", List.of(IntType.I64), IntType.I64);
        Build b = new Build(f, List.of(Scalar.I64), List.of(Scalar.I64));
        b.ret(b.call(f, Scalar.I64, b.bin(BinOp.ADD, 0, b.k(1))));
        functions.put(f, b.done());
        Outcome outcome = run(main(m -> m.ret(m.call(f, Scalar.I64, m.k(0)))));
        Outcome.Panicked panic = assertInstanceOf(Outcome.Panicked.class, outcome);
        assertEquals("P10", panic.code());
        assertTrue(panic.trace().size() > 1000);
    }

    @Test
    void bothTiersGiveTheSameStates() {
        Vm vm = vm(work(2000), true, new Journal());
        Checkpoint start = vm.checkpoint();
        List<Long> hashes = new ArrayList<>();
        for (long tick = 700; vm.runTo(tick).isEmpty(); tick += 7001) hashes.add(vm.stateHash());
        assertTrue(hashes.size() > 3);
        vm.restore(start);
        vm.tier().disable();
        long tick = 700;
        for (long hash : hashes) {
            assertTrue(vm.runTo(tick).isEmpty());
            assertEquals(hash, vm.stateHash(), "state at tick " + tick);
            tick += 7001;
        }
        vm.memory().close();
    }

    @Test
    void aRunCanBeTakenUpAnywhere() {
        TestFunction main = work(300);
        Vm vm = vm(main, true, new Journal());
        List<Checkpoint> moments = new ArrayList<>();
        List<Long> hashes = new ArrayList<>();
        Optional<Outcome> end = Optional.empty();
        for (long tick = 1; end.isEmpty(); tick += 613) {
            moments.add(vm.checkpoint());
            hashes.add(vm.stateHash());
            end = vm.runTo(tick);
        }
        long last = vm.stateHash();
        int written = out.size();
        for (int i = moments.size() - 1; i >= 0; i--) {
            vm.restore(moments.get(i));
            assertEquals(hashes.get(i), vm.stateHash(), "state " + i);
            assertEquals(end, Optional.of(vm.run()), "end from state " + i);
            assertEquals(last, vm.stateHash(), "last state from state " + i);
        }
        assertEquals(written, out.size(), "output is not repeated");
        vm.memory().close();
    }

    @Test
    void singleStepsGiveTheSameStates() {
        Vm vm = vm(work(40), true, new Journal());
        Checkpoint start = vm.checkpoint();
        vm.run();
        List<Long> hashes = new ArrayList<>();
        vm.restore(start);
        for (long tick = 1; vm.runTo(tick).isEmpty(); tick++) hashes.add(vm.stateHash());
        vm.restore(start);
        int steps = 0;
        long tick = 0;
        while (vm.step() != Pause.ENDED) {
            steps++;
            if (vm.scheduler().ticks() == tick) continue;
            tick = vm.scheduler().ticks();
            assertEquals(hashes.get((int) tick - 1), vm.stateHash(), "state at tick " + tick);
        }
        assertEquals(hashes.size(), tick);
        assertTrue(steps > tick);
        vm.memory().close();
    }
}
