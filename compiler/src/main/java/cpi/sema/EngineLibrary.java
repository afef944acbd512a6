package cpi.sema;

import cpi.diag.Bug;
import cpi.sema.entity.FnEntity;
import cpi.typed.Function;
import cpi.typed.Global;
import cpi.typed.Library;
import cpi.types.Type;

/// The bundled library as engines see it.
final class EngineLibrary implements Library {
    private final Checker c;
    private final TypeInfos typeInfos;

    EngineLibrary(Checker c) {
        this.c = c;
        this.typeInfos = new TypeInfos(c);
    }

    @Override
    public Function function(String module, String name) {
        if (c.modules().library(module, name) instanceof FnEntity fn) return c.signatures().plain(fn);
        throw new Bug("the library has no function " + module + "." + name);
    }

    @Override
    public Global typeInfo(Type type) {
        return typeInfos.of(type);
    }
}
