/// The virtual machine: executes packed code ([cpi.interp.code]).
///
/// To read in this order:
///
/// * [cpi.interp.Vm], the state of a run and its turns; [cpi.interp.code.Program], what it runs
/// * [cpi.interp.Interpreter], the loop; [cpi.interp.SlowPath], [cpi.interp.WarmOps], [cpi.interp.ColdOps], what is not in it
/// * [cpi.interp.CallOps], [cpi.interp.ThreadStart], [cpi.interp.ThreadOps]: functions and threads
/// * [cpi.interp.Intrinsics] with the classes `…Ops`: the operations of docs/intrinsics.md
/// * [cpi.interp.Faults], [cpi.interp.StackTrace], [cpi.interp.DeadSlot]: panics
/// * [cpi.interp.Foreign], [cpi.interp.Callbacks]: calls of C, and calls by C
/// * [cpi.interp.Tier], [cpi.interp.Translator], [cpi.interp.InstructionTranslator], [cpi.interp.Compiled]: hot functions as JVM code
/// * [cpi.interp.Traps], [cpi.interp.Stepper], [cpi.interp.Checkpoint], [cpi.interp.Inspection], [cpi.interp.Inquiry]: for going
///   back and for debuggers
///
/// The parts of a machine call each other through it, so they are one package: an operation may end the turn of a thread, a call of
/// C may run the program, and a checkpoint is of all parts.
@NullMarked
package cpi.interp;

import org.jspecify.annotations.NullMarked;
