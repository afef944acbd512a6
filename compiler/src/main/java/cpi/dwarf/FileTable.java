package cpi.dwarf;

import cpi.elf.Bytes;
import cpi.source.SourceFile;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/// The numbers of files, from 1, and what the line program says of them. Names are relative to the directory of the unit, or absolute.
final class FileTable {
    private static final String UNKNOWN = "?";

    private final Map<SourceFile, Integer> numbers = new IdentityHashMap<>();
    private final List<String> directories = new ArrayList<>();
    private final Bytes entries = new Bytes();
    private SourceFile last;
    private int lastNumber;

    FileTable(SourceFile main) {
        last = main;
        lastNumber = add(main);
    }

    int number(SourceFile file) {
        if (file == last) return lastNumber;
        Integer known = numbers.get(file);
        last = file;
        lastNumber = known != null ? known : add(file);
        return lastNumber;
    }

    private int add(SourceFile file) {
        String name = file.name();
        int slash = name.lastIndexOf('/');
        // An empty name would end the table.
        entries.textZ(slash + 1 == name.length() ? UNKNOWN : name.substring(slash + 1));
        entries.uleb(slash < 0 ? 0 : directory(slash == 0 ? "/" : name.substring(0, slash)));
        entries.u16(0);
        int number = numbers.size() + 1;
        numbers.put(file, number);
        return number;
    }

    private int directory(String name) {
        int known = directories.indexOf(name);
        if (known >= 0) return known + 1;
        directories.add(name);
        return directories.size();
    }

    void write(Bytes out) {
        for (String directory : directories) out.textZ(directory);
        out.u8(0);
        out.bytes(entries);
        out.u8(0);
    }
}
