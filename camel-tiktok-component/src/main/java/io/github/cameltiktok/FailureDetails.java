package io.github.cameltiktok;

import io.github.cameltiktok.provider.ErrorKind;
import io.github.cameltiktok.provider.ProviderFailure;
import io.github.cameltiktok.provider.RetryAdvice;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * The facts behind the component's exceptions.
 *
 * @param provider that failed; {@code null} if the lookup was refused before one was chosen
 * @param failure at that provider, or a refusal without any facts
 * @param attempts calls to that provider
 * @param requestSource platform that asked; {@code null} if the lookup was refused before it was known
 */
record FailureDetails(
        @Nullable String provider,
        ProviderFailure failure,
        int attempts,
        @Nullable String requestSource) implements Serializable {

    private static final long serialVersionUID = 1L;

    /** Of a lookup that was refused before any call. */
    static final FailureDetails REFUSED = refusedAt(null);

    /** Returns those of a lookup that was refused when its provider was known, but before any call. */
    static FailureDetails refusedAt(@Nullable String provider) {
        return new FailureDetails(
                provider,
                ProviderFailure.withoutAnswer(ErrorKind.INVALID_REQUEST, RetryAdvice.NEVER, "was not called"),
                0,
                null);
    }
}
