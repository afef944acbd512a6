/// Texts and places in them, in bytes.
@NullMarked
package cpi.source;

import org.jspecify.annotations.NullMarked;
