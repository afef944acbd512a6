package cpi.cli;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/// Standard error where it is a terminal: says what takes longer than a second, with the seconds that pass, in a line that
/// disappears before anything else is written and when the work has ended. It is cut to the width of the terminal, and has no colours.
/// A terminal that cannot erase (`TERM=dumb`) gets one lasting line for each piece of work.
final class StatusLine extends OutputStream {
    private static final Duration STEP = Duration.ofSeconds(1);
    private static final int USUAL_COLUMNS = 80;
    private static final String ERASE = "\r\033[K";

    private final OutputStream target;
    private final boolean erases;
    private int columns;
    private String text = "";
    private int works;
    private boolean isShown;
    private boolean isAtLineStart = true;

    /// One piece of work, which ends when it is closed.
    interface Work extends AutoCloseable {
        @Override
        void close();
    }

    /// @param erases whether the terminal can go back to the start of the line and erase it
    StatusLine(OutputStream target, boolean erases) {
        this.target = target;
        this.erases = erases;
    }

    /// Says what is being done until the result is closed.
    synchronized Work begin(String what) {
        text = what;
        int work = ++works;
        long begun = System.nanoTime();
        Thread.ofPlatform().daemon().name("status").start(() -> tell(work, begun));
        return () -> end(work);
    }

    /// Says more exactly what the work is that goes on.
    synchronized void change(String what) {
        text = what;
        if (!erases) isShown = false;
    }

    private synchronized void end(int work) {
        if (work != works) return;
        works++;
        hide();
    }

    private void tell(int work, long begun) {
        try {
            Thread.sleep(STEP);
            while (show(work, (System.nanoTime() - begun) / STEP.toNanos())) Thread.sleep(STEP);
        } catch (InterruptedException | IOException e) {
            // Nobody reads it.
        }
    }

    private synchronized boolean show(int work, long seconds) throws IOException {
        if (work != works) return false;
        if (!erases && !isShown) write(("cpi: " + text + " ...\n").getBytes(StandardCharsets.UTF_8));
        else if (erases && isAtLineStart) {
            if (columns == 0) columns = columns();
            String line = "cpi: " + text + ", " + seconds + " s";
            // A character in the last column could begin a new line.
            String cut = line.substring(0, Math.min(line.length(), columns - 1));
            target.write(("\r" + cut + "\033[K").getBytes(StandardCharsets.UTF_8));
            target.flush();
        }
        isShown = true;
        return true;
    }

    private void hide() {
        if (!isShown) return;
        isShown = false;
        if (!erases || !isAtLineStart) return;
        try {
            target.write(ERASE.getBytes(StandardCharsets.UTF_8));
            target.flush();
        } catch (IOException e) {
            // Nobody reads it.
        }
    }

    /// The width of the terminal. Asked only when something is shown, as it starts a program.
    private static int columns() {
        try {
            Process stty = new ProcessBuilder("stty", "size").redirectInput(new File("/dev/tty")).start();
            String[] size = new String(stty.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip().split(" ");
            int width = size.length == 2 ? Integer.parseInt(size[1]) : 0;
            return width > 1 ? width : USUAL_COLUMNS;
        } catch (IOException | NumberFormatException e) {
            return USUAL_COLUMNS;
        }
    }

    @Override
    public synchronized void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public synchronized void write(byte[] bytes, int offset, int count) throws IOException {
        if (count == 0) return;
        if (erases) hide();
        target.write(bytes, offset, count);
        isAtLineStart = bytes[offset + count - 1] == '\n';
    }

    @Override
    public synchronized void flush() throws IOException {
        target.flush();
    }
}
