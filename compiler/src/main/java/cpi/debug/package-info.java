/// The debugger without any protocol; [cpi.debug.Debugger] is the way in. To read in this order: what a stopped program shows
/// ([cpi.debug.Frames], [cpi.debug.Scopes], [cpi.debug.Values]), expressions ([cpi.debug.Expressions]), where to stop
/// ([cpi.debug.Breakpoints], [cpi.debug.Goal]), and moving both ways ([cpi.debug.Motions], [cpi.debug.Steps],
/// [cpi.debug.History]).
@NullMarked
package cpi.debug;

import org.jspecify.annotations.NullMarked;
