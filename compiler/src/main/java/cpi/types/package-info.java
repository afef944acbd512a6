/// Types, interned by [cpi.types.TypeTable], and their [cpi.types.Layout].
@NullMarked
package cpi.types;

import org.jspecify.annotations.NullMarked;
