// Requests about memory.
package cpi.dap;

import cpi.debug.Disassembly;
import cpi.debug.Value;
import cpi.json.Json;
import cpi.source.SourceFile;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/// Memory by address.
final class MemoryRequests {
    private static final int MAX_BYTES = 1 << 20;

    private static final int MAX_LINES = 5000;

    private final Client client;
    private final Session session;
    private final SourceRequests sources;

    MemoryRequests(Client client, Session session, SourceRequests sources) {
        this.client = client;
        this.session = session;
        this.sources = sources;
    }

    /// The address as the client holds it: that of a pointer's target, else of the value itself.
    static Optional<String> reference(Value value) {
        return value.data().address().isPresent() ? Optional.of(text(value.data().address().getAsLong())) : Optional.empty();
    }

    static String text(long address) {
        return "0x" + Long.toHexString(address);
    }

    /// An address that the client wrote or got: hexadecimal with `0x`, or decimal.
    static Optional<Long> address(String text) {
        try {
            String digits = text.strip();
            return Optional.of(digits.startsWith("0x") ? Long.parseUnsignedLong(digits.substring(2), 16) : Long.parseLong(digits));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static long address(Json.Obj arguments) throws RequestError {
        String reference = arguments.text("memoryReference").orElse("");
        long base = address(reference).orElseThrow(() -> new RequestError("`" + reference + "` is no address"));
        return base + arguments.whole("offset").orElse(0L);
    }

    /// The bytes that are alive; the first that is not ends them.
    Json.Obj readMemory(Request request) throws RequestError {
        long address = address(request.arguments());
        int count = Math.clamp(request.arguments().whole("count").orElse(0L), 0, MAX_BYTES);
        byte[] bytes = session.debugger().read(address, count);
        Json.Builder result = Json.object().put("address", text(address)).put("unreadableBytes", count - bytes.length);
        if (bytes.length > 0) result.put("data", Base64.getEncoder().encodeToString(bytes));
        return result.build();
    }

    /// All of the bytes, or none.
    Json.Obj writeMemory(Request request) throws RequestError {
        long address = address(request.arguments());
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(request.arguments().text("data").orElse(""));
        } catch (IllegalArgumentException e) {
            throw new RequestError("`data` is not in base 64");
        }
        boolean wasOver = session.debugger().outcome().isPresent();
        if (!session.debugger().write(address, bytes)) throw new RequestError("this memory cannot be written", true);
        session.changed(wasOver);
        return Json.object().put("bytesWritten", bytes.length).build();
    }

    /// Instructions of the IR. As many lines as are wanted, also where there is no code.
    Json.Obj disassemble(Request request) throws RequestError {
        Json.Obj arguments = request.arguments();
        long address = address(arguments);
        long first = Math.clamp(arguments.whole("instructionOffset").orElse(0L), -1_000_000, 1_000_000);
        int count = Math.clamp(arguments.whole("instructionCount").orElse(0L), 0, MAX_LINES);
        List<Json> result = new ArrayList<>();
        Optional<SourceFile> file = Optional.empty();
        for (Disassembly.Line line : session.debugger().code().around(address, first, count)) {
            Json.Builder row = Json.object().put("address", text(line.address())).put("instruction", line.text())
                .putText("symbol", line.function());
            if (!line.isCode()) row.put("presentationHint", "invalid");
            if (!line.place().isNone()) {
                // A source that is not given is that of the line before.
                if (!file.equals(Optional.of(line.place().file()))) row.put("location", sources.of(line.place().file()));
                file = Optional.of(line.place().file());
                row.put("line", client.line(line.place().position().line()));
            }
            result.add(row.build());
        }
        return Json.object().put("instructions", Json.array(result)).build();
    }
}
