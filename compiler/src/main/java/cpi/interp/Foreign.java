// Calls of C functions.
package cpi.interp;

import cpi.engine.Outcome;
import cpi.ir.Signature;
import cpi.typed.Function;

/// Calls foreign functions (M6).
final class Foreign {
    private final Vm vm;

    Foreign(Vm vm) {
        this.vm = vm;
    }

    int call(CallSite call, Function function) {
        if (vm.options().compileTime()) return refuse(call, function);
        throw new cpi.diag.Bug("foreign function " + function.externalName());
    }

    int call(CallSite call, Function function, Signature signature) {
        return call(call, function);
    }

    private int refuse(CallSite call, Function function) {
        return vm.stop(new Outcome.Refused(function.externalName(), true, StackTrace.of(vm, call.thread())));
    }
}
