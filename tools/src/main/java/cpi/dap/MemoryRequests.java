// Requests about memory.
package cpi.dap;

import cpi.debug.Value;
import cpi.json.Json;
import java.util.Base64;
import java.util.Optional;

/// Memory by address.
final class MemoryRequests {
    private static final int MAX_BYTES = 1 << 20;

    private final Session session;

    MemoryRequests(Session session) {
        this.session = session;
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
        int count = (int) Math.clamp(request.arguments().whole("count").orElse(0L), 0, MAX_BYTES);
        byte[] bytes = session.debugger().read(address, count);
        Json.Builder result = Json.object().put("address", text(address)).put("unreadableBytes", count - bytes.length);
        if (bytes.length > 0) result.put("data", Base64.getEncoder().encodeToString(bytes));
        return result.build();
    }
}
