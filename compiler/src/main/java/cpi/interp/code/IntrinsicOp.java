// The table of intrinsics.
package cpi.interp.code;

import java.util.HashMap;
import java.util.Map;

/// The operations that the library and lowering ask of the machine (docs/intrinsics.md), exactly these.
public enum IntrinsicOp {
    MEM_COPY("mem.copy"), MEM_SET("mem.set"), MEM_COMPARE("mem.compare"), MEM_INDEX("mem.index"), MEM_HASH("mem.hash"),
    MEM_ALLOC("mem.alloc"), MEM_RESIZE("mem.resize"), MEM_FREE("mem.free"), MEM_TYPED("mem.typed"),
    OUT_WRITE("out.write"), OUT_FLUSH("out.flush"),
    IN_READ("in.read", true),
    FILE_READ("file.read", true), FILE_WRITE("file.write", true), FILE_STAT("file.stat", true), FILE_LIST("file.list", true),
    FILE_MAKE_DIR("file.makeDir", true), FILE_REMOVE("file.remove", true), FILE_RENAME("file.rename", true),
    FILE_REAL_PATH("file.realPath", true),
    PROCESS_ARGS("process.args", true), PROCESS_EXIT("process.exit", true), PROCESS_ENV("process.env", true),
    PROCESS_SET_ENV("process.setEnv", true), PROCESS_CWD("process.cwd", true), PROCESS_SET_CWD("process.setCwd", true),
    PROCESS_PID("process.pid", true), PROCESS_RUN("process.run", true),
    CLOCK_NOW("clock.now", true), CLOCK_MONOTONIC("clock.monotonic", true), ENTROPY("entropy", true),
    THREAD_JOIN("thread.join"), THREAD_DETACH("thread.detach"), THREAD_DONE("thread.done"),
    THREAD_NUMBER("thread.number"), THREAD_ID("thread.id"),
    THREAD_EXIT("thread.exit"), THREAD_SLEEP("thread.sleep"), THREAD_YIELD("thread.yield"), THREAD_CORES("thread.cores"),
    MUTEX_LOCK("mutex.lock"), MUTEX_TRY_LOCK("mutex.tryLock"), MUTEX_UNLOCK("mutex.unlock"),
    COND_WAIT("cond.wait"), COND_SIGNAL("cond.signal"),
    ATOMIC_LOAD8("atomic.load8"), ATOMIC_LOAD16("atomic.load16"), ATOMIC_LOAD32("atomic.load32"), ATOMIC_LOAD64("atomic.load64"),
    ATOMIC_STORE8("atomic.store8"), ATOMIC_STORE16("atomic.store16"), ATOMIC_STORE32("atomic.store32"), ATOMIC_STORE64("atomic.store64"),
    ATOMIC_ADD8("atomic.add8"), ATOMIC_ADD16("atomic.add16"), ATOMIC_ADD32("atomic.add32"), ATOMIC_ADD64("atomic.add64"),
    ATOMIC_EXCHANGE8("atomic.exchange8"), ATOMIC_EXCHANGE16("atomic.exchange16"), ATOMIC_EXCHANGE32("atomic.exchange32"),
    ATOMIC_EXCHANGE64("atomic.exchange64"),
    ATOMIC_CAS8("atomic.cas8"), ATOMIC_CAS16("atomic.cas16"), ATOMIC_CAS32("atomic.cas32"), ATOMIC_CAS64("atomic.cas64"),
    ATOMIC_FENCE("atomic.fence"),
    MATH_SQRT("math.sqrt"), MATH_FLOOR("math.floor"), MATH_CEIL("math.ceil"), MATH_TRUNC("math.trunc"), MATH_CBRT("math.cbrt"),
    MATH_SIN("math.sin"), MATH_COS("math.cos"), MATH_TAN("math.tan"), MATH_ASIN("math.asin"), MATH_ACOS("math.acos"),
    MATH_ATAN("math.atan"), MATH_EXP("math.exp"), MATH_LN("math.ln"), MATH_LOG2("math.log2"), MATH_LOG10("math.log10"),
    MATH_ATAN2("math.atan2"), MATH_POW("math.pow"), MATH_HYPOT("math.hypot"),
    FLOAT_DIGITS("float.digits"), FLOAT_PARSE("float.parse"),
    PANIC("panic"), PANIC_AT("panic.at"), STACK_PLACE("stack.place"), TEST_SKIP("test.skip"), REFLECT_SLOT("reflect.slot"),
    REFLECT_PART("reflect.part"), REFLECT_IS_C("reflect.isC"),
    SELDOM("seldom"), CONTEXT_MAKE("context.make");

    private static final IntrinsicOp[] ALL = values();
    private static final Map<String, IntrinsicOp> BY_NAME = new HashMap<>();

    static {
        for (IntrinsicOp op : ALL) BY_NAME.put(op.text, op);
    }

    private final String text;
    private final boolean closed;

    IntrinsicOp(String text) {
        this(text, false);
    }

    IntrinsicOp(String text, boolean closed) {
        this.text = text;
        this.closed = closed;
    }

    /// The name after `as` in the library.
    public String text() {
        return text;
    }

    /// Whether it is refused at compile time (C6.3).
    public boolean closedAtCompileTime() {
        return closed;
    }

    public static IntrinsicOp of(int id) {
        return ALL[id];
    }

    /// The number of an intrinsic, -1 if there is none of that name.
    static int id(String name) {
        IntrinsicOp op = BY_NAME.get(name);
        return op == null ? -1 : op.ordinal();
    }
}
