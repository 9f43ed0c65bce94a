package io.github.cameltiktok.lookup;

import io.github.cameltiktok.provider.Price;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Is told what the engine does. Must be quick, must not throw and must be thread-safe. */
public interface LookupObserver {

    /** Does nothing. */
    LookupObserver NONE = new LookupObserver() {
        @Override
        public void called(Call call) {
            // Nobody wants to know.
        }

        @Override
        public void retrying(String provider, String resource, String requestSource) {
            // Nobody wants to know.
        }

        @Override
        public void finished(Finished lookup) {
            // Nobody wants to know.
        }
    };

    /**
     * A call to a provider.
     *
     * @param provider that was called
     * @param resource that it was asked for
     * @param requestSource which platform asked
     * @param outcome how it ended
     * @param took from sending to the end of the answer
     * @param price what it cost; {@code null} if nothing, or the provider's price is not known
     * @param rateLimitRemaining what is left of the provider's rate limit; {@code null} if it does not tell
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
     * @param requestSource which platform asked
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
            LookupResult.@Nullable Origin origin) {}

    /** A call has ended. */
    void called(Call call);

    /** A call is made once more. */
    void retrying(String provider, String resource, String requestSource);

    /** A lookup has ended. */
    void finished(Finished lookup);
}
