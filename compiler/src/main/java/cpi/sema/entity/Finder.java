package cpi.sema.entity;

import cpi.typed.ConstData;
import cpi.typed.Function;
import cpi.typed.Local;
import cpi.types.FnType;
import cpi.types.Type;
import java.util.List;

/// Finds what engines ask entities about, when they first ask. Implemented by [cpi.sema.Checker]: so entities need not know it.
public interface Finder {
    /// The type of an instance, its result type inferred from the body if none is declared (L9.5).
    FnType type(FnInstance instance);

    /// The parameters as the body sees them.
    List<Local> params(FnInstance instance);

    /// Throws [cpi.typed.CompileTimeFailure] if the body has errors.
    Function.Body body(FnInstance instance);

    Type type(GlobalEntity global);

    /// Throws [cpi.typed.CompileTimeFailure] if the initialiser has errors.
    ConstData initialValue(GlobalEntity global);
}
