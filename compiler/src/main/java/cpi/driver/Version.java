package cpi.driver;

/// The version of cpi.
public final class Version {
    public static final String TEXT = "0.1.0";

    private Version() {}
}
