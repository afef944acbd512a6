// A world that remembers and repeats itself.
package cpi.engine;

import cpi.diag.Bug;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/// Asks the real world and writes the answers to a [Journal]; as long as the journal has entries ahead, takes the answers from
/// there instead and does nothing outside.
public final class JournalHost implements Host {
    private static final int NOT_PERMITTED = 1;

    private final Host world;
    private Journal journal;
    private boolean diverted;
    private volatile boolean waiting;
    private Output divertedOutput = (_, _) -> { };

    public JournalHost(Host world, Journal journal) {
        this.world = world;
        this.journal = journal;
    }

    public Journal journal() {
        return journal;
    }

    /// Another future begins: from now on this journal is used.
    public void use(Journal other) {
        journal = other;
    }

    /// While `on`, nothing is journalled and nothing outside can be changed: questions are asked, attempts to change something
    /// fail, output goes to `sink`.
    public void divert(boolean on, Output sink) {
        diverted = on;
        divertedOutput = sink;
    }

    /// Whether the program waits for input, for time to pass or for another process. May be called by any thread, which then sees all
    /// that the program did before.
    public boolean isWaiting() {
        return waiting;
    }

    private <T> T waitFor(Supplier<T> act) {
        waiting = true;
        try {
            return act.get();
        } finally {
            waiting = false;
        }
    }

    /// Where the output of a diversion goes.
    public interface Output {
        void write(int fd, byte[] bytes);
    }

    private Journal.Damaged diverged(String what, Journal.Event event) {
        return new Journal.Damaged("the run asks for `" + what + "` where the journal has `" + event.what() + "`");
    }

    private long number(String what, LongSupplier ask) {
        if (diverted) return ask.getAsLong();
        if (journal.replaying()) {
            Journal.Event event = journal.next();
            if (event instanceof Journal.Number n && n.what().equals(what)) return n.value();
            throw diverged(what, event);
        }
        long value = ask.getAsLong();
        journal.add(new Journal.Number(what, value));
        return value;
    }

    /// A change of the world that gives an error number.
    private int change(String what, IntSupplier act) {
        return diverted ? NOT_PERMITTED : (int) number(what, act::getAsInt);
    }

    private Answer answer(String what, Supplier<Answer> ask) {
        if (diverted) return ask.get();
        if (journal.replaying()) {
            Journal.Event event = journal.next();
            if (event instanceof Journal.Bytes b && b.what().equals(what)) return new Answer(b.error(), b.data());
            throw diverged(what, event);
        }
        Answer answer = ask.get();
        journal.add(new Journal.Bytes(what, answer.error(), answer.data()));
        return answer;
    }

    @Override
    public void write(int fd, byte[] bytes) {
        if (diverted) divertedOutput.write(fd, bytes);
        else if (journal.isNewEffect()) world.write(fd, bytes);
    }

    @Override
    public boolean isTerminal() {
        return world.isTerminal();
    }

    @Override
    public byte[] read(int count) {
        return answer(Journal.INPUT, () -> Answer.of(diverted ? new byte[0] : input(count))).data();
    }

    private byte[] input(int count) {
        byte[] again = journal.takeUnread(count);
        return again.length > 0 || count == 0 ? again : waitFor(() -> world.read(count));
    }

    @Override
    public Answer readFile(String path) {
        return answer("read", () -> world.readFile(path));
    }

    @Override
    public int writeFile(String path, byte[] data, boolean append) {
        return change("write", () -> world.writeFile(path, data, append));
    }

    @Override
    public Stat stat(String path, boolean follow) {
        if (diverted) return world.stat(path, follow);
        if (journal.replaying()) {
            Journal.Event event = journal.next();
            if (event instanceof Journal.Status s) return s.stat();
            throw diverged("stat", event);
        }
        Stat stat = world.stat(path, follow);
        journal.add(new Journal.Status(stat));
        return stat;
    }

    @Override
    public Answer list(String path) {
        return answer("list", () -> world.list(path));
    }

    @Override
    public int makeDir(String path) {
        return change("makeDir", () -> world.makeDir(path));
    }

    @Override
    public int remove(String path) {
        return change("remove", () -> world.remove(path));
    }

    @Override
    public int rename(String from, String to) {
        return change("rename", () -> world.rename(from, to));
    }

    @Override
    public Answer realPath(String path) {
        return answer("realPath", () -> world.realPath(path));
    }

    @Override
    public byte[] args() {
        return answer("args", () -> Answer.of(world.args())).data();
    }

    @Override
    public Answer env(String name) {
        return answer("env", () -> world.env(name));
    }

    @Override
    public int setEnv(String name, String value) {
        return change("setEnv", () -> world.setEnv(name, value));
    }

    @Override
    public Answer cwd() {
        return answer("cwd", world::cwd);
    }

    @Override
    public int setCwd(String path) {
        return change("setCwd", () -> world.setCwd(path));
    }

    @Override
    public long pid() {
        return number("pid", world::pid);
    }

    @Override
    public Ran run(byte[] argv, byte[] input) {
        if (diverted) return new Ran(NOT_PERMITTED, new byte[0], new byte[0], 0);
        if (journal.replaying()) {
            Journal.Event event = journal.next();
            if (event instanceof Journal.Process p) return p.ran();
            throw diverged("run", event);
        }
        Ran ran = waitFor(() -> world.run(argv, input));
        journal.add(new Journal.Process(ran));
        return ran;
    }

    @Override
    public long now() {
        return number("now", world::now);
    }

    @Override
    public long monotonic(long virtualNow) {
        return number("monotonic", () -> world.monotonic(virtualNow));
    }

    @Override
    public long entropy() {
        return number("entropy", world::entropy);
    }

    @Override
    public Crossing call(Crossing.Call call) {
        if (journal.replaying()) return crossed();
        Crossing crossing = world.call(call);
        // If the program ended inside, its run ends there when it is repeated, too.
        if (!(crossing instanceof Crossing.Abandoned)) journal.add(new Journal.Crossed(crossing));
        return crossing;
    }

    @Override
    public void entered(Crossing.Entered entered) {
        world.entered(entered);
        journal.add(new Journal.Crossed(entered));
    }

    @Override
    public Crossing afterEntered() {
        if (!journal.replaying()) throw new Bug("the journal ends inside a call of C");
        return crossed();
    }

    private Crossing crossed() {
        Journal.Event event = journal.next();
        if (event instanceof Journal.Crossed c) return c.crossing();
        throw diverged("call of C", event);
    }

    @Override
    public boolean wantsChanges() {
        return true;
    }

    @Override
    public Answer readForeign(long address, int count) {
        return answer("foreign", () -> world.readForeign(address, count));
    }

    @Override
    public int writeForeign(long address, byte[] data) {
        return (int) number("writeForeign", () -> world.writeForeign(address, data));
    }

    @Override
    public void idle(long nanos) {
        if (diverted || !journal.isNewEffect()) return;
        waitFor(() -> {
            world.idle(nanos);
            return nanos;
        });
    }
}
