package cpi.sema;

import cpi.syntax.Ident;
import cpi.typed.TStmt;

/// A statement that `break` can leave (L7.7): a loop, or a labelled `switch` or `do`.
final class Leavable {
    private final Ident label;
    private final boolean loop;
    private final TStmt.Target breakTarget;
    private final TStmt.Target continueTarget;
    private final boolean continueBreaks;
    private final int deferDepth;
    private boolean left;
    private boolean labelUsed;

    /// @param continueTarget what `continue` leads to: the loop itself, or the end of the current copy of a `#for`
    /// @param continueBreaks whether `continue` is done by leaving `continueTarget` (`#for`)
    Leavable(Ident label, boolean loop, TStmt.Target breakTarget, TStmt.Target continueTarget, boolean continueBreaks,
             int deferDepth) {
        this.label = label;
        this.loop = loop;
        this.breakTarget = breakTarget;
        this.continueTarget = continueTarget;
        this.continueBreaks = continueBreaks;
        this.deferDepth = deferDepth;
    }

    static Leavable loop(Ident label, TStmt.Target target, BodyState body) {
        return new Leavable(label, true, target, target, false, body.deferDepth());
    }

    static Leavable block(Ident label, TStmt.Target target, BodyState body) {
        return new Leavable(label, false, target, target, false, body.deferDepth());
    }

    Ident label() {
        return label;
    }

    boolean isLoop() {
        return loop;
    }

    TStmt.Target breakTarget() {
        return breakTarget;
    }

    TStmt.Target continueTarget() {
        return continueTarget;
    }

    boolean continueBreaks() {
        return continueBreaks;
    }

    int deferDepth() {
        return deferDepth;
    }

    /// Whether a `break` leaves it.
    boolean isLeft() {
        return left;
    }

    void leave() {
        left = true;
    }

    void useLabel() {
        labelUsed = true;
    }

    boolean isLabelUsed() {
        return labelUsed;
    }
}
