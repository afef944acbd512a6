// The first instructions of a program.
package cpi.toolchain;

import java.nio.charset.StandardCharsets;

/// `_start`, which C compilers take from a file of the C library that only developers have. It gives `main` to the C library,
/// whose own start then calls it.
public final class Startup {
    private static final String X86_64 = """
        xorl %ebp, %ebp
        movq %rdx, %r9
        popq %rsi
        movq %rsp, %rdx
        andq $$-16, %rsp
        pushq %rax
        pushq %rsp
        xorl %r8d, %r8d
        xorl %ecx, %ecx
        leaq main(%rip), %rdi
        callq *__libc_start_main@GOTPCREL(%rip)
        hlt
        """;
    private static final String AARCH64 = """
        mov x29, #0
        mov x30, #0
        mov x5, x0
        ldr x1, [sp]
        add x2, sp, #8
        mov x6, sp
        adrp x0, main
        add x0, x0, :lo12:main
        mov x3, #0
        mov x4, #0
        bl __libc_start_main
        brk #0
        """;

    private Startup() {}

    /// A module in LLVM text that defines `_start`; empty for targets without processes.
    public static byte[] text(Target target) {
        String body = switch (target.machine()) {
            case X86_64 -> X86_64;
            case AARCH64 -> AARCH64;
            case WASM32 -> "";
        };
        if (body.isEmpty()) return new byte[0];
        String head = ".section .text.start,\"ax\",%progbits\n.globl _start\n.type _start,%function\n_start:\n";
        StringBuilder text = new StringBuilder();
        for (String line : (head + body).lines().toList()) {
            text.append("module asm \"").append(line.replace("$$", "$").replace("\"", "\\22")).append("\"\n");
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }
}
