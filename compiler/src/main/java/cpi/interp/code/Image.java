// The code and the static data of a program as one machine has them.
package cpi.interp.code;

import cpi.diag.Bug;
import cpi.engine.Memory;
import cpi.ir.Scalar;
import cpi.ir.Signature;
import cpi.typed.Function;
import cpi.types.Layout;
import cpi.types.Type;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;

/// A program as it lies in the memory of one machine: packed code, static data, and the numbers by which code refers to types,
/// signatures and names. Only depends on the program and on what of it was asked for, never on what has run.
public final class Image {
    private final Program program;
    private final Memory memory;
    private final boolean compileTime;
    private final Code code;
    private final Statics statics;
    private final List<FunctionCode> assembled = new ArrayList<>();
    private final List<FunctionCode> codeById = new ArrayList<>();
    private final Numbering<Type> types = new Numbering<>(new IdentityHashMap<>());
    private final Numbering<Signature> signatures = new Numbering<>(new HashMap<>());
    private final Numbering<List<Scalar>> scalars = new Numbering<>(new HashMap<>());
    private final Numbering<String> names = new Numbering<>(new HashMap<>());
    /// How many functions [#link] has assembled.
    private int linked;

    /// @param compileTime whether writable static memory is lazy (C4.2)
    public Image(Program program, Layout layout, Memory memory, boolean compileTime) {
        this.program = program;
        this.memory = memory;
        this.compileTime = compileTime;
        this.code = new Code(memory);
        this.statics = new Statics(memory, layout, compileTime);
        typeId(Type.NONE);
    }

    public Code code() {
        return code;
    }

    public Statics statics() {
        return statics;
    }

    public Program program() {
        return program;
    }

    public Memory memory() {
        return memory;
    }

    boolean isForCompileTime() {
        return compileTime;
    }

    public int typeId(Type type) {
        return types.of(type);
    }

    public Type type(int id) {
        return types.get(id);
    }

    public int signatureId(Signature signature) {
        int id = signatures.of(signature);
        if (id > 0xFFFF) throw new Bug("too many signatures");
        return id;
    }

    public Signature signature(int id) {
        return signatures.get(id);
    }

    int scalarsId(List<Scalar> types) {
        return scalars.of(List.copyOf(types));
    }

    public List<Scalar> scalars(int id) {
        return scalars.get(id);
    }

    int nameId(String name) {
        return names.of(name);
    }

    public String name(int id) {
        return names.get(id);
    }

    /// The global with the description of a type (`reflect.slot`).
    public long reflectSlot(Type type) {
        return statics.address(program.typeInfo(type));
    }

    /// How many functions are assembled: the number that the next one will have.
    public int count() {
        return assembled.size();
    }

    /// Assembled functions in the order of their code.
    public FunctionCode assembled(int index) {
        return assembled.get(index);
    }

    /// The code of a function; assembled when it is first asked for.
    public FunctionCode codeOf(int functionId) {
        while (codeById.size() <= functionId) codeById.add(null);
        FunctionCode known = codeById.get(functionId);
        if (known != null) return known;
        FunctionCode made = Assembler.assemble(this, program.code(statics.function(functionId)));
        code.add(made);
        assembled.add(made);
        codeById.set(functionId, made);
        return made;
    }

    /// Assembles everything the functions can reach, so that running changes no table and no static layout.
    public void link(List<Function> roots) {
        for (Function f : roots) codeOf(statics.functionId(f));
        for (; linked < statics.functionCount(); linked++) {
            if (statics.function(linked).kind() == Function.Kind.ORDINARY) codeOf(linked);
        }
    }

    /// Whether so much code and static data have gathered that a new machine should take over.
    public boolean isFull() {
        return code.isFull() || statics.isFull();
    }
}
