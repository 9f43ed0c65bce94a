package io.github.cameltiktok.gateway.api;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/**
 * The answer of an operation. Immutable.
 *
 * @param status HTTP status
 * @param headers all headers that are sent; no others are
 * @param body {@code null} without one
 */
public record Reply(
        int status, Map<String, String> headers, @Nullable Body body) {

    /** Content of an answer. */
    public sealed interface Body permits Bytes, Stream {}

    /** A complete body. */
    @SuppressWarnings("ArrayRecordComponent") // Written once, never compared.
    public record Bytes(byte[] content) implements Body {}

    /** A body in parts; the subscription is cancelled when the client leaves. */
    public record Stream(Flow.Publisher<byte[]> parts) implements Body {}

    public Reply {
        headers = Map.copyOf(headers);
    }

    /** Returns an answer without a body. */
    public static Reply empty(int status) {
        return new Reply(status, Map.of(), null);
    }

    /** Returns this answer with one header more. */
    public Reply with(String name, String value) {
        Map<String, String> more = new TreeMap<>(headers);
        more.put(name, value);
        return new Reply(status, more, body);
    }
}
