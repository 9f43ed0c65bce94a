package io.github.cameltiktok.internal.lookup;

import io.github.cameltiktok.internal.lookup.LookupResult.Failed;
import io.github.cameltiktok.provider.ProviderFailure;

/** A failed lookup as an exception, for AssertJ's exception assertions. */
final class LookupException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Failed<?> failed;

    LookupException(Failed<?> failed) {
        super(failed.failure().message(), failed.cause());
        this.failed = failed;
        failed.earlier().forEach(earlier -> addSuppressed(new LookupException(earlier)));
    }

    String provider() {
        return failed.provider();
    }

    ProviderFailure failure() {
        return failed.failure();
    }

    int attempts() {
        return failed.calls();
    }
}
