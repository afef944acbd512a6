package cpi.typed;

/// Something with an address that the program's data can refer to.
public sealed interface Symbol permits Global, Function, StaticObject {
    String name();
}
