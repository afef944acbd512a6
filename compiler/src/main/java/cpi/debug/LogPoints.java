// Messages of log points.
package cpi.debug;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Collects the messages of the log points that a motion passes, in the order of the motion. Going back stretches of history are
/// searched from their beginnings, so messages come in groups: those of a stretch in order of time, later stretches first; and
/// what lies before the place where the motion ends was not passed.
final class LogPoints {
    private static final Pattern PART = Pattern.compile("\\{([^{}]*)}");

    private record Message(String text, Key key) {}

    /// One passing of a log point: within a tick a thread is at a place only once.
    private record Key(long tick, int thread, long pc, long fp, String message) {}

    private final Expressions expressions;
    private final List<Message> passed = new ArrayList<>();
    private List<Message> stretch = new ArrayList<>();
    private final Set<Key> seen = new HashSet<>();
    private boolean back;

    LogPoints(Expressions expressions) {
        this.expressions = expressions;
    }

    /// The expressions in a message.
    static List<String> parts(String message) {
        return PART.matcher(message).results().map(r -> r.group(1)).toList();
    }

    void begin(boolean isBack) {
        back = isBack;
        passed.clear();
        seen.clear();
        stretch = new ArrayList<>();
    }

    /// Notes a message if all its expressions can be evaluated without a diversion; else false.
    boolean note(String message, StackFrame frame, long tick) {
        Matcher m = PART.matcher(message);
        StringBuilder text = new StringBuilder();
        while (m.find()) {
            java.util.Optional<Evaluated> part = expressions.plain(m.group(1), frame);
            if (part.isEmpty()) return false;
            m.appendReplacement(text, Matcher.quoteReplacement(text(part.get())));
        }
        m.appendTail(text);
        put(text.toString(), key(message, frame, tick));
        return true;
    }

    /// Notes a message; the machine stands still.
    void add(String message, StackFrame frame, long tick) {
        Matcher m = PART.matcher(message);
        StringBuilder text = new StringBuilder();
        while (m.find()) m.appendReplacement(text, Matcher.quoteReplacement(text(expressions.evaluate(m.group(1), frame))));
        m.appendTail(text);
        put(text.toString(), key(message, frame, tick));
    }

    private static String text(Evaluated e) {
        return switch (e) {
            case Evaluated.Result r -> r.text();
            case Evaluated.Description d -> d.text();
            case Evaluated.Failed f -> "<" + f.message() + ">";
        };
    }

    private static Key key(String message, StackFrame frame, long tick) {
        return new Key(tick, frame.thread(), frame.activation().pc(), frame.activation().fp(), message);
    }

    private void put(String text, Key key) {
        boolean isOld = back && !seen.add(key);
        if (isOld) return;
        if (back && !stretch.isEmpty() && stretch.getLast().key.tick > key.tick) turn();
        stretch.add(new Message(text, key));
    }

    /// The motion goes on from where a search has stopped.
    void goOn() {
        if (back) turn();
    }

    /// A stretch is over.
    private void turn() {
        passed.addAll(stretch.reversed());
        stretch = new ArrayList<>();
    }

    /// Going back, here is a place where the motion may end: what was met before in this stretch lies behind it, and would be met again.
    void candidate() {
        stretch.forEach(m -> seen.remove(m.key));
        stretch = new ArrayList<>();
    }

    /// All messages, in the order in which they were passed.
    List<String> end() {
        if (back) turn();
        else passed.addAll(stretch);
        stretch = new ArrayList<>();
        return passed.stream().map(Message::text).toList();
    }
}
