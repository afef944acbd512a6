package cpi.ir;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// Lets intermediate values that live in one block only share registers, and leaves out registers that are not used: frames
/// become small. Registers of variables and those that live longer keep one of their own.
final class RegisterSharing {
    private static final int UNUSED = -1;
    private static final int SEVERAL = -2;

    private final IrFunction f;
    /// The block in which a register occurs, if it is one.
    private final int[] home;
    /// Where in its block a register that lives in one block occurs last.
    private final int[] lastUse;
    /// The new number of a register.
    private final int[] numbers;
    private final List<Scalar> registers = new ArrayList<>();

    private RegisterSharing(IrFunction f) {
        this.f = f;
        this.home = new int[f.registers().size()];
        this.lastUse = new int[f.registers().size()];
        this.numbers = new int[f.registers().size()];
    }

    static IrFunction run(IrFunction f) {
        RegisterSharing pass = new RegisterSharing(f);
        pass.findHomes();
        pass.numberLongLived();
        Map<Scalar, List<Integer>> pool = new EnumMap<>(Scalar.class);
        List<Block> blocks = new ArrayList<>();
        for (int i = 0; i < f.blocks().size(); i++) blocks.add(pass.block(i, pool));
        List<IrFunction.DebugScope> scopes = f.scopes().stream().map(pass::scope).toList();
        return new IrFunction(f.source(), f.signature(), pass.registers, f.slots(), scopes, blocks);
    }

    private void findHomes() {
        Arrays.fill(home, UNUSED);
        BitSet defined = new BitSet();
        for (int i = 0; i < f.blocks().size(); i++) {
            for (Inst inst : f.blocks().get(i).insts()) {
                for (int reg : Insts.uses(inst)) home[reg] = home[reg] == i && defined.get(reg) ? i : SEVERAL;
                for (int reg : Insts.defs(inst)) {
                    home[reg] = home[reg] == UNUSED || home[reg] == i ? i : SEVERAL;
                    defined.set(reg);
                }
            }
        }
        f.variableRegisters().stream().forEach(reg -> home[reg] = SEVERAL);
        for (int i = 0; i < f.signature().params().size(); i++) home[i] = SEVERAL;
    }

    private void numberLongLived() {
        for (int reg = 0; reg < home.length; reg++) if (home[reg] == SEVERAL) numbers[reg] = add(f.registers().get(reg));
    }

    private int add(Scalar type) {
        registers.add(type);
        return registers.size() - 1;
    }

    /// @param pool the shared registers made so far, by type
    private Block block(int number, Map<Scalar, List<Integer>> pool) {
        List<Inst> insts = f.blocks().get(number).insts();
        for (int i = 0; i < insts.size(); i++) {
            int at = i;
            Insts.uses(insts.get(i)).forEach(reg -> lastUse[reg] = at);
            Insts.defs(insts.get(i)).forEach(reg -> lastUse[reg] = Math.max(lastUse[reg], at));
        }
        Map<Scalar, Deque<Integer>> free = new EnumMap<>(Scalar.class);
        pool.forEach((type, regs) -> free.put(type, new ArrayDeque<>(regs)));
        BitSet live = new BitSet();
        List<Inst> result = new ArrayList<>();
        for (int i = 0; i < insts.size(); i++) {
            Inst inst = insts.get(i);
            for (int reg : Insts.defs(inst)) {
                if (home[reg] != number || live.get(reg)) continue;
                live.set(reg);
                numbers[reg] = take(f.registers().get(reg), free, pool);
            }
            result.add(Insts.map(inst, reg -> numbers[reg], reg -> numbers[reg]));
            for (int reg : touched(inst)) {
                if (home[reg] != number || lastUse[reg] != i || !live.get(reg)) continue;
                live.clear(reg);
                Objects.requireNonNull(free.get(f.registers().get(reg))).push(numbers[reg]);
            }
        }
        return new Block(result);
    }

    private int take(Scalar type, Map<Scalar, Deque<Integer>> free, Map<Scalar, List<Integer>> pool) {
        Deque<Integer> candidates = free.computeIfAbsent(type, t -> new ArrayDeque<>());
        if (!candidates.isEmpty()) return candidates.pop();
        int reg = add(type);
        pool.computeIfAbsent(type, t -> new ArrayList<>()).add(reg);
        return reg;
    }

    private static List<Integer> touched(Inst inst) {
        List<Integer> all = new ArrayList<>(Insts.uses(inst));
        all.addAll(Insts.defs(inst));
        return all;
    }

    private IrFunction.DebugScope scope(IrFunction.DebugScope scope) {
        return new IrFunction.DebugScope(scope.parent(), scope.variables().stream()
                .map(v -> new IrFunction.Variable(v.name(), v.type(), location(v.location()), v.place())).toList());
    }

    private IrFunction.Location location(IrFunction.Location location) {
        return switch (location) {
            case IrFunction.InRegisters r -> new IrFunction.InRegisters(r.registers().stream().map(reg -> numbers[reg]).toList());
            case IrFunction.AtAddress a -> new IrFunction.AtAddress(numbers[a.register()]);
            case IrFunction.InSlot _, IrFunction.Nowhere _ -> location;
        };
    }
}
