package cpi.driver;

import java.io.InputStream;
import java.io.OutputStream;

/// The standard streams of a program that is run. Nobody closes them.
public record ProgramStreams(InputStream in, OutputStream out, OutputStream err) {}
