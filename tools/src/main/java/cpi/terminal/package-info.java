/// The debugger in a terminal: [cpi.terminal.Shell] executes one command, [cpi.terminal.Screen] says what came of it.
@NullMarked
package cpi.terminal;

import org.jspecify.annotations.NullMarked;
