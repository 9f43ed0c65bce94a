package io.github.cameltiktok.provider;

import org.jspecify.annotations.Nullable;

/** A lookup failed at one provider. The route sees the component's own exception made from it. */
public final class ProviderException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final ProviderFailure failure;

    public ProviderException(ProviderFailure failure) {
        this(failure, null);
    }

    /** @param cause what led to it; its message must not hold a key */
    public ProviderException(ProviderFailure failure, @Nullable Throwable cause) {
        super(failure.message(), cause);
        this.failure = failure;
    }

    /** Returns a refusal of what the caller asked for, before any call. */
    public static ProviderException refused(String message) {
        return new ProviderException(
                ProviderFailure.withoutAnswer(ErrorKind.INVALID_REQUEST, RetryAdvice.NEVER, message));
    }

    public ProviderFailure failure() {
        return failure;
    }
}
