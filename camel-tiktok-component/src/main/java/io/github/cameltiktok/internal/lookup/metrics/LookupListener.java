package io.github.cameltiktok.internal.lookup.metrics;

import io.github.cameltiktok.provider.ErrorKind;
import io.github.cameltiktok.provider.Price;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Receives events of the engine. Must be fast and thread-safe, and must not throw. */
public interface LookupListener {

    /** Ignores all events. */
    LookupListener NONE = new LookupListener() {};

    /**
     * A call that has ended.
     *
     * @param provider name of the provider
     * @param resource {@code video} or {@code user}
     * @param requestSource calling platform
     * @param outcome of the call
     * @param took time from request to end of response
     * @param price of the call; {@code null} if free or unknown
     * @param rateLimitRemaining remaining rate limit; {@code null} if not in the response
     */
    record Call(
            String provider,
            String resource,
            String requestSource,
            Outcome outcome,
            Duration took,
            @Nullable Price price,
            @Nullable Long rateLimitRemaining) {}

    /**
     * A lookup that has ended.
     *
     * @param provider that succeeded or failed last
     * @param resource {@code video} or {@code user}
     * @param requestSource calling platform
     * @param outcome of the lookup
     * @param took time from start to end
     * @param origin of the record; {@code null} without a record
     */
    record Finished(
            String provider,
            String resource,
            String requestSource,
            Outcome outcome,
            Duration took,
            @Nullable Origin origin) {}

    /** Called after each call. */
    default void called(Call call) {}

    /** Called before each retry. */
    default void retrying(String provider, String resource, String requestSource) {}

    /** Called after each lookup. */
    default void finished(Finished lookup) {}

    /** Outcome of a call or lookup. */
    enum Outcome {
        FOUND,
        INVALID_REQUEST,
        NOT_FOUND,
        CREDENTIALS,
        QUOTA,
        RATE_LIMIT,
        UNAVAILABLE,
        /** Cancelled by the deadline or a stop before it was sent. */
        CANCELLED;

        /** Returns the outcome for a failure. */
        public static Outcome of(ErrorKind failure) {
            return switch (failure) {
                case INVALID_REQUEST -> INVALID_REQUEST;
                case CREDENTIALS -> CREDENTIALS;
                case QUOTA -> QUOTA;
                case RATE_LIMIT -> RATE_LIMIT;
                case NOT_FOUND -> NOT_FOUND;
                case UPSTREAM, ANOTHER_SUBJECT -> UNAVAILABLE;
            };
        }

        /** Returns the tag value of the meters. */
        public String tag() {
            return this == CANCELLED ? "given_up" : name().toLowerCase(Locale.ROOT);
        }
    }

    /** Origin of a lookup's outcome. */
    enum Origin {
        /** Its own call. */
        CALLED,
        /** The call of an equal lookup in flight. */
        COALESCED,
        /** The cache. */
        CACHED;

        /** Returns the tag value of the meters. */
        public String tag() {
            return this == COALESCED ? "merged" : name().toLowerCase(Locale.ROOT);
        }
    }
}
