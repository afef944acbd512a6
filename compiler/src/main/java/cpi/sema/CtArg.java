package cpi.sema;

/// A bound compile-time argument (L10.1): what the name stands for in the instance, the key by which instances are compared
/// (L10.5), and the text shown in the instance's name.
record CtArg(Operand operand, Object key, String text) {}
