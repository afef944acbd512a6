// Questions about the past.
package cpi.debug;

import cpi.timeline.Moment;
import cpi.timeline.Stop;
import cpi.timeline.Timeline;
import cpi.timeline.Watch;
import cpi.interp.Inspection;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Who wrote this last, when did it become this, and what was it at every pass of a line.
final class History {
    private final Timeline timeline;
    private final Motions motions;
    private final Frames frames;
    private final Expressions expressions;
    private final Values values;

    History(Timeline timeline, Motions motions, Frames frames, Expressions expressions, Values values) {
        this.timeline = timeline;
        this.motions = motions;
        this.frames = frames;
        this.expressions = expressions;
        this.values = values;
    }

    /// Back to just before the last write to a value. The change is that of this write.
    Stopped lastWrite(Value value, Breakpoint.Access access) {
        Cell cell = Cell.of(value, values.layout().size(value.type()));
        List<Goal.Range> ranges = new ArrayList<>();
        for (Cell.Range r : cell.ranges()) ranges.add(new Goal.Range(r.address(), r.size(), access));
        String name = value.expression().isEmpty() ? value.name() : value.expression();
        if (ranges.isEmpty()) return Stopped.of(Stopped.Reason.GOTO, motions.running(), timeline.now(), "`" + name + "` is not in memory");
        Goal goal = new Goal(Set.of(), _ -> false, ranges, false, Stopped.Reason.DATA, "", false);
        Stopped stopped = motions.move(goal, true);
        if (stopped.reason() != Stopped.Reason.DATA) return stopped;
        return stopped.changing(motions.write(cell, name));
    }

    /// Back to just before a value became what it is now, or `wanted` if that is given as a text as it would be shown. Writes that
    /// change nothing are passed over.
    Stopped became(Value value, Optional<String> wanted) {
        String target = wanted.orElse(values.text(value));
        Moment from = timeline.now();
        while (true) {
            Stopped stopped = lastWrite(value, Breakpoint.Access.CHANGE);
            if (stopped.reason() == Stopped.Reason.PAUSE) return stopped;
            if (stopped.change().isEmpty()) {
                timeline.seek(from);
                return Stopped.of(Stopped.Reason.GOTO, motions.running(), timeline.now(), "it never became " + target);
            }
            Stopped.Change change = stopped.change().get();
            if (change.after().equals(target) && !change.before().equals(target)) return stopped;
        }
    }

    /// The values of an expression whenever a thread was about to execute one of some statements, from the start up to now, at
    /// most the last `limit` of them. Empty if it was interrupted.
    Optional<List<HistoryEntry>> history(String expression, List<Inspection.Point> points, int limit) {
        Set<Long> places = new HashSet<>();
        for (Inspection.Point p : points) {
            places.add(p.address());
            expressions.mistake(expression, frames.at(p), Optional.empty());
        }
        Moment now = timeline.now();
        HitCounts.Deck<HistoryEntry> deck = new HitCounts.Deck<>(timeline);
        Stop stop = timeline.backward(Watch.NOTHING.at(places).where((_, thread, _) -> {
            Optional<StackFrame> frame = frames.innermost(thread);
            if (frame.isEmpty()) return false;
            String text = expressions.plain(expression, frame.get()).map(History::text).orElse("<needs a call>");
            deck.add(thread, hit -> new HistoryEntry(new Moment(hit.tick(), 0), hit.thread(), frame.get().place(), text));
            return deck.size() >= limit;
        }));
        timeline.seek(now);
        if (stop instanceof Stop.Interrupted) return Optional.empty();
        List<HistoryEntry> all = deck.inOrder();
        return Optional.of(all.subList(Math.max(0, all.size() - limit), all.size()));
    }

    private static String text(Evaluated e) {
        return switch (e) {
            case Evaluated.Result r -> r.text();
            case Evaluated.Description d -> d.text();
            case Evaluated.Failed f -> "<" + f.message() + ">";
        };
    }
}
