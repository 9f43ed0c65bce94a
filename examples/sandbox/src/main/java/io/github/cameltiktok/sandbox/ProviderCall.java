package io.github.cameltiktok.sandbox;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A logged call to an emulated provider. Immutable.
 *
 * @param provider {@code apidirect}, {@code dumplingai} or {@code peekalink}
 * @param resource {@code video} or {@code user}; {@code page} for any other link (Peekalink), {@code account} for a key
 *     check, otherwise {@code unknown}
 * @param method the HTTP method in upper case
 * @param path the path and query without the sandbox's prefix
 * @param headers the request headers with case-insensitive names; several values are joined by {@code ", "}. The value
 *     {@value Headers#MASK} replaces API keys
 * @param body the request body, truncated after {@value CallLog#LONGEST_BODY} characters; empty if absent
 * @param status the HTTP status of the answer; 0 if the connection was reset
 * @param billed whether the provider would bill the call: a video or user call with status 2xx, even with a broken body
 * @param providerCode the error code in the answer, or null
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
