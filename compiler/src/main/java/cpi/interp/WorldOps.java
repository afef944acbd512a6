// Intrinsics that touch the outside world, and the ends of programs.
package cpi.interp;

import cpi.diag.Bug;
import cpi.engine.Host;
import cpi.engine.Memory;
import cpi.engine.Outcome;
import cpi.engine.ThreadState;
import cpi.interp.code.IntrinsicOp;
import cpi.source.Position;
import cpi.source.Span;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Executes output, input, files, processes, clocks (S3, S11, S12, S16) through the [Host], and panics.
final class WorldOps {
    private final Vm vm;
    private final Memory memory;
    /// Texts in memory of C, by the number of the argument, from their check to their use.
    private final Map<Integer, byte[]> ofC = new HashMap<>();
    private final Host host;

    WorldOps(Vm vm) {
        this.vm = vm;
        this.memory = vm.memory();
        this.host = vm.host();
    }

    int execute(CallSite call, IntrinsicOp op) {
        return switch (op) {
            case OUT_WRITE -> write(call);
            case OUT_FLUSH -> {
                vm.output().flush();
                yield call.done();
            }
            case IN_READ -> read(call);
            case FILE_READ -> isText(call, 0) ? block(call, host.readFile(text(call, 0)), 2) : unreadable(call, 0);
            case FILE_WRITE -> writeFile(call);
            case FILE_STAT -> stat(call);
            case FILE_LIST -> isText(call, 0) ? block(call, host.list(text(call, 0)), 2) : unreadable(call, 0);
            case FILE_MAKE_DIR -> isText(call, 0) ? call.result((long) host.makeDir(text(call, 0))) : unreadable(call, 0);
            case FILE_REMOVE -> isText(call, 0) ? call.result((long) host.remove(text(call, 0))) : unreadable(call, 0);
            case FILE_RENAME -> !isText(call, 0) ? unreadable(call, 0) : !isText(call, 2) ? unreadable(call, 2)
                    : call.result((long) host.rename(text(call, 0), text(call, 2)));
            case FILE_REAL_PATH -> isText(call, 0) ? block(call, host.realPath(text(call, 0)), 2) : unreadable(call, 0);
            case PROCESS_ARGS -> block(call, Host.Answer.of(host.args()), 0);
            case PROCESS_EXIT -> vm.stop(new Outcome.Exited((int) call.arg(0) & 0xFF));
            case PROCESS_ENV -> isText(call, 0) ? block(call, host.env(text(call, 0)), 2) : unreadable(call, 0);
            case PROCESS_SET_ENV -> !isText(call, 0) ? unreadable(call, 0) : !isText(call, 2) ? unreadable(call, 2)
                    : call.result((long) host.setEnv(text(call, 0), text(call, 2)));
            case PROCESS_CWD -> block(call, host.cwd(), 0);
            case PROCESS_SET_CWD -> isText(call, 0) ? call.result((long) host.setCwd(text(call, 0))) : unreadable(call, 0);
            case PROCESS_PID -> call.result(host.pid());
            case PROCESS_RUN -> run(call);
            case CLOCK_NOW -> call.result(host.now());
            case CLOCK_MONOTONIC -> call.result(host.monotonic(vm.scheduler().now()));
            case ENTROPY -> call.result(host.entropy());
            case PANIC -> panic(call);
            case PANIC_AT -> panicAt(call);
            case STACK_PLACE -> place(call);
            case TEST_SKIP -> isText(call, 0) ? vm.stop(new Outcome.Skipped(text(call, 0))) : unreadable(call, 0);
            default -> throw new Bug("not an operation on the world: " + op);
        };
    }

    /// Whether arguments `i` (address) and `i + 1` (count) name readable bytes.
    private boolean isText(CallSite call, int i) {
        if (memory.checkRead(call.arg(i), call.arg(i + 1)) == Memory.OK) return true;
        if (!vm.foreign().memory().concerns(call.arg(i))) return false;
        Optional<byte[]> text = vm.foreign().memory().bytes(call.arg(i), call.arg(i + 1));
        text.ifPresent(bytes -> ofC.put(i, bytes));
        return text.isPresent();
    }

    private int unreadable(CallSite call, int i) {
        return vm.faults().userAccess(call.thread(), call.arg(i), memory.checkRead(call.arg(i), call.arg(i + 1)));
    }

    private byte[] bytes(CallSite call, int i) {
        byte[] known = ofC.remove(i);
        if (known != null) return known;
        return call.arg(i + 1) <= 0 ? new byte[0] : memory.bytes(call.arg(i), call.arg(i + 1));
    }

    /// Names of files are bytes; the host gets them as a string with one character per byte.
    private String text(CallSite call, int i) {
        return new String(bytes(call, i), StandardCharsets.UTF_8);
    }

    private int write(CallSite call) {
        if (!isText(call, 1)) return unreadable(call, 1);
        byte[] text = bytes(call, 1);
        if (call.arg(3) != 0) {
            text = Arrays.copyOf(text, text.length + 1);
            text[text.length - 1] = '\n';
        }
        vm.output().write((int) call.arg(0), text);
        return call.done();
    }

    private int read(CallSite call) {
        int fault = memory.checkWrite(call.arg(0), call.arg(1));
        if (fault != Memory.OK) return vm.faults().userAccess(call.thread(), call.arg(0), fault);
        vm.output().flush();
        byte[] data = host.read((int) Math.min(call.arg(1), 1 << 20));
        memory.write(call.arg(0), data);
        return call.result((long) data.length);
    }

    /// Gives an answer as a returned block through arguments `i` (`**none`) and `i + 1` (`*i64`); the error number is the result.
    private int block(CallSite call, Host.Answer answer, int i) {
        ThreadState thread = call.thread();
        int fault = put(call, answer.data(), i);
        if (fault != Memory.OK) return fault < 0 ? outOfMemory(thread) : vm.faults().userAccess(thread, call.arg(i), fault);
        return call.result((long) answer.error());
    }

    private int outOfMemory(ThreadState thread) {
        return vm.faults().userPanic(thread, "P11", "out of memory");
    }

    /// Stores a block and its address. 0, or what is wrong with the addresses given, or -1 without memory.
    private int put(CallSite call, byte[] data, int i) {
        int fault = memory.checkWrite(call.arg(i), 8);
        if (fault == Memory.OK) fault = memory.checkWrite(call.arg(i + 1), 8);
        if (fault != Memory.OK) return fault;
        long block = 0;
        if (data.length > 0) {
            block = vm.heap().allocate(data.length, 1, vm.options().maxMemory());
            if (block == 0) return -1;
            memory.write(block, data);
        }
        memory.writeLong(call.arg(i), block);
        memory.markAddress(call.arg(i));
        memory.writeLong(call.arg(i + 1), data.length);
        return Memory.OK;
    }

    private int writeFile(CallSite call) {
        if (!isText(call, 0)) return unreadable(call, 0);
        if (!isText(call, 2)) return unreadable(call, 2);
        return call.result((long) host.writeFile(text(call, 0), bytes(call, 2), call.arg(4) != 0));
    }

    private int stat(CallSite call) {
        if (!isText(call, 0)) return unreadable(call, 0);
        int fault = memory.checkWrite(call.arg(3), 24);
        if (fault != Memory.OK) return vm.faults().userAccess(call.thread(), call.arg(3), fault);
        Host.Stat stat = host.stat(text(call, 0), call.arg(2) != 0);
        memory.writeLong(call.arg(3), stat.size());
        memory.writeLong(call.arg(3) + 8, stat.kind());
        memory.writeLong(call.arg(3) + 16, stat.modified());
        return call.result((long) stat.error());
    }

    private int run(CallSite call) {
        if (!isText(call, 0)) return unreadable(call, 0);
        if (!isText(call, 2)) return unreadable(call, 2);
        vm.output().flush();
        Host.Ran ran = host.run(bytes(call, 0), bytes(call, 2));
        int fault = put(call, ran.out(), 4);
        if (fault == Memory.OK) fault = put(call, ran.err(), 6);
        if (fault == Memory.OK) fault = memory.checkWrite(call.arg(8), 8);
        if (fault < 0) return outOfMemory(call.thread());
        if (fault != Memory.OK) return vm.faults().userAccess(call.thread(), call.arg(8), fault);
        memory.writeLong(call.arg(8), ran.status());
        return call.result((long) ran.error());
    }

    private static String code(long number) {
        return "P" + number / 10 + number % 10;
    }

    private int panic(CallSite call) {
        if (!isText(call, 1)) return unreadable(call, 1);
        return vm.faults().userPanic(call.thread(), code(call.arg(0)), text(call, 1));
    }

    private int panicAt(CallSite call) {
        if (!isText(call, 1)) return unreadable(call, 1);
        if (!isText(call, 3)) return unreadable(call, 3);
        return vm.faults().panicAt(call.thread(), code(call.arg(0)), text(call, 1), text(call, 3), (int) call.arg(5), (int) call.arg(6));
    }

    /// The name of the file, cut to the room there is, and line and column.
    private int place(CallSite call) {
        int fault = memory.checkWrite(call.arg(0), call.arg(1));
        if (fault != Memory.OK) return vm.faults().userAccess(call.thread(), call.arg(0), fault);
        fault = memory.checkWrite(call.arg(2), 16);
        if (fault != Memory.OK) return vm.faults().userAccess(call.thread(), call.arg(2), fault);
        Span place = StackTrace.userPlace(StackTrace.of(vm, call.thread()));
        Position position = place.file().position(place.start());
        byte[] name = place.file().name().getBytes(StandardCharsets.UTF_8);
        byte[] part = Arrays.copyOf(name, (int) Math.min(name.length, Math.max(0, call.arg(1))));
        memory.write(call.arg(0), part);
        memory.writeLong(call.arg(2), position.line());
        memory.writeLong(call.arg(2) + 8, position.column());
        return call.result((long) part.length);
    }
}
