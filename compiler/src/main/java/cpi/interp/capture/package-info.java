/// One evaluation at compile time: runs a function on a machine of its own and copies the result out of its memory as static data
/// (C6, C7).
@NullMarked
package cpi.interp.capture;

import org.jspecify.annotations.NullMarked;
