// What the virtual machine has to know of a program.
package cpi.interp.code;

import cpi.ir.FreshContext;
import cpi.ir.IrFunction;
import cpi.typed.ConstData;
import cpi.typed.Function;
import cpi.typed.Global;
import cpi.types.Type;
import java.util.Optional;

/// Where a machine gets code from: functions are lowered when they are first called. Implemented by the driver.
public interface Program {
    /// The code of an ordinary function. May throw [cpi.typed.CompileTimeFailure].
    IrFunction code(Function function);

    /// A fresh context (T1.3) as data; the number of the thread is filled in at [#threadOffset].
    ///
    /// @param declared whether the declared fields have their defaults; else they are zero
    ConstData freshContext(boolean declared);

    /// The default of the declared field of the context that is at an offset, if there is one. May throw
    /// [cpi.typed.CompileTimeFailure].
    Optional<FreshContext.Part> declaredContextField(long offset);

    /// Where the declared fields of the context begin.
    long declaredContextStart();

    /// Offset of `context.thread`.
    long threadOffset();

    /// What a thread calls when its function has returned (`runtime.threadEnd`), if the program has threads.
    Optional<Function> threadEnd();

    /// The address of a foreign function, 0 if no library has it (M10.3).
    long symbol(Function function);

    /// The global variable with the description of a type (`reflect.slot`).
    Global typeInfo(Type type);
}
