/// The debug adapter for editors (docs/dap.md): [cpi.dap.Session] over the debugger, one class per group of requests.
@NullMarked
package cpi.dap;

import org.jspecify.annotations.NullMarked;
