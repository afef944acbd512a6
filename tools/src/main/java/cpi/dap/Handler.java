package cpi.dap;

import cpi.json.Json;

/// Answers one kind of request.
interface Handler {
    Json.Obj answer(Request request) throws RequestError;
}
