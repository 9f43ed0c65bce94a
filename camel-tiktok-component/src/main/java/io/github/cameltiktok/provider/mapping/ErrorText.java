package io.github.cameltiktok.provider.mapping;

import org.jspecify.annotations.Nullable;

/**
 * Content of an error body.
 *
 * @param code the provider's own error code; {@code null} if absent
 * @param message readable message; {@code null} if absent
 * @param requestId the provider's id of the call; {@code null} if absent
 */
public record ErrorText(
        @Nullable String code,
        @Nullable String message,
        @Nullable String requestId) {

    /** Returns whether the body is an error of the provider itself, with a code or a message. */
    boolean isPresent() {
        return code != null || message != null;
    }
}
