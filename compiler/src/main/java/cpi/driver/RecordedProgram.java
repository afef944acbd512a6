// A program inside a recording.
package cpi.driver;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Sources, options and arguments of a program: what is needed to check it again without its files.
///
/// @param main the path of the main file as it was given
/// @param prelude whether files see the prelude
/// @param limits of compile-time evaluation
public record RecordedProgram(String main, boolean prelude, CompileOptions.Limits limits, RunOptions run, List<String> args,
                              SourceArchive sources) {
    public RecordedProgram {
        args = List.copyOf(args);
    }

    static RecordedProgram of(CompileOptions compile, RunOptions run, List<String> args, SourceArchive sources) {
        return new RecordedProgram(compile.main(), compile.prelude(), compile.limits(), run, args, sources);
    }

    /// Checks the program again. No library is opened: what they gave is in the recording.
    public Compilation.Result check(OutputStream output) {
        CompileOptions like = CompileOptions.of(main);
        CompileOptions options = new CompileOptions(main, List.of(), "", LinkOptions.of(LinkOptions.Use.CHECK), prelude, true, false,
            limits, like.warnings(), like.errorLimit());
        return Compilation.check(options, output, sources);
    }

    byte[] toBytes() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            SourceArchive.putText(out, main);
            out.writeBoolean(prelude);
            out.writeLong(limits.steps());
            out.writeLong(limits.memory());
            out.writeInt(limits.depth());
            out.writeBoolean(limits.foreign());
            out.writeLong(run.quantum());
            out.writeBoolean(run.seed().isPresent());
            out.writeLong(run.seed().orElse(0L));
            out.writeLong(run.threadStack());
            out.writeBoolean(run.terminal());
            out.writeInt(args.size());
            for (String arg : args) SourceArchive.putText(out, arg);
            sources.write(out);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return bytes.toByteArray();
    }

    /// Throws if the bytes are none.
    static RecordedProgram of(byte[] bytes) throws IOException {
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
        String main = SourceArchive.getText(in);
        boolean prelude = in.readBoolean();
        CompileOptions.Limits limits = new CompileOptions.Limits(in.readLong(), in.readLong(), in.readInt(), in.readBoolean());
        long quantum = in.readLong();
        boolean seeded = in.readBoolean();
        long seed = in.readLong();
        RunOptions run = new RunOptions(quantum, seeded ? Optional.of(seed) : Optional.empty(), true, in.readLong(), in.readBoolean(),
            false);
        int count = in.readInt();
        boolean isPossible = limits.steps() >= 0 && limits.memory() > 0 && limits.depth() > 0 && quantum > 0 && run.threadStack() > 0
            && run.threadStack() <= RunOptions.MAX_THREAD_STACK && count > 0 && count <= bytes.length;
        if (!isPossible) throw new IOException("a wrong number");
        List<String> args = new ArrayList<>();
        for (int i = 0; i < count; i++) args.add(SourceArchive.getText(in));
        return new RecordedProgram(main, prelude, limits, run, args, SourceArchive.read(in));
    }
}
