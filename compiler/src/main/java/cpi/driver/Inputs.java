// What a compilation has read.
package cpi.driver;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The files that a compilation read or looked for, so that [BuildCache] can tell whether it would do the same again. Files of
/// the bundled library are not among them.
public final class Inputs {
    /// @param file absolute
    record Input(Path file, State state) {}

    /// What was found under a name.
    sealed interface State {
        /// A source or another file that was read.
        record Contents(byte[] bytes) implements State {}

        /// A library: size and time of the last change.
        record Stamp(long size, long time) implements State {}

        record Absent() implements State {}
    }

    private final List<Input> files = new ArrayList<>();

    void read(Path file, byte[] contents) {
        files.add(new Input(file.toAbsolutePath(), new State.Contents(contents)));
    }

    void missed(Path file) {
        files.add(new Input(file.toAbsolutePath(), new State.Absent()));
    }

    void looked(Path file) {
        files.add(new Input(file.toAbsolutePath(), stamp(file)));
    }

    /// What is under this name now, of a file that is not read.
    static State stamp(Path file) {
        try {
            if (!Files.exists(file)) return new State.Absent();
            return new State.Stamp(Files.size(file), Files.getLastModifiedTime(file).toMillis());
        } catch (IOException e) {
            return new State.Absent();
        }
    }

    /// The files that are there, of those that were read or looked for.
    public List<Path> present() {
        return files.stream().filter(i -> !(i.state instanceof State.Absent)).map(Input::file).toList();
    }

    List<Input> files() {
        return List.copyOf(files);
    }
}
