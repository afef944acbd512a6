package cpi.ir;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cpi.diag.Bug;
import cpi.typed.Local;
import cpi.types.IntType;
import cpi.types.Type;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// The verifier finds what is wrong, the parser says where, and the passes keep what they must.
class IrToolsTest {
    private final Trees t = new Trees();
    private final IrNames names = new IrNames();

    private IrFunction parse(String code) {
        Local n = t.param("n", IntType.I64);
        Trees.Fn f = t.fn("f", IntType.I64, n);
        names.of(f);
        names.of(IntType.I64);
        names.of(Type.NONE);
        return IrParser.parse("fn \"f\" {\n" + code + "}\n", names, t.lowering.shapes());
    }

    private List<String> verify(String code) {
        return Verifier.verify(parse(code), t.lowering.shapes());
    }

    @Test
    void validCodeHasNoProblems() {
        assertEquals(List.of(), verify("""
                  registers r0:i64 r1:u8
                  scope 0
                    "n" "i64" = r0
                b0:
                    stmt 0
                    r1 = lt i64 r0, r0
                    branch r1, b1, b2
                b1:
                    return r0
                b2:
                    panic P05
                """));
    }

    @Test
    void problemsAreFoundWithTheirPlace() {
        assertTrue(verify("  registers r0:i32\nb0:\n    unreachable\n").getFirst().contains("not the parameters"));
        assertTrue(verify("  registers r0:i64\nb0:\n    r0 = const 1\n").getFirst().startsWith("b0: no terminator"));
        assertTrue(verify("  registers r0:i64 r1:u8\nb0:\n    r1 = r0\n    return r0\n").getFirst().startsWith("b0:0 Move"));
        assertTrue(verify("  registers r0:i64\nb0:\n    r1 = r0\n    return r0\n").getFirst().contains("no such register"));
        assertTrue(verify("  registers r0:i64\nb0:\n    jump b0\n").getFirst().contains("bad target"));
        assertTrue(verify("  registers r0:i64\nb0:\n    jump b7\n").getFirst().contains("bad target"));
        assertTrue(verify("  registers r0:i64\nb0:\n    stmt 0\n    return r0\n").getFirst().contains("no scope"));
        assertTrue(verify("  registers r0:i64 r1:u8\nb0:\n    r1 = const 256\n    return r0\n").getFirst().contains("does not fit"));
        assertTrue(verify("  registers r0:i64\nb0:\n    return\n").getFirst().contains("returns"));
        assertTrue(verify("  registers r0:i64\nb0:\n    r0 = call \"f\" ()\n    return r0\n").getFirst().contains("arguments"));
    }

    @Test
    void errorsInTextNameTheLine() {
        Bug bug = assertThrows(Bug.class, () -> parse("  registers r0:i64\nb0:\n    r0 = frobnicate i64 r0, r0\n    return r0\n"));
        assertTrue(bug.getMessage().startsWith("IR text, line 4: "), bug.getMessage());
        assertThrows(Bug.class, () -> parse("  registers r0:i64\nb0:\n    r0 = call \"g\" (r0)\n    return r0\n"));
    }

    @Test
    void passesCleanUp() {
        IrFunction result = Passes.run(parse("""
                  registers r0:i64 r1:u8 r2:i64 r3:i64
                  scope 0
                    "n" "i64" = r0
                b0:
                    r2 = const 7
                    r3 = add i64 r2, r2
                    jump b1
                b1:
                    jump b2
                b2:
                    r1 = is_zero i64 r0
                    branch r1, b4, b3
                b3:
                    jump back b2
                b4:
                    jump b6
                b5:
                    unreachable
                b6:
                    return r0
                """));
        assertEquals("""
                fn "f" {
                  registers r0:i64 r1:u8
                  scope 0
                    "n" "i64" = r0
                b0:
                    jump b1
                b1:
                    r1 = is_zero i64 r0
                    branch r1, b3, b2
                b2:
                    jump back b1
                b3:
                    return r0
                }
                """, IrPrinter.print(result, names, false));
    }

    @Test
    void variablesStayEvenIfNothingReadsThem() {
        IrFunction result = Passes.run(parse("""
                  registers r0:i64 r1:i64
                  scope 0
                    "n" "i64" = r0
                  scope 1 in 0
                    "unused" "i64" = r1
                b0:
                    r1 = const 7
                    return r0
                """));
        assertEquals(2, result.registers().size());
        assertEquals(2, result.blocks().getFirst().insts().size());
    }

    @Test
    void orderOfPassesIsChecked() {
        Passes.Pass first = new Passes.Pass("first", Set.of("second"), f -> f);
        Passes.Pass second = new Passes.Pass("second", Set.of(), f -> f);
        assertEquals(List.of(second, first), Passes.checked(List.of(second, first)));
        assertThrows(IllegalStateException.class, () -> Passes.checked(List.of(first, second)));
        assertThrows(IllegalStateException.class, () -> Passes.checked(List.of(second, second)));
    }
}
