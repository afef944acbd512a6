// Everything a program can do to the world outside, and learn from it.
package cpi.engine;

/// The outside world. A machine touches it through this interface only; what it learns here is written to the [Journal], so
/// that a run can be repeated exactly.
///
/// Error numbers are those of `docs/intrinsics.md`: 0 for success, else the Linux number.
public interface Host {
    /// An answer of bytes, or an error number.
    record Answer(int error, byte[] data) {
        public static Answer of(byte[] data) {
            return new Answer(0, data);
        }

        public static Answer failed(int error) {
            return new Answer(error, new byte[0]);
        }
    }

    /// The answer of `process.run`.
    record Ran(int error, byte[] out, byte[] err, int status) {}

    /// The answer of `file.stat`: size, kind (1 file, 2 directory, 3 symbolic link, 0 other), time of last change in ns.
    record Stat(int error, long size, int kind, long modified) {}

    /// Writes to standard output (1) or standard error (2). Failures are ignored.
    void write(int fd, byte[] bytes);

    /// Whether standard output is a terminal: then it is flushed at each end of line.
    boolean isTerminal();

    /// Input was asked for while nobody may wait for it: the program could not go on, and nothing has happened. The state of the
    /// machine is undefined until it is restored.
    final class NotReady extends RuntimeException {
        private static final long serialVersionUID = 1;

        public NotReady() {
            super("no input yet", null, false, false);
        }
    }

    /// Waits for input; at most `count` bytes, none at its end. Throws [NotReady] if the stream does not let it wait
    /// (`InterruptedIOException`).
    byte[] read(int count);

    Answer readFile(String path);

    int writeFile(String path, byte[] data, boolean append);

    Stat stat(String path, boolean follow);

    /// The names in a directory, each followed by a zero byte.
    Answer list(String path);

    int makeDir(String path);

    int remove(String path);

    int rename(String from, String to);

    Answer realPath(String path);

    /// The program's arguments, each followed by a zero byte.
    byte[] args();

    /// The value of an environment variable, error 2 if it is not set.
    Answer env(String name);

    int setEnv(String name, String value);

    Answer cwd();

    int setCwd(String path);

    long pid();

    Ran run(byte[] argv, byte[] input);

    /// Nanoseconds since 1970-01-01 UTC.
    long now();

    /// Nanoseconds of a clock that never goes back; with virtual time, `virtualNow`, the clock of the threads (T11.3, S11).
    long monotonic(long virtualNow);

    long entropy();

    /// Calls C. The answer is [Crossing.Returned]; from a journal it can be [Crossing.Entered] as well: then the machine runs that
    /// function of the program and asks for what follows with [#afterEntered].
    Crossing call(Crossing.Call call);

    /// C has called a function of the program, during [#call].
    void entered(Crossing.Entered entered);

    /// What C did after the function of the program that it had called returned. Only asked of a journal.
    Crossing afterEntered();

    /// Whether crossings must tell what C has changed, which costs time.
    boolean wantsChanges();

    /// Memory outside the machine's range, which C gave addresses of; an error if there is none.
    Answer readForeign(long address, int count);

    /// Writes to such memory; gives an error number.
    int writeForeign(long address, byte[] data);

    /// No thread can run for so long (T11.3).
    void idle(long nanos);
}
