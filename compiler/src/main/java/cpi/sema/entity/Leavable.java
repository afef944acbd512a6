package cpi.sema.entity;

import cpi.syntax.Ident;
import cpi.typed.TStmt;

/// A statement that `break` can leave (L7.7): a loop, or a labelled `switch` or `do`.
public final class Leavable {
    private final Ident label;
    private final boolean loop;
    private final TStmt.Target breakTarget;
    private final TStmt.Target continueTarget;
    private final boolean continueBreaks;
    private final int deferDepth;
    private boolean left;
    private boolean continued;
    private boolean labelUsed;

    /// @param continueTarget what `continue` leads to: the loop itself, or the end of the current copy of a `#for`
    /// @param continueBreaks whether `continue` is done by leaving `continueTarget` (`#for`)
    public Leavable(Ident label, boolean loop, TStmt.Target breakTarget, TStmt.Target continueTarget, boolean continueBreaks,
             int deferDepth) {
        this.label = label;
        this.loop = loop;
        this.breakTarget = breakTarget;
        this.continueTarget = continueTarget;
        this.continueBreaks = continueBreaks;
        this.deferDepth = deferDepth;
    }

    public static Leavable loop(Ident label, TStmt.Target target, BodyState body) {
        return new Leavable(label, true, target, target, false, body.deferDepth());
    }

    public static Leavable block(Ident label, TStmt.Target target, BodyState body) {
        return new Leavable(label, false, target, target, false, body.deferDepth());
    }

    public Ident label() {
        return label;
    }

    public boolean isLoop() {
        return loop;
    }

    public TStmt.Target breakTarget() {
        return breakTarget;
    }

    public TStmt.Target continueTarget() {
        return continueTarget;
    }

    public boolean continueBreaks() {
        return continueBreaks;
    }

    public int deferDepth() {
        return deferDepth;
    }

    /// Whether a `break` leaves it.
    public boolean isLeft() {
        return left;
    }

    public void leave() {
        left = true;
    }

    /// Whether a `continue` goes on with it.
    public boolean isContinued() {
        return continued;
    }

    public void goOn() {
        continued = true;
    }

    public void useLabel() {
        labelUsed = true;
    }

    public boolean isLabelUsed() {
        return labelUsed;
    }
}
