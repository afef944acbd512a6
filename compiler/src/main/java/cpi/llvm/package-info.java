/// From IR to LLVM text: [cpi.llvm.LlvmModule] prints a whole program.
@NullMarked
package cpi.llvm;

import org.jspecify.annotations.NullMarked;
