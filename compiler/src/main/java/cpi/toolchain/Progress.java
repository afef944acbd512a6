package cpi.toolchain;

/// Is told what takes long, for people who wait. Lines have no end of line.
@FunctionalInterface
public interface Progress {
    Progress SILENT = _ -> { };

    void report(String line);
}
