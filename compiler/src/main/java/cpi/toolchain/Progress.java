package cpi.toolchain;

/// Is told what takes long, for people who wait. A line says what is being done, without end of line.
@FunctionalInterface
public interface Progress {
    Progress SILENT = _ -> { };

    void report(String line);
}
