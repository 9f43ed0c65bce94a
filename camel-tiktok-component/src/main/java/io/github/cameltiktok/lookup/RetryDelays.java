package io.github.cameltiktok.lookup;

import io.github.cameltiktok.provider.ProviderFailure;
import io.github.cameltiktok.provider.Retry;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** Whether a failed call is worth another one, and after which wait: exponential, with jitter. Thread-safe. */
final class RetryDelays {

    /** "Slowly" starts at this many times the usual delay. */
    static final int SLOWLY = 5;

    /** Beyond any deadline, so that doubling never overflows. */
    private static final int MAX_DOUBLINGS = 20;

    /** Those who failed together should not come back together. Nobody comes back sooner than said. */
    static final double JITTER = 0.25;

    private final RetrySettings settings;

    RetryDelays(RetrySettings settings) {
        this.settings = settings;
    }

    /** Returns how many calls a lookup may take. What is worth one more gets it even where there are no retries. */
    int maxAttempts() {
        return 1 + Math.max(1, settings.maxRetries());
    }

    /**
     * Returns the wait before the next call.
     *
     * @param attempts how many have failed; 1 or more
     * @param failure of the last one
     * @return {@code null} if there is no use in another call, or there were enough
     */
    @Nullable
    Duration next(int attempts, ProviderFailure failure) {
        boolean isWorthIt =
                switch (failure.retry()) {
                    case NEVER -> false;
                    case ONCE -> attempts == 1;
                    case YES, SLOWLY -> attempts <= settings.maxRetries();
                };
        if (!isWorthIt) {
            return null;
        }
        Duration asked = failure.retryAfter();
        // Whoever says when leaves nothing to guess.
        int factor = failure.retry() == Retry.SLOWLY && asked == null ? SLOWLY : 1;
        long wait = settings.delay().toMillis() * factor << Math.min(attempts - 1, MAX_DOUBLINGS);
        if (asked != null) {
            wait = Math.max(wait, asked.toMillis());
        }
        return Duration.ofMillis(
                Math.round(wait * (1 + ThreadLocalRandom.current().nextDouble(JITTER))));
    }
}
