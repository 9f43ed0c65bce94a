package io.github.cameltiktok.lookup;

import io.github.cameltiktok.provider.FailureClass;
import io.github.cameltiktok.provider.ProviderException;
import io.github.cameltiktok.provider.ProviderFailure;
import io.github.cameltiktok.provider.Retry;
import org.jspecify.annotations.Nullable;

/**
 * A lookup has failed. Where several providers were asked, this is the failure of the last one, and those of the others
 * are suppressed in it.
 */
public final class LookupException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String provider;
    private final ProviderFailure failure;
    private final int attempts;

    /**
     * @param provider that failed
     * @param failure what went wrong
     * @param attempts how many calls were made to it; where the deadline has passed, to all
     * @param cause what led to it; its message must not hold a key
     */
    LookupException(String provider, ProviderFailure failure, int attempts, @Nullable Throwable cause) {
        // Without a stack trace: it would show the engine's threads, and cost more than the lookup.
        super(failure.message(), cause, true, false);
        this.provider = provider;
        this.failure = failure;
        this.attempts = attempts;
    }

    /** Returns what a provider's failure comes to; whatever is none is a fault of ours, and so never hidden. */
    static LookupException of(String provider, Throwable trouble, int attempts) {
        Throwable cause = Futures.cause(trouble);
        if (cause instanceof LookupException known) {
            return known;
        }
        if (cause instanceof ProviderException failed) {
            return new LookupException(provider, failed.failure(), attempts, failed.getCause());
        }
        return new LookupException(
                provider,
                ProviderFailure.withoutAnswer(
                        FailureClass.UPSTREAM,
                        Retry.NEVER,
                        "was given up: the component is stopping or at fault ("
                                + cause.getClass().getSimpleName() + ")"),
                attempts,
                cause);
    }

    /** Returns who failed. */
    public String provider() {
        return provider;
    }

    /** Returns what went wrong. */
    public ProviderFailure failure() {
        return failure;
    }

    /**
     * Returns how many calls were made to that provider; 0 if it was not asked at all. Where the deadline has passed,
     * those to the providers before it count too, as their failures are not told.
     */
    public int attempts() {
        return attempts;
    }
}
