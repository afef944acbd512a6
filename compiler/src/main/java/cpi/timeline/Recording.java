// Histories on disk.
package cpi.timeline;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/// What is needed to execute a run again: the program, the answers of the world, and how far it went. No states are in it, so a
/// program that only computes has a small recording however long it runs.
///
/// A file is: `cpi-rec` and a line end, the number of the format (4 bytes), the version of cpi (a length and as many bytes), and the rest
/// deflated, with its two lengths before and the CRC-32 of all of that behind.
///
/// @param program sources and options, as the driver wants them
/// @param fingerprint of the code and the first state: who executes the recording compares it
/// @param journal bytes of the journal
/// @param effects how many outputs and waits there were
/// @param end the furthest moment that is known
/// @param ended whether the program had ended there
public record Recording(byte[] program, long fingerprint, byte[] journal, long effects, Moment end, boolean ended) {
    /// The file cannot be used; the message tells why, for people.
    public static final class Unusable extends Exception {
        Unusable(String message) {
            super(message, null, false, false);
        }

        /// Always given.
        @Override
        public String getMessage() {
            return Objects.requireNonNull(super.getMessage());
        }
    }

    /// What every recording starts with.
    public static final String MAGIC = "cpi-rec\n";
    private static final int FORMAT = 2;
    /// More than this is in no recording, packed or not.
    public static final int MAX_BYTES = 1 << 30;
    /// Deflated bytes become at most so many times as many.
    private static final int MOST_PACKED = 1040;
    private static final int CRC_BYTES = 4;

    /// The contents of a file. Throws if there is too much in it.
    ///
    /// @param version of this cpi
    public byte[] toFile(String version) throws IOException {
        if ((long) program.length + journal.length > MAX_BYTES - 100) {
            throw new IOException("the program has taken in more than the " + (MAX_BYTES >> 20) + " MB that a recording can hold");
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.write(MAGIC.getBytes(StandardCharsets.US_ASCII));
        out.writeInt(FORMAT);
        out.writeUTF(version);
        byte[] content = content();
        byte[] packed = deflate(content);
        out.writeInt(content.length);
        out.writeInt(packed.length);
        out.write(packed);
        out.writeInt(crc(bytes.toByteArray()));
        return bytes.toByteArray();
    }

    private byte[] content() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeLong(fingerprint);
        out.writeLong(effects);
        out.writeLong(end.tick());
        out.writeLong(end.step());
        out.writeBoolean(ended);
        out.writeInt(program.length);
        out.write(program);
        out.writeInt(journal.length);
        out.write(journal);
        return bytes.toByteArray();
    }

    /// Reads the contents of a file.
    ///
    /// @param version of this cpi
    public static Recording ofFile(byte[] file, String version) throws Unusable {
        byte[] magic = MAGIC.getBytes(StandardCharsets.US_ASCII);
        if (!Arrays.equals(Arrays.copyOf(file, magic.length), magic)) throw new Unusable("it is not a recording");
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(file, magic.length, file.length - magic.length))) {
            int format = in.readInt();
            if (format != FORMAT) throw new Unusable("its format has number " + format + ", this cpi reads " + FORMAT);
            String writer = in.readUTF();
            if (!writer.equals(version)) throw new Unusable("it was made by cpi " + printable(writer) + ", this is cpi " + version);
            int size = in.readInt();
            int packedSize = in.readInt();
            if (packedSize < 0 || packedSize > in.available() - CRC_BYTES) throw damaged("it ends too early");
            if (packedSize < in.available() - CRC_BYTES) throw damaged("there is more behind its end");
            byte[] packed = in.readNBytes(packedSize);
            if (in.readInt() != crc(Arrays.copyOf(file, file.length - CRC_BYTES))) throw damaged("its check sum is wrong");
            if (size < 0 || size > MAX_BYTES || size / MOST_PACKED > packedSize) throw damaged("its size is wrong");
            return ofContent(inflate(packed, size));
        } catch (IOException e) {
            throw damaged("it ends too early");
        }
    }

    /// The version of a file may be anything if the file is none of ours.
    private static String printable(String text) {
        String shown = text.length() > 20 ? text.substring(0, 20) + "…" : text;
        return shown.replaceAll("[^ -~…]", "?");
    }

    private static Recording ofContent(byte[] content) throws IOException, Unusable {
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(content));
        long fingerprint = in.readLong();
        long effects = in.readLong();
        Moment end = new Moment(in.readLong(), in.readLong());
        boolean ended = in.readBoolean();
        return new Recording(bytes(in), fingerprint, bytes(in), effects, end, ended);
    }

    private static byte[] bytes(DataInputStream in) throws IOException, Unusable {
        int count = in.readInt();
        if (count < 0 || count > in.available()) throw damaged("it ends too early");
        return in.readNBytes(count);
    }

    private static Unusable damaged(String how) {
        return new Unusable("it is damaged: " + how);
    }

    private static int crc(byte[] bytes) {
        CRC32 crc = new CRC32();
        crc.update(bytes);
        return (int) crc.getValue();
    }

    private static byte[] deflate(byte[] bytes) {
        Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION);
        deflater.setInput(bytes);
        deflater.finish();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] buffer = new byte[1 << 16];
        while (!deflater.finished()) out.write(buffer, 0, deflater.deflate(buffer));
        deflater.end();
        return out.toByteArray();
    }

    private static byte[] inflate(byte[] packed, int size) throws Unusable {
        Inflater inflater = new Inflater();
        try {
            inflater.setInput(packed);
            byte[] result = new byte[size];
            int count = 0;
            while (count < size && !inflater.finished() && !inflater.needsInput()) count += inflater.inflate(result, count, size - count);
            if (count < size) throw damaged("it ends too early");
            return result;
        } catch (DataFormatException e) {
            throw damaged("its contents cannot be unpacked");
        } finally {
            inflater.end();
        }
    }
}
