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
        @Nullable Duration retryAfter)
        implements Serializable {

    private static final long serialVersionUID = 1L;

    /** Of a lookup that was refused before any call. */
    static final FailureDetails REFUSED = new FailureDetails(null, null, null, false, null, null);
}
