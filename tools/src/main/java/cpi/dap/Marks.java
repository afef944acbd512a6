// What is worth seeing on the timeline.
package cpi.dap;

import cpi.debug.Stopped;
import cpi.json.Json;
import cpi.timeline.Moment;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.TreeMap;

/// Marks at moments that were met: output when it is printed, breakpoints, last writes and panics when the program stops at them. When
/// there are too many, every second output is forgotten, or the oldest stop.
final class Marks {
    private static final int MOST = 2000;
    private static final int LABEL = 80;

    private final TreeMap<Moment, Json> stops = new TreeMap<>();
    private final TreeMap<Moment, Json> outputs = new TreeMap<>();

    List<Json> all() {
        List<Json> result = new ArrayList<>(outputs.values());
        result.addAll(stops.values());
        return result;
    }

    void clear() {
        stops.clear();
        outputs.clear();
    }

    private static Json mark(String kind, Moment moment, int thread, String label) {
        String shown = label.length() > LABEL ? label.substring(0, LABEL) + "…" : label;
        return Json.object().put("kind", kind).put("tick", moment.tick()).put("step", moment.step())
            .put("threadId", Client.threadId(thread)).put("label", shown).build();
    }

    /// Forgets what lies behind a moment: another future has begun.
    void cut(Moment moment) {
        stops.tailMap(moment, false).clear();
        outputs.tailMap(moment, true).clear();
    }

    /// Something is printed for the first time, by a thread in a tick. Of several in one tick the first counts.
    void output(long tick, int thread, String text) {
        if (text.isBlank() || outputs.putIfAbsent(new Moment(tick, 0), mark("output", new Moment(tick, 0), thread, text.strip())) != null) {
            return;
        }
        if (outputs.size() <= MOST) return;
        boolean keep = false;
        for (Iterator<Json> i = outputs.values().iterator(); i.hasNext();) {
            i.next();
            keep = !keep;
            if (!keep) i.remove();
        }
    }

    void add(Stopped s) {
        switch (s.reason()) {
            case BREAKPOINT -> add("breakpoint", s, s.text().isEmpty() ? "breakpoint" : s.text());
            case DATA -> add("write", s, s.change().map(Stops::change).orElse(s.text()));
            case PANIC, DEADLOCK -> add("panic", s, s.text());
            case ENTRY, STEP, PAUSE, GOTO, START, END, EXITED -> { }
        }
    }

    private void add(String kind, Stopped s, String label) {
        stops.put(s.moment(), mark(kind, s.moment(), s.thread(), label));
        if (stops.size() > MOST) stops.pollFirstEntry();
    }
}
