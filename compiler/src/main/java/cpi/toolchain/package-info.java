/// libLLVM by its C interface, the linker, and where they come from. Knows nothing of cpi programs.
@NullMarked
package cpi.toolchain;

import org.jspecify.annotations.NullMarked;
