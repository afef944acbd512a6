// The entry point of the debug adapter.
package cpi.dap;

import java.io.InputStream;
import java.io.OutputStream;

/// Serves one client that speaks the Debug Adapter Protocol.
public final class DebugAdapter {
    private DebugAdapter() {}

    /// Serves until the session is over or the client is gone, and gives the exit status. Needs a large stack: programs are compiled here.
    ///
    /// @param stuck called if the session cannot be ended because foreign code does not return
    public static int serve(InputStream in, OutputStream out, Runnable stuck) {
        Wire wire = new Wire(in, out);
        Client client = new Client(wire);
        new Server(wire, client, new Session(client), stuck).serve();
        return 0;
    }
}
