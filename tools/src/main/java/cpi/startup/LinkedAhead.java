// Code that Java would link in each process, linked when cpi is built.
package cpi.startup;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/// Copies jars, and replaces what javac leaves to bootstrap methods of the Java library by plain code: switches over types
/// ([TypeSwitch]), `equals` and `hashCode` of records ([RecordMethods]). Java makes a class for each of these when it is first
/// executed, in every process, and does not archive it (decision 9); a compilation would spend half its time on that.
///
/// The classes behave as before. The entries of the copies are not compressed, as they are read at each start.
public final class LinkedAhead {
    private LinkedAhead() {}

    /// `LinkedAhead JAR COPY...`: pairs of files.
    public static void main(String[] args) throws IOException {
        for (int i = 0; i + 1 < args.length; i += 2) copy(Path.of(args[i]), Path.of(args[i + 1]));
    }

    private static void copy(Path from, Path to) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipFile in = new ZipFile(from.toFile()); ZipOutputStream out = new ZipOutputStream(bytes)) {
            out.setMethod(ZipOutputStream.STORED);
            for (Enumeration<? extends ZipEntry> entries = in.entries(); entries.hasMoreElements();) {
                ZipEntry entry = entries.nextElement();
                byte[] contents;
                try (InputStream stream = in.getInputStream(entry)) {
                    contents = stream.readAllBytes();
                }
                boolean isClass = entry.getName().endsWith(".class");
                store(out, entry, isClass ? of(contents) : contents);
            }
        }
        Files.write(to, bytes.toByteArray());
    }

    private static void store(ZipOutputStream out, ZipEntry original, byte[] contents) throws IOException {
        ZipEntry entry = new ZipEntry(original.getName());
        entry.setTime(original.getTime());
        entry.setSize(contents.length);
        CRC32 crc = new CRC32();
        crc.update(contents);
        entry.setCrc(crc.getValue());
        out.putNextEntry(entry);
        out.write(contents);
        out.closeEntry();
    }

    /// The class with call sites that are linked; the same bytes if it has none of those kinds.
    public static byte[] of(byte[] classFile) {
        ClassFile format = ClassFile.of();
        ClassModel model = format.parse(classFile);
        boolean concerned = model.methods().stream().anyMatch(CallSites::areIn);
        return concerned ? format.transformClass(model, CallSites.transform(model)) : classFile;
    }
}
