package io.github.cameltiktok.internal.lookup.metrics;

import io.github.cameltiktok.provider.ErrorKind;
import io.github.cameltiktok.provider.Price;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Receives events of the engine. Must be quick, must not throw and must be thread-safe. */
public interface LookupListener {

    /** Ignores all events. */
    LookupListener NONE = new LookupListener() {};

    /**
     * A call to a provider.
     *
     * @param provider that was called
     * @param resource that it was asked for
     * @param requestSource which platform asks
     * @param outcome how it ended
     * @param took from sending to the end of the answer
     * @param price what it cost; {@code null} if nothing, or the provider's price is not known
     * @param rateLimitRemaining what is left of the provider's rate limit; {@code null} if it does not say
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
     * A whole lookup, as a route sees it.
     *
     * @param provider that answered or failed last
     * @param resource that was looked up
     * @param requestSource which platform asks
     * @param outcome how it ended
     * @param took from start to end
     * @param origin where a result came from; {@code null} without a result
     */
    record Finished(
            String provider,
            String resource,
            String requestSource,
            Outcome outcome,
            Duration took,
            @Nullable Origin origin) {}

    /** A call has ended. */
    default void called(Call call) {}

    /** A call is made once more. */
    default void retrying(String provider, String resource, String requestSource) {}

    /** A lookup has ended. */
    default void finished(Finished lookup) {}

    /** How a call or a lookup ended, as operators see it. */
    enum Outcome {
        FOUND,
        INVALID_REQUEST,
        NOT_FOUND,
        CREDENTIALS,
        QUOTA,
        RATE_LIMIT,
        UNAVAILABLE,
        /** Ended by the deadline or a stop before it was sent. */
        CANCELLED;

        /** Returns the outcome of a call or lookup that failed. */
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

        /** Returns the value of the tag. */
        public String tag() {
            return this == CANCELLED ? "given_up" : name().toLowerCase(Locale.ROOT);
        }
    }

    /** Where the outcome of a lookup comes from, and so whether it was paid for. */
    enum Origin {
        /** A provider was called for it. */
        CALLED,
        /** Another lookup was asking for the same at that time. */
        COALESCED,
        /** It was in the cache. */
        CACHED;

        /** Returns the value of the tag. */
        public String tag() {
            return this == COALESCED ? "merged" : name().toLowerCase(Locale.ROOT);
        }
    }
}
