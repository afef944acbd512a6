// Descriptions of types at run time.
package cpi.sema;

import cpi.diag.Bug;
import cpi.sema.entity.Env;
import cpi.sema.entity.Envs;
import cpi.sema.entity.FnEntity;
import cpi.source.Span;
import cpi.typed.CompileTimeFailure;
import cpi.typed.ConstData;
import cpi.typed.Function;
import cpi.typed.Global;
import cpi.typed.TExpr;
import cpi.types.Type;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The variables with the descriptions of types (S17): one global per type, made when it is first asked for. Its initial value
/// is the result of `reflect.describe!(T)()`, evaluated when it is needed, like that of any global (C4).
final class TypeInfos {
    private final Checker c;
    private final Map<Type, Global> known = new IdentityHashMap<>();

    TypeInfos(Checker c) {
        this.c = c;
    }

    Global of(Type type) {
        return known.computeIfAbsent(type, Description::new);
    }

    private final class Description implements Global {
        private final Type subject;
        private Optional<ConstData> value = Optional.empty();

        Description(Type subject) {
            this.subject = subject;
        }

        private FnEntity entity() {
            if (c.modules().library("reflect", "describe") instanceof FnEntity fn) return fn;
            throw new Bug("the library has no function reflect.describe");
        }

        private Env env() {
            return Envs.outside(entity().env().scope());
        }

        private Function describe() {
            return c.signatures().instance(entity(), List.of(CtArgs.ofType(subject)), entity().place(), env())
                .orElseThrow(CompileTimeFailure::new);
        }

        @Override
        public String name() {
            return "typeInfo";
        }

        @Override
        public String path() {
            return "reflect.typeInfo!(" + subject + ")";
        }

        @Override
        public Type type() {
            return describe().type().result();
        }

        @Override
        public boolean threadLocal() {
            return false;
        }

        @Override
        public Span place() {
            return describe().place();
        }

        @Override
        public ConstData initialValue() {
            if (value.isEmpty()) {
                TExpr call = new TExpr.Call(describe(), List.of(), type(), place());
                value = c.constants().evaluate(call, type(), name(), place(), true, env());
            }
            return value.orElseThrow(CompileTimeFailure::new);
        }
    }
}
