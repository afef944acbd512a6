// From LLVM text to machine code, in process.
package cpi.toolchain;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/// libLLVM by its C interface. One object per process is enough; it may be used by several threads at once, because each
/// request has an LLVM context of its own.
public final class Llvm {
    private static final int RELOCATION_STATIC = 1;
    private static final int RELOCATION_PIC = 2;
    private static final int CODE_MODEL_DEFAULT = 0;
    /// What every host of WebAssembly has had for years.
    private static final String WASM_FEATURES = "+bulk-memory,+bulk-memory-opt,+sign-ext,+nontrapping-fptoint,+mutable-globals";
    private static final String DEBUG_INFORMATION = "!\"Debug Info Version\"";
    private static final int ASSEMBLY = 0;
    private static final int OBJECT = 1;

    private final NativeLibrary library;

    private Llvm(NativeLibrary library) {
        this.library = library;
    }

    /// How much work to spend on the code (L12.5).
    public enum Level {
        NONE("default<O0>", 0), DEFAULT("default<O2>", 2), FAST("default<O3>", 3);

        private final String passes;
        private final int generator;

        Level(String passes, int generator) {
            this.passes = passes;
            this.generator = generator;
        }
    }

    /// What to make.
    public enum Form { OBJECT, ASSEMBLY, OPTIMISED_TEXT }

    /// @param text a module as LLVM text, UTF-8; its triple and data layout are replaced by those of `target`
    /// @param name of the module in messages
    /// @param nativeCpu whether to use everything that the processor of this machine has
    public record Request(byte[] text, String name, Target target, boolean nativeCpu, Level level, Form form) {}

    /// Loads libLLVM; versions 19 to 21 have all that is used here.
    public static Llvm open(Path file) throws ToolchainException {
        return new Llvm(NativeLibrary.open(file));
    }

    /// The machine code of a module.
    public byte[] compile(Request request) throws ToolchainException {
        try (Arena arena = Arena.ofConfined()) {
            return new Job(arena, request).run();
        }
    }

    /// One request: everything that it allocates is freed at its end.
    private final class Job {
        private final Arena arena;
        private final Request request;
        /// Where functions put the address of a result or a message.
        private final MemorySegment cell;

        Job(Arena arena, Request request) {
            this.arena = arena;
            this.request = request;
            this.cell = arena.allocate(ValueLayout.JAVA_LONG);
        }

        byte[] run() throws ToolchainException {
            long context = call("LLVMContextCreate");
            try {
                long module = parse(context);
                try {
                    return compile(module);
                } finally {
                    call("LLVMDisposeModule", module);
                }
            } finally {
                call("LLVMContextDispose", context);
            }
        }

        private long parse(long context) throws ToolchainException {
            // The parser wants a zero behind the text.
            MemorySegment text = arena.allocate(request.text().length + 1L);
            MemorySegment.copy(request.text(), 0, text, ValueLayout.JAVA_BYTE, 0, request.text().length);
            long buffer = call("LLVMCreateMemoryBufferWithMemoryRange", text.address(), request.text().length, string(request.name()), 1);
            MemorySegment module = arena.allocate(ValueLayout.JAVA_LONG);
            // Takes the buffer.
            boolean failed = isTrue(call("LLVMParseIRInContext", context, buffer, module.address(), cell.address()));
            if (failed) throw new ToolchainException("LLVM does not accept the code: " + takeMessage());
            return module.get(ValueLayout.JAVA_LONG, 0);
        }

        private byte[] compile(long module) throws ToolchainException {
            long machine = targetMachine();
            try {
                call("LLVMSetTarget", module, string(request.target().triple()));
                long layout = call("LLVMCreateTargetDataLayout", machine);
                call("LLVMSetModuleDataLayout", module, layout);
                call("LLVMDisposeTargetData", layout);
                if (!isVerified()) verify(module);
                optimise(module, machine);
                return switch (request.form()) {
                    case OBJECT -> emit(module, machine, OBJECT);
                    case ASSEMBLY -> emit(module, machine, ASSEMBLY);
                    case OPTIMISED_TEXT -> print(module);
                };
            } finally {
                call("LLVMDisposeTargetMachine", machine);
            }
        }

        /// Whether the parser has verified the module: it does so if there is debug information.
        private boolean isVerified() {
            return new String(request.text(), StandardCharsets.ISO_8859_1).contains(DEBUG_INFORMATION);
        }

        private void verify(long module) throws ToolchainException {
            boolean isBroken = isTrue(call("LLVMVerifyModule", module, 2, cell.address()));
            String why = takeMessage();
            if (isBroken) throw new ToolchainException("LLVM finds the code malformed: " + why);
        }

        private long targetMachine() throws ToolchainException {
            String generator = request.target().machine().generator();
            for (String part : new String[] {"TargetInfo", "Target", "TargetMC", "AsmPrinter", "AsmParser"}) {
                call("LLVMInitialize" + generator + part);
            }
            MemorySegment found = arena.allocate(ValueLayout.JAVA_LONG);
            long triple = string(request.target().triple());
            if (isTrue(call("LLVMGetTargetFromTriple", triple, found.address(), cell.address()))) {
                throw new ToolchainException("this LLVM cannot make code for " + request.target().triple() + ": " + takeMessage());
            }
            long cpu = string("");
            long features = string("");
            if (request.nativeCpu()) {
                cpu = call("LLVMGetHostCPUName");
                features = call("LLVMGetHostCPUFeatures");
            } else if (request.target().machine() == Target.Machine.X86_64) {
                cpu = string("x86-64");
            }
            boolean isElf = request.target().machine().isElf();
            if (!isElf) features = string(WASM_FEATURES);
            long machine = call("LLVMCreateTargetMachine", found.get(ValueLayout.JAVA_LONG, 0), triple, cpu, features,
                request.level().generator, isElf ? RELOCATION_PIC : RELOCATION_STATIC, CODE_MODEL_DEFAULT);
            if (request.nativeCpu()) {
                call("LLVMDisposeMessage", cpu);
                call("LLVMDisposeMessage", features);
            }
            if (machine == 0) throw new ToolchainException("this LLVM cannot make code for " + request.target().triple());
            return machine;
        }

        private void optimise(long module, long machine) throws ToolchainException {
            long options = call("LLVMCreatePassBuilderOptions");
            // On in clang, off in the C interface.
            call("LLVMPassBuilderOptionsSetSLPVectorization", options, 1);
            long error = call("LLVMRunPasses", module, string(request.level().passes), machine, options);
            call("LLVMDisposePassBuilderOptions", options);
            if (error != 0) {
                long message = call("LLVMGetErrorMessage", error);
                String text = NativeLibrary.text(message);
                call("LLVMDisposeErrorMessage", message);
                throw new ToolchainException("LLVM cannot optimise the code: " + text);
            }
        }

        private byte[] emit(long module, long machine, int form) throws ToolchainException {
            MemorySegment out = arena.allocate(ValueLayout.JAVA_LONG);
            if (isTrue(call("LLVMTargetMachineEmitToMemoryBuffer", machine, module, form, cell.address(), out.address()))) {
                throw new ToolchainException("LLVM cannot make machine code: " + takeMessage());
            }
            long buffer = out.get(ValueLayout.JAVA_LONG, 0);
            byte[] bytes = NativeLibrary.bytes(call("LLVMGetBufferStart", buffer), call("LLVMGetBufferSize", buffer));
            call("LLVMDisposeMemoryBuffer", buffer);
            return bytes;
        }

        private byte[] print(long module) throws ToolchainException {
            long message = call("LLVMPrintModuleToString", module);
            byte[] text = NativeLibrary.text(message).getBytes(StandardCharsets.UTF_8);
            call("LLVMDisposeMessage", message);
            return text;
        }

        /// The message that the last call left in the cell, which becomes empty.
        private String takeMessage() throws ToolchainException {
            long message = cell.get(ValueLayout.JAVA_LONG, 0);
            cell.set(ValueLayout.JAVA_LONG, 0, 0);
            if (message == 0) return "";
            String text = NativeLibrary.text(message);
            call("LLVMDisposeMessage", message);
            return text.strip();
        }

        private long string(String text) {
            return arena.allocateFrom(text, StandardCharsets.UTF_8).address();
        }
    }

    private long call(String function, long... args) throws ToolchainException {
        return library.call(function, args);
    }

    /// Whether an `LLVMBool` is true; the upper half of the register means nothing.
    private static boolean isTrue(long result) {
        return (int) result != 0;
    }
}
