/// From IR to x86-64 machine code without LLVM, for builds that must be quick: [cpi.x64.X64Object] makes an object file of a whole
/// program.
@NullMarked
package cpi.x64;

import org.jspecify.annotations.NullMarked;
