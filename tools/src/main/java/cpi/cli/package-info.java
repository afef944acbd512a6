/// The command line: [cpi.cli.Main], then one class per command.
@NullMarked
package cpi.cli;

import org.jspecify.annotations.NullMarked;
