package io.github.cameltiktok.sandbox;

import java.time.Instant;
import java.util.Map;

/**
 * A request that the sandbox's webhook has received. Immutable.
 *
 * @param path the path and query, starting with {@code /webhook}
 * @param headers the request headers as sent, unmasked, with case-insensitive names; several values are joined by
 *     {@code ", "}
 * @param body the body as text (UTF-8); empty if absent
 * @param receivedAt the time of receipt by the sandbox's clock
 */
public record ReceivedWebhook(String path, Map<String, String> headers, String body, Instant receivedAt) {

    public ReceivedWebhook {
        headers = Headers.copyOf(headers);
    }
}
