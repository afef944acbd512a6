package cpi.sema;

import cpi.source.Span;
import cpi.syntax.Ident;
import java.util.List;
import java.util.Optional;

/// Looks names up (L6.1, C8.2, M3, M4) and reports what is wrong with them.
final class Names {
    private final Checker c;

    Names(Checker c) {
        this.c = c;
    }

    /// Looks a name up from the innermost scope outwards, without reporting anything but ambiguity (E0405). Marks imports and
    /// variables as used. Variables whose declaration is not complete are skipped (L6.2).
    Optional<Entity> find(String name, Span use, Env env) {
        throw new cpi.diag.Bug("not built yet");
    }

    /// The first entity found outwards for which the test holds (L11.4 step 1 skips names that are not functions).
    Optional<Entity> find(String name, Span use, Env env, java.util.function.Predicate<Entity> wanted) {
        throw new cpi.diag.Bug("not built yet");
    }

    /// Looks a name up and turns it into what it denotes; reports E0404, E0402, E0407, E0701, E0421 and answers with an error
    /// operand then. Constants are evaluated, functions without compile-time parameters stay functions.
    Operand resolve(String name, Span use, Env env) {
        throw new cpi.diag.Bug("not built yet");
    }

    /// What an entity denotes at a use; reports E0407, E0701.
    Operand meaning(Entity entity, Span use, Env env) {
        throw new cpi.diag.Bug("not built yet");
    }

    /// A member of a module (M3), E0408.
    Operand member(ModuleEntity module, Ident name, Env env) {
        throw new cpi.diag.Bug("not built yet");
    }

    Optional<Entity> findMember(ModuleEntity module, String name, Span use) {
        throw new cpi.diag.Bug("not built yet");
    }

    /// A path of names, the first looked up lexically, the others as members of modules or types.
    Operand path(List<Ident> path, Env env) {
        throw new cpi.diag.Bug("not built yet");
    }

    /// Declares an entity in a scope: E0401 (label at the first), E0403 for `context`, W0101, W0407, blank names are not entered.
    void declare(Scope scope, Ident name, Entity entity, Env env) {
        throw new cpi.diag.Bug("not built yet");
    }
}
