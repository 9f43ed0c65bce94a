package io.github.cameltiktok.sandbox;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One request that an emulated provider has answered, as the sandbox's log keeps it. Immutable.
 *
 * @param provider {@code apidirect}, {@code dumplingai} or {@code peekalink}
 * @param resource {@code video} or {@code user}; {@code page} for a link that is neither (Peekalink), {@code account} for
 *     a free key check, {@code unknown} where the request does not tell
 * @param method the HTTP method in capitals
 * @param path the path with its query as the provider sees it, that is without the sandbox's prefix
 * @param headers the request headers, names compared without case, several values joined by {@code ", "}; the values of
 *     headers that carry a key are {@value Headers#MASK}
 * @param body the request body, cut after {@value CallLog#LONGEST_BODY} characters; empty if there was none
 * @param status the HTTP status answered; 0 when the connection was reset instead
 * @param billed whether the provider would charge for it: a video or user call that was answered with 2xx, whatever the
 *     state of the answer's body
 * @param providerCode the machine-readable error code answered, or null when there was none
 */
public record ProviderCall(
        String provider,
        String resource,
        String method,
        String path,
        Map<String, String> headers,
        String body,
        int status,
        boolean billed,
        @Nullable String providerCode) {

    public ProviderCall {
        headers = Headers.copyOf(headers);
    }
}
