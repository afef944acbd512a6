/// From IR to packed code, and how a program lies in the memory of a machine.
///
/// To read in this order: [cpi.interp.code.Op] and [cpi.interp.code.Cold], the instructions; [cpi.interp.code.Frame];
/// [cpi.interp.code.Image], the program in one machine, with [cpi.interp.code.Code] and [cpi.interp.code.Statics];
/// [cpi.interp.code.Assembler] with [cpi.interp.code.Arithmetic], [cpi.interp.code.Accesses] and [cpi.interp.code.Calls], which
/// choose instructions, and [cpi.interp.code.Emitter], which packs them. Nothing here runs a program.
@NullMarked
package cpi.interp.code;

import org.jspecify.annotations.NullMarked;
