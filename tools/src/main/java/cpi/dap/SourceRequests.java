// Requests about sources.
package cpi.dap;

import cpi.json.Json;
import cpi.source.SourceFile;
import cpi.source.Span;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Files on disk are known to the client by path; those of the bundled library, and of recordings made elsewhere, by a number with which it
/// can ask for their text.
final class SourceRequests {
    private final Client client;
    private final Session session;
    private final List<SourceFile> numbered = new ArrayList<>();

    SourceRequests(Client client, Session session) {
        this.client = client;
        this.session = session;
    }

    /// A `Source` of the protocol.
    Json.Obj of(SourceFile file) {
        String name = file.name().substring(file.name().lastIndexOf('/') + 1);
        Optional<Path> path = path(file);
        Json.Builder result = Json.object().put("name", path.isPresent() ? name : file.name());
        if (path.isPresent()) return result.put("path", path.get().toString()).build();
        if (!numbered.contains(file)) numbered.add(file);
        result.put("sourceReference", numbered.indexOf(file) + 1).put("origin", file.bundled() ? "cpi library" : "recording");
        if (file.bundled()) result.put("presentationHint", "deemphasize");
        return result.build();
    }

    /// Where a file is on disk, if its text is the same there.
    private static Optional<Path> path(SourceFile file) {
        if (file.bundled()) return Optional.empty();
        try {
            Path path = Path.of(file.name()).toAbsolutePath().normalize();
            return Files.isRegularFile(path) ? Optional.of(path) : Optional.empty();
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    /// The file of the program that a `Source` of the client means.
    Optional<SourceFile> file(Json.Obj source) throws RequestError {
        long reference = source.whole("sourceReference").orElse(0L);
        if (reference > 0 && reference <= numbered.size()) return Optional.of(numbered.get((int) reference - 1));
        Optional<String> path = source.text("path").or(() -> source.text("name"));
        if (path.isEmpty()) throw new RequestError("the source has neither `path` nor `sourceReference`");
        return session.debugger().sources().file(path.get());
    }

    Json.Obj source(Request request) throws RequestError {
        Json.Obj source = request.arguments().has("source") ? request.arguments().object("source")
            : Json.object().put("sourceReference", request.arguments().whole("sourceReference").orElse(0L)).build();
        SourceFile file = file(source).orElseThrow(() -> new RequestError("there is no such source"));
        return Json.object().put("content", new String(file.bytes(), StandardCharsets.UTF_8)).put("mimeType", "text/x-cpi").build();
    }

    Json.Obj loadedSources(Request request) throws RequestError {
        return Json.object().put("sources", Json.array(session.debugger().sources().files().stream().map(this::of).toList())).build();
    }

    Json.Obj breakpointLocations(Request request) throws RequestError {
        Json.Obj arguments = request.arguments();
        Optional<SourceFile> file = file(arguments.object("source"));
        int line = client.ourLine(arguments.whole("line").orElse(0L));
        int last = arguments.whole("endLine").map(client::ourLine).orElse(line);
        List<Json> result = new ArrayList<>();
        if (file.isPresent()) {
            List<Span> places = session.debugger().sources().statements(file.get()).stream().map(p -> p.span()).distinct().toList();
            for (Span place : places) {
                int at = place.position().line();
                if (at < line || at > last) continue;
                result.add(Json.object().put("line", client.line(at)).put("column", client.column(place.position().column())).build());
            }
        }
        return Json.object().put("breakpoints", Json.array(result)).build();
    }
}
