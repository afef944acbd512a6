// What the code of one object file shares.
package cpi.x64;

import cpi.codegen.CConvention;
import cpi.codegen.ContextUse;
import cpi.codegen.Reachable;
import cpi.ir.Shapes;
import cpi.typed.Function;
import cpi.typed.Program;

/// The parts of one translation, each with its own table. Single use.
///
/// @param starts functions that the program needs besides its own, one for each way of starting a thread
record ObjectUnit(Program program, Shapes shapes, Reachable reachable, ContextUse contextUse, CConvention convention, Asm asm,
                  SymbolTable symbols, Constants constants, StartFunctions starts, FreshContextData freshContext) {
    /// Whether callers of a function pass the context: because it needs one, or because callers that only know its address do.
    boolean takesContext(Function function) {
        return !function.type().c() && (contextUse.uses(function) || reachable.isAddressTaken(function));
    }

    /// Where the data of a fresh context lies.
    ///
    /// @param size 0 if none is made with contents
    record FreshContextData(SymbolTable.Place place, long size) {}
}
