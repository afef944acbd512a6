// The loop of the server: one thread reads, another one works.
package cpi.dap;

import cpi.json.Json;
import cpi.json.JsonError;
import cpi.json.JsonReader;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// Takes requests from the wire and has them answered in their order by one worker, who also moves the program between them. The reading
/// thread handles only what must not wait: `cancel`, and the interruption of what the worker does.
///
/// A request that arrives while the program moves interrupts it; it moves on when the request has been answered. A newer `cpi/seek` makes
/// older ones superfluous. `terminate` and `disconnect` cancel everything before them.
final class Server {
    /// How often a worker who does not react is interrupted again.
    private static final long AGAIN_MS = 20;
    /// How long the worker may go on answering when the client sends nothing any more, and how long he may then take to end.
    private static final long ANSWERING_NS = 10_000_000_000L;
    private static final long ENDING_NS = 3_000_000_000L;
    private static final String SEEK = "cpi/seek";

    private final Wire wire;
    private final Client client;
    private final Work work;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Deque<Request> queue = new ArrayDeque<>();
    private Optional<Request> active = Optional.empty();
    private boolean moving;
    private boolean gone;
    private boolean finished;
    private final Runnable stuck;

    /// @param stuck what to do if the worker does not end although the client is gone: foreign code may hang
    Server(Wire wire, Client client, Work work, Runnable stuck) {
        this.wire = wire;
        this.client = client;
        this.work = work;
        this.stuck = stuck;
    }

    /// Serves until the session ends or the client is gone. The reading happens on a thread of its own, which ends with the stream.
    void serve() {
        Thread reader = Thread.ofPlatform().daemon().name("dap reader").start(this::readAll);
        Thread interrupter = Thread.ofPlatform().daemon().name("dap interrupter").start(this::interruptAll);
        try {
            workAll();
        } finally {
            work.end();
            locked(() -> finished = true);
            interrupter.interrupt();
            reader.interrupt();
        }
    }

    private void locked(Runnable action) {
        lock.lock();
        try {
            action.run();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void readAll() {
        for (Optional<String> text = wire.read(); text.isPresent(); text = wire.read()) {
            try {
                if (JsonReader.read(text.get()) instanceof Json.Obj message) receive(message);
                else client.say("a message that is no object was ignored");
            } catch (JsonError e) {
                client.say("a message that is not JSON was ignored: " + e.getMessage());
            }
        }
        work.leave();
        locked(() -> gone = true);
    }

    private void receive(Json.Obj message) {
        switch (message.text("type").orElse("")) {
            case "request" -> {
                Request request = Request.of(message);
                if (request.command().equals("cancel")) cancel(request);
                else enqueue(request);
            }
            case "response" -> work.answered(message);
            default -> client.say("a message of unknown type was ignored");
        }
    }

    private void enqueue(Request request) {
        locked(() -> {
            boolean ends = request.command().equals("disconnect") || request.command().equals("terminate");
            boolean seek = request.command().equals(SEEK);
            if (ends) work.leave();
            queue.forEach(r -> giveUp(r, ends || seek && r.command().equals(SEEK)));
            active.ifPresent(r -> giveUp(r, ends || seek && r.command().equals(SEEK)));
            queue.add(request);
        });
    }

    private static void giveUp(Request request, boolean condition) {
        boolean harmless = !request.command().equals("disconnect") && !request.command().equals("terminate");
        if (condition && harmless) request.cancelled().set(true);
    }

    private void cancel(Request request) {
        long wanted = request.arguments().whole("requestId").orElse(-1L);
        String progress = request.arguments().text("progressId").orElse("");
        locked(() -> {
            queue.forEach(r -> giveUp(r, r.seq() == wanted || Progress.id(r.seq()).equals(progress)));
            active.ifPresent(r -> giveUp(r, r.seq() == wanted || Progress.id(r.seq()).equals(progress)));
        });
        client.respond(request, Json.Obj.EMPTY);
    }

    /// Interrupts the worker while he does something that should not go on, again and again: an interruption that comes just before
    /// he begins is lost. When the client is gone, its requests are answered for a while, then given up.
    private void interruptAll() {
        long left = ANSWERING_NS + ENDING_NS;
        lock.lock();
        try {
            while (!finished) {
                long begin = System.nanoTime();
                boolean late = left <= ENDING_NS;
                if (late) queue.forEach(r -> r.cancelled().set(true));
                if (late) active.ifPresent(r -> r.cancelled().set(true));
                boolean needed = moving && (gone || !queue.isEmpty()) || active.filter(Request::isCancelled).isPresent();
                if (needed) work.interrupt();
                if (needed || gone) changed.await(AGAIN_MS, TimeUnit.MILLISECONDS);
                else changed.await();
                if (gone) left -= System.nanoTime() - begin;
                if (left <= 0) {
                    stuck.run();
                    return;
                }
            }
        } catch (InterruptedException e) {
            // The end.
        } finally {
            lock.unlock();
        }
    }

    private void workAll() {
        while (!work.isOver()) {
            Optional<Request> next = next();
            if (next.isPresent()) {
                answer(next.get());
            } else if (moving) {
                move();
                locked(() -> moving = false);
            } else {
                return;
            }
        }
    }

    /// A defect of ours must not end the session: the program then stands somewhere, and the client is told.
    private void move() {
        try {
            work.move();
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
            client.say("internal error: " + e + at(e));
            work.failed();
        }
    }

    /// The next request. Nothing if the program should move, which is then noted, or if the client is gone.
    private Optional<Request> next() {
        lock.lock();
        try {
            while (queue.isEmpty() && !gone && !work.isMoving()) changed.awaitUninterruptibly();
            active = Optional.ofNullable(queue.poll());
            moving = active.isEmpty() && work.isMoving() && !gone;
            changed.signalAll();
            return active;
        } finally {
            lock.unlock();
        }
    }

    private void answer(Request request) {
        try {
            if (request.isCancelled()) throw RequestError.cancelled();
            Json.Obj body = work.answer(request);
            locked(() -> active = Optional.empty());
            client.respond(request, body);
        } catch (RequestError e) {
            client.refuse(request, e);
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
            client.refuse(request, new RequestError("internal error: " + e + at(e), true));
        }
        locked(() -> active = Optional.empty());
        work.afterResponse();
    }

    private static String at(Throwable e) {
        return e.getStackTrace().length == 0 ? "" : " at " + e.getStackTrace()[0];
    }
}
