// What is worth seeing on the timeline.
package cpi.dap;

import cpi.debug.Stopped;
import cpi.json.Json;
import cpi.timeline.Moment;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Marks at moments that were met: output when it is printed, breakpoints and last writes when the program stops at them. The oldest are
/// forgotten when there are too many.
final class Marks {
    private static final int MOST = 2000;
    private static final int LABEL = 80;

    private final TreeMap<Moment, Json> marks = new TreeMap<>();

    synchronized List<Json> all() {
        return List.copyOf(marks.values());
    }

    synchronized void clear() {
        marks.clear();
    }

    synchronized void add(String kind, Moment moment, int thread, String label) {
        String shown = label.length() > LABEL ? label.substring(0, LABEL) + "…" : label;
        marks.put(moment, Json.object().put("kind", kind).put("tick", moment.tick()).put("step", moment.step())
            .put("threadId", Client.threadId(thread)).put("label", shown).build());
        if (marks.size() > MOST) marks.pollFirstEntry();
    }

    /// Forgets what lies behind a moment: another future has begun.
    synchronized void cut(Moment moment) {
        for (Map.Entry<Moment, Json> last = marks.lastEntry(); last != null && moment.isBefore(last.getKey()); last = marks.lastEntry()) {
            marks.pollLastEntry();
        }
    }

    void add(Stopped s) {
        String label = s.change().map(c -> c.what() + ": " + c.before() + " → " + c.after()).orElse(s.text());
        switch (s.reason()) {
            case BREAKPOINT -> add("breakpoint", s.moment(), s.thread(), label);
            case DATA -> add("write", s.moment(), s.thread(), label);
            case PANIC, DEADLOCK -> add("panic", s.moment(), s.thread(), label);
            case ENTRY, STEP, PAUSE, GOTO, START, END, EXITED -> { }
        }
    }
}
