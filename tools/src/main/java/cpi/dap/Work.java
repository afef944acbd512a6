package cpi.dap;

import cpi.json.Json;

/// What the [Server] has done by its worker thread.
interface Work {
    /// Answers a request. Called by the worker only.
    Json.Obj answer(Request request) throws RequestError;

    /// What has to be said behind the response to the last request: events. Called by the worker only.
    void afterResponse();

    /// Whether the program moves between requests. Called by the worker only.
    boolean isMoving();

    /// Moves the program on until it stops or is interrupted. Called by the worker only.
    void move();

    /// The last movement has ended with a defect: stops there. Called by the worker only.
    void failed();

    /// Makes what the worker does in [#answer] or [#move] end soon. An interruption that finds nothing to end may be forgotten: the
    /// server repeats it as long as it is needed. Any thread.
    void interrupt();

    /// The client wants to leave, or has left: a program that waits for input waits in vain. Any thread.
    void leave();

    /// The answer to a request of ours. Any thread.
    void answered(Json.Obj response);

    /// Whether the session is over. Called by the worker only.
    boolean isOver();

    /// Ends everything. Called once, by the worker.
    void end();
}
