package io.github.cameltiktok.provider;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Collections;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a provider answered.
 *
 * @param status HTTP status
 * @param headers the first value of each header, by its name in lower case; given in any case
 * @param body as it came; not copied, so nobody may change it
 * @param receivedAt when it had arrived in full
 */
public record ProviderResponse(int status, Map<String, String> headers, byte[] body, Instant receivedAt) {

    public ProviderResponse {
        Map<String, String> byName = new HashMap<>();
        headers.forEach((name, value) -> byName.putIfAbsent(name.toLowerCase(Locale.ROOT), value));
        headers = Collections.unmodifiableMap(byName);
    }

    /** Returns the size of the body in bytes. */
    public int size() {
        return body.length;
    }

    /** Returns the same answer with an empty body, for those that keep it and do not use the body. */
    public ProviderResponse withoutBody() {
        return new ProviderResponse(status, headers, new byte[0], receivedAt);
    }

    /** Returns the first value of a header, whose name may be in any case, or {@code null}. */
    public @Nullable String header(String name) {
        return headers.get(name.toLowerCase(Locale.ROOT));
    }

    /**
     * Returns how long the {@code Retry-After} header asks to wait, given in seconds or as an HTTP date; {@code null}
     * if there is none that can be read. Never negative.
     */
    public @Nullable Duration retryAfter() {
        String header = header("Retry-After");
        if (header == null) {
            return null;
        }
        String value = header.strip();
        try {
            Duration wait = isDigits(value, 9)
                    ? Duration.ofSeconds(Long.parseLong(value))
                    : Duration.between(
                            receivedAt,
                            ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME)
                                    .toInstant());
            return wait.isNegative() ? Duration.ZERO : wait;
        } catch (DateTimeException e) {
            return null;
        }
    }

    /** Returns the rate limit that {@code X-RateLimit-Limit} tells; {@code null} if it does not. */
    public @Nullable Long rateLimit() {
        return number("x-ratelimit-limit");
    }

    /** Returns how much of it {@code X-RateLimit-Remaining} says is left; {@code null} if it does not. */
    public @Nullable Long rateLimitRemaining() {
        return number("x-ratelimit-remaining");
    }

    private @Nullable Long number(String name) {
        String value = header(name);
        return value != null && isDigits(value, 18) ? Long.valueOf(value) : null;
    }

    private static boolean isDigits(String value, int atMost) {
        if (value.isEmpty() || value.length() > atMost) {
            return false;
        }
        for (int i = 0; i < value.length(); i++) {
            if (value.charAt(i) < '0' || value.charAt(i) > '9') {
                return false;
            }
        }
        return true;
    }

    @Override
    public String toString() {
        return "ProviderResponse[status=" + status + ", " + body.length + " bytes]";
    }
}
