// Environments of code that stands outside functions.
package cpi.sema.entity;

/// Makes the environments of items.
public final class Envs {
    private Envs() {}

    /// Where the items of a file, module or taken `#if` are checked.
    public static Env outside(Scope scope) {
        return new Env(scope, BodyState.outside(), false, false, false);
    }
}
