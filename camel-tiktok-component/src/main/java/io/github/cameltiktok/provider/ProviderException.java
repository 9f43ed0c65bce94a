package io.github.cameltiktok.provider;

import org.jspecify.annotations.Nullable;

/** Thrown if a lookup fails at one provider. The component converts it to a {@code TikTokException}. */
public final class ProviderException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final ProviderFailure failure;

    public ProviderException(ProviderFailure failure) {
        this(failure, null);
    }

    /** @param cause exception that caused the failure; its message must not contain an API key */
    public ProviderException(ProviderFailure failure, @Nullable Throwable cause) {
        super(failure.message(), cause);
        this.failure = failure;
    }

    /** Returns an exception for an invalid request that is refused before any call. */
    public static ProviderException refused(String message) {
        return new ProviderException(
                ProviderFailure.withoutAnswer(ErrorKind.INVALID_REQUEST, RetryAdvice.NEVER, message));
    }

    public ProviderFailure failure() {
        return failure;
    }
}
