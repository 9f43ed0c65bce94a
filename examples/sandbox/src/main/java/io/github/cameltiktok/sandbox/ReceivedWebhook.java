package io.github.cameltiktok.sandbox;

import java.time.Instant;
import java.util.Map;

/**
 * One request that the sandbox's webhook has received. Immutable.
 *
 * @param path the path with its query, beginning with {@code /webhook}
 * @param headers the request headers as sent (nothing is masked), names compared without case, several values joined by
 *     {@code ", "}
 * @param body the body as text (UTF-8); empty if there was none
 * @param receivedAt when it came, by the sandbox's clock
 */
public record ReceivedWebhook(String path, Map<String, String> headers, String body, Instant receivedAt) {

    public ReceivedWebhook {
        headers = Headers.copyOf(headers);
    }
}
