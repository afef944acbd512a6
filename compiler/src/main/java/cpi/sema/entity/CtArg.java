package cpi.sema.entity;

import cpi.types.TypePrinter;

/// A bound compile-time argument (L10.1): what the name stands for in the instance, the key by which instances are compared
/// (L10.5), and the text shown in the instance's name. Two arguments are equal if their keys are.
///
/// @param text of a value; that of a type is written when it is asked for
public record CtArg(Operand operand, Object key, String text) {
    @Override
    public String text() {
        return operand instanceof Operand.OfType t ? TypePrinter.text(t.type()) : text;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CtArg arg && arg.key.equals(key);
    }

    @Override
    public int hashCode() {
        return key.hashCode();
    }
}
