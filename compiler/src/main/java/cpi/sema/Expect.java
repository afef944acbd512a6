package cpi.sema;

import cpi.source.Span;
import cpi.types.Type;

/// The type a place expects of an expression (L4.4), and why: the label "expected because of this".
///
/// @param isPresent false if nothing is expected
/// @param reason where the type was written or fixed; [Span#NONE] for no label
record Expect(boolean isPresent, Type type, Span reason, String why) {
    static final Expect NOTHING = new Expect(false, Type.ERROR, Span.NONE, "");

    static Expect of(Type type, Span reason, String why) {
        return new Expect(true, type, reason, why);
    }

    static Expect of(Type type) {
        return new Expect(true, type, Span.NONE, "");
    }

    Expect forType(Type inner) {
        return new Expect(true, inner, reason, why);
    }
}
