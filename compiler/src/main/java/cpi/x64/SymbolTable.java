// Where functions and data are in the object file.
package cpi.x64;

import cpi.diag.Bug;
import cpi.elf.ElfObject;
import cpi.typed.Function;
import cpi.typed.Global;
import cpi.typed.StaticObject;
import cpi.typed.Symbol;
import java.util.Arrays;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;

/// The addresses of one object file. Calls and addresses of functions of the program itself are filled in by [#finish], so that neither the
/// file nor the linker needs an entry for each.
final class SymbolTable {
    private final ElfObject object;
    private final ElfObject.Section text;
    private final Map<Function, Integer> numbers = new IdentityHashMap<>();
    /// Functions of the program by their external names: what they export they do not take from a library.
    private final Map<String, Function> exports = new HashMap<>();
    private final Map<Symbol, Place> data = new IdentityHashMap<>();
    private final Map<Global, Integer> threadSymbols = new IdentityHashMap<>();
    private int[] starts = new int[1024];
    /// Pairs: the place of a displacement, the number of the function that it leads to.
    private int[] pending = new int[4096];
    private int pendingCount;

    /// @param section of the file
    record Place(ElfObject.Section section, long offset) {}

    SymbolTable(ElfObject object, ElfObject.Section text) {
        this.object = object;
        this.text = text;
    }

    void export(Function function) {
        exports.put(function.externalName(), function);
    }

    void define(Symbol symbol, Place place) {
        data.put(symbol, place);
    }

    /// The function begins here.
    void begin(Function function, int start) {
        int number = number(function);
        starts[number] = start;
    }

    private int number(Function function) {
        Integer known = numbers.get(function);
        if (known != null) return known;
        int number = numbers.size();
        numbers.put(function, number);
        if (number == starts.length) starts = Arrays.copyOf(starts, 2 * number);
        starts[number] = -1;
        return number;
    }

    /// The function of the program that a function stands for; a foreign one may be an export of the program itself.
    private Function own(Function function) {
        return function.kind() == Function.Kind.FOREIGN ? exports.getOrDefault(function.externalName(), function) : function;
    }

    private void lead(int displacement, Function function) {
        if (pendingCount == pending.length) pending = Arrays.copyOf(pending, 2 * pendingCount);
        pending[pendingCount++] = displacement;
        pending[pendingCount++] = number(function);
    }

    void call(Asm asm, Function function) {
        Function callee = own(function);
        if (callee.kind() == Function.Kind.FOREIGN) call(asm, callee.externalName());
        else lead(asm.call(), callee);
    }

    /// Calls a function of another object.
    void call(Asm asm, String name) {
        text.relocate(asm.call(), ElfObject.R_PLT32, object.undefined(name), -4);
    }

    /// Makes an address.
    void address(Asm asm, int to, Symbol symbol) {
        switch (symbol) {
            case Function f -> function(asm, to, own(f));
            case Global g when g.threadLocal() -> {
                Place place = place(g);
                asm.threadPointer(to);
                text.relocate(asm.addLater(to), ElfObject.R_TPOFF32, threadSymbol(g, place), 0);
            }
            case Global _, StaticObject _ -> address(asm, to, place(symbol));
        }
    }

    /// Linkers want a symbol that is known to be thread-local.
    private int threadSymbol(Global global, Place place) {
        return threadSymbols.computeIfAbsent(global, g -> object.local(g.path(), place.section, place.offset, 0, false));
    }

    private void function(Asm asm, int to, Function function) {
        if (function.kind() == Function.Kind.FOREIGN) {
            asm.load(to, Asm.RIP, 0, 8, false);
            text.relocate(asm.lastDisplacement(), ElfObject.R_REX_GOTPCRELX, object.undefined(function.externalName()), -4);
        } else {
            asm.lea(to, Asm.RIP, 0);
            lead(asm.lastDisplacement(), function);
        }
    }

    void address(Asm asm, int to, Place place) {
        asm.lea(to, Asm.RIP, 0);
        text.relocate(asm.lastDisplacement(), ElfObject.R_PC32, place.section.symbol(), place.offset - 4);
    }

    /// Where data is.
    Optional<Place> placeOf(Symbol symbol) {
        return Optional.ofNullable(data.get(symbol));
    }

    private Place place(Symbol symbol) {
        Place place = data.get(symbol);
        if (place == null) throw new Bug("data without a place: " + symbol.name());
        return place;
    }

    /// Lets eight bytes of a section be the address of a symbol; all functions must have begun.
    void point(ElfObject.Section section, long offset, Symbol symbol, long addend) {
        switch (symbol) {
            case Function f when own(f).kind() == Function.Kind.FOREIGN ->
                section.relocate(offset, ElfObject.R_64, object.undefined(f.externalName()), addend);
            case Function f -> section.relocate(offset, ElfObject.R_64, text.symbol(), start(own(f)) + addend);
            case Global _, StaticObject _ -> {
                Place place = place(symbol);
                section.relocate(offset, ElfObject.R_64, place.section.symbol(), place.offset + addend);
            }
        }
    }

    /// Where the code of a function begins.
    int start(Function function) {
        Integer number = numbers.get(function);
        if (number == null || starts[number] < 0) throw new Bug("a function without code: " + function.name());
        return starts[number];
    }

    /// Fills in the calls and addresses of the program's own functions.
    void finish() {
        int[] begin = starts;
        for (int i = 0; i < pendingCount; i += 2) {
            int target = begin[pending[i + 1]];
            if (target < 0) throw new Bug("a call of a function without code");
            text.bytes().set32(pending[i], target - pending[i] - 4);
        }
    }
}
