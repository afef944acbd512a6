// Declared types as entities.
package cpi.sema.entity;

import cpi.source.Span;
import cpi.syntax.Decl;
import cpi.types.Type;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A declared type and, if it is parameterised, its instances (L3.2, L10.6). It is the `family` of its [cpi.types.NamedType]s.
/// Compared by identity.
public final class TypeEntity implements Entity {
    private final Decl.Type syntax;
    private final Env env;
    private final Map<List<Object>, Type> instances = new HashMap<>();

    public TypeEntity(Decl.Type syntax, Env env) {
        this.syntax = syntax;
        this.env = env;
    }

    public String name() {
        return syntax.name().text();
    }

    @Override
    public Span place() {
        return syntax.name().span();
    }

    public Decl.Type syntax() {
        return syntax;
    }

    public Env env() {
        return env;
    }

    /// Instances by the keys of their arguments; a type without parameters has one, with no arguments. Usually named types,
    /// but an instance of a type defined as just one of its parameters is that argument itself (L10.6).
    public Map<List<Object>, Type> instances() {
        return instances;
    }
}
