package cpi.diag;

/// How serious a problem is (L0.2).
public enum Severity { ERROR, WARNING }
