/// Basic blocks of [cpi.ir.Inst] over registers. [cpi.ir.Lowering] makes them from the typed tree (one class per construct
/// around [cpi.ir.FunctionLowering]), [cpi.ir.Passes] improves and [cpi.ir.Verifier] checks them, [cpi.ir.IrPrinter] and
/// [cpi.ir.IrParser] are their text form.
@NullMarked
package cpi.ir;

import org.jspecify.annotations.NullMarked;
