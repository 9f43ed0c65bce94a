package io.github.cameltiktok;

import java.io.Serializable;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What all of the component's exceptions tell beside their message. */
record FailureDetails(
        @Nullable String provider,
        @Nullable Integer status,
        @Nullable String code,
        boolean retryable,
        @Nullable String requestId,
        @Nullable Duration retryAfter,
        int attempts,
        @Nullable String requestSource)
        implements Serializable {

    private static final long serialVersionUID = 1L;

    /** Of a lookup that was refused before any call. */
    static final FailureDetails REFUSED = refusedAt(null);

    /** Returns those of a lookup that was refused when its provider was known, but before any call. */
    static FailureDetails refusedAt(@Nullable String provider) {
        return new FailureDetails(provider, null, null, false, null, null, 0, null);
    }
}
