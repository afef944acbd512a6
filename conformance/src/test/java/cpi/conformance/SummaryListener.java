package cpi.conformance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;

/// Counts the tests and writes the line that `./cpi-test` ends with. Registered as a service of the JUnit platform.
public final class SummaryListener implements TestExecutionListener {
    private int passed;
    private int failed;
    private int skipped;

    @Override
    public synchronized void executionFinished(TestIdentifier test, TestExecutionResult result) {
        switch (result.getStatus()) {
            case SUCCESSFUL -> {
                if (test.isTest()) passed++;
            }
            case ABORTED -> {
                if (test.isTest()) skipped++;
            }
            case FAILED -> failed++;
        }
    }

    @Override
    public synchronized void executionSkipped(TestIdentifier test, String reason) {
        skipped++;
    }

    @Override
    public void testPlanExecutionFinished(TestPlan plan) {
        String file = System.getProperty("cpi.summary", "");
        if (file.isEmpty()) return;
        String line = passed + " passed, " + failed + " failed" + (skipped > 0 ? ", " + skipped + " skipped" : "") + "\n";
        try {
            Files.writeString(Path.of(file), line);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
