// Progress reports of long requests.
package cpi.dap;

import cpi.json.Json;

/// Tells the client how far a request is, from the moment on at which it has taken long enough to be noticed.
final class Progress implements AutoCloseable {
    private static final long NOTICED = 400_000_000;
    private static final long BETWEEN = 150_000_000;

    private final Client client;
    private final Request request;
    private final String title;
    private final long began = System.nanoTime();
    private long told;
    private boolean shown;

    Progress(Client client, Request request, String title) {
        this.client = client;
        this.request = request;
        this.title = title;
    }

    /// The name under which `cancel` knows it.
    static String id(long seq) {
        return "request " + seq;
    }

    /// @param part from 0 to 1
    void report(double part, String text) {
        long now = System.nanoTime();
        if (!client.abilities().progress() || now - began < NOTICED || shown && now - told < BETWEEN) return;
        told = now;
        Json.Builder body = Json.object().put("progressId", id(request.seq())).putText("message", text)
            .put("percentage", Math.round(Math.clamp(part, 0.0, 1.0) * 100));
        if (shown) {
            client.event("progressUpdate", body.build());
        } else {
            shown = true;
            client.event("progressStart", body.put("title", title).put("requestId", request.seq()).put("cancellable", true).build());
        }
    }

    @Override
    public void close() {
        if (shown) client.event("progressEnd", Json.object().put("progressId", id(request.seq())).build());
    }
}
