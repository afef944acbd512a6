/// JSON, as the debug adapter needs it.
@NullMarked
package cpi.json;

import org.jspecify.annotations.NullMarked;
