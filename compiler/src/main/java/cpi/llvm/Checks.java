// Checks and panics.
package cpi.llvm;

import cpi.codegen.PanicPlace;
import cpi.ir.Inst;
import cpi.ir.Scalar;
import cpi.source.Span;
import cpi.types.TaggedType;
import cpi.types.Type;
import java.util.ArrayList;
import java.util.List;

/// Writes the checks of the language. What a failed check does is written behind the function's other code.
final class Checks {
    private static final int NIL = 4;
    private static final int NEAR_NIL = 4096;

    private final Unit unit;
    private final FunctionEmitter f;
    private final List<Runnable> cold = new ArrayList<>();

    Checks(Unit unit, FunctionEmitter f) {
        this.unit = unit;
        this.f = f;
    }

    /// Goes on unless the `i1` is true.
    void panicIf(String bit, Runnable panic, String kind) {
        check(bit, true, panic, kind);
    }

    private void check(String bit, boolean fails, Runnable panic, String kind) {
        String failed = f.code.newLabel(kind);
        String passed = f.code.newLabel("ok");
        f.code.line("br i1 ", bit, ", label %", fails ? failed : passed, ", label %", fails ? passed : failed);
        f.code.label(passed);
        FunctionEmitter.Moment moment = f.moment();
        cold.add(() -> {
            f.at(moment);
            f.code.label(failed);
            panic.run();
        });
    }

    /// Writes what failed checks do.
    void finish() {
        for (Runnable panic : cold) panic.run();
    }

    /// Calls a function of the runtime that does not return.
    void end(String name, String params, String... args) {
        f.frames.panic(f.moment().span());
        String function = unit.externals.use("void", name, params, Externals.PANICS);
        f.code.line("call void ", function, "(", String.join(", ", args), ")", unit.callAttributes());
        f.code.line("unreachable");
    }

    /// A panic whose message depends on its code only.
    void fault(int code, Span place) {
        end("cpi.rt.fault", "i64, ptr", "i64 " + code, "ptr " + unit.places.of(place));
    }

    void message(int code, String text, Span place) {
        panic(code, unit.places.text(text), Integer.toString(text.length()), unit.places.of(place));
    }

    private void panic(int code, String text, String length, String place) {
        end("cpi.rt.panic", "i64, ptr, i64, ptr", "i64 " + code, "ptr " + text, "i64 " + length, "ptr " + place);
    }

    void bounds(Inst.BoundsCheck i) {
        if (!unit.options.level().checksBounds()) return;
        String index = f.arithmetic.resize(i.type(), Scalar.I64, f.text(i.index()));
        String count = f.text(i.count());
        String low = f.code.def("icmp sge i64 ", index, ", 0");
        String high = f.code.def("icmp slt i64 ", index, ", ", count);
        String inside = f.code.def("and i1 ", low, ", ", high);
        check(inside, false, () -> end("cpi.rt.bounds", "i64, i64, ptr", "i64 " + index, "i64 " + count,
                "ptr " + unit.places.of(i.span())), "bounds");
    }

    /// P04 unless the register is known not to be nil.
    void nil(int register, Span span) {
        if (f.registers.isNotNil(register)) return;
        panicIf(isNil(f.text(register)), () -> fault(NIL, span), "nil");
        f.registers.notNil(register);
    }

    /// An `i1`. Where nothing faults, addresses of elements and members of nil are not valid either.
    private String isNil(String address) {
        if (!unit.options.target().architecture().isNarrow()) return f.code.def("icmp eq ptr ", address, ", null");
        return f.code.def("icmp ult ptr ", address, ", inttoptr (i32 " + NEAR_NIL + " to ptr)");
    }

    void callee(String address, Span span) {
        panicIf(f.code.def("icmp eq ptr ", address, ", null"), () -> message(NIL, "call through nil", span), "nil");
    }

    void tag(Inst.TagCheck i) {
        Scalar type = f.type(i.tag());
        String tag = f.text(i.tag());
        String bit = f.code.def("icmp ne ", Scalars.type(type), " ", tag, ", ", Scalars.constant(type, type.normalize(i.member() + 1L)));
        List<String> names = ((TaggedType) i.type().definition()).members().stream().map(Type.Member::name).toList();
        panicIf(bit, () -> {
            String actual = f.arithmetic.resize(type, Scalar.I64, tag);
            end("cpi.rt.tag", "i64, ptr, i64, ptr", "i64 " + actual, "ptr " + unit.places.names(i.type().definition(), names),
                    "i64 " + (i.member() + 1), "ptr " + unit.places.of(i.span()));
        }, "tag");
    }

    void panic(Inst.Panic i) {
        int code = PanicPlace.code(i);
        String place = PanicPlace.isUsers(i) ? unit.places.ofUser(i.span()) : unit.places.of(i.span());
        if (i.message() < 0) end("cpi.rt.fault", "i64, ptr", "i64 " + code, "ptr " + place);
        else panic(code, f.text(i.message()), f.text(i.length()), place);
    }
}
