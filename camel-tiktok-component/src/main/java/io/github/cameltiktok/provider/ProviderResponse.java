package io.github.cameltiktok.provider;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * HTTP response of a provider.
 *
 * @param status HTTP status
 * @param headers first value of each header; the constructor converts the names to lower case
 * @param body body as received; not copied, must not be modified
 * @param receivedAt time at which the response was complete
 */
public record ProviderResponse(int status, Map<String, String> headers, byte[] body, Instant receivedAt) {

    private static final String RATE_LIMIT = "x-ratelimit-limit";
    private static final String RATE_LIMIT_REMAINING = "x-ratelimit-remaining";
    private static final Set<String> RATE_LIMIT_HEADERS = Set.of(RATE_LIMIT, RATE_LIMIT_REMAINING);
    private static final byte[] NO_BODY = {};

    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,9}");
    private static final Pattern COUNT = Pattern.compile("[0-9]{1,18}");

    public ProviderResponse {
        Map<String, String> byName = new HashMap<>();
        headers.forEach((name, value) -> byName.putIfAbsent(name.toLowerCase(Locale.ROOT), value));
        // Without headers a constant, which matters for a million cached responses.
        headers = Map.copyOf(byName);
    }

    /** Returns the size of the body in bytes. */
    public int size() {
        return body.length;
    }

    /** Returns a copy with the rate limit headers only and an empty body, for a cache. */
    public ProviderResponse withoutContent() {
        Map<String, String> kept = new HashMap<>(headers);
        kept.keySet().retainAll(RATE_LIMIT_HEADERS);
        return new ProviderResponse(status, kept, NO_BODY, receivedAt);
    }

    /** Returns the first value of a header, or {@code null}. The name is case-insensitive. */
    public @Nullable String header(String name) {
        return headers.get(name.toLowerCase(Locale.ROOT));
    }

    /**
     * Returns the delay of the {@code Retry-After} header, which holds seconds or an HTTP date. Never negative;
     * {@code null} if the header is absent or unreadable.
     */
    public @Nullable Duration retryAfter() {
        String header = header("Retry-After");
        if (header == null) {
            return null;
        }
        String value = header.strip();
        try {
            Duration wait = SECONDS.matcher(value).matches()
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

    /** Returns the value of {@code X-RateLimit-Limit}; {@code null} if absent or unreadable. */
    public @Nullable Long rateLimit() {
        return number(RATE_LIMIT);
    }

    /** Returns the value of {@code X-RateLimit-Remaining}; {@code null} if absent or unreadable. */
    public @Nullable Long rateLimitRemaining() {
        return number(RATE_LIMIT_REMAINING);
    }

    private @Nullable Long number(String name) {
        String value = header(name);
        return value != null && COUNT.matcher(value).matches() ? Long.valueOf(value) : null;
    }

    @Override
    public String toString() {
        return "ProviderResponse[status=" + status + ", " + body.length + " bytes]";
    }
}
