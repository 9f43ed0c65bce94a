package io.github.cameltiktok.provider.mapping;

import org.jspecify.annotations.Nullable;

/**
 * What an error answer says, in whichever dialect.
 *
 * @param code the provider's own code
 * @param message its text for people
 * @param requestId the provider's id of the request
 */
public record ErrorText(
        @Nullable String code,
        @Nullable String message,
        @Nullable String requestId) {

    /** Tells whether the answer says anything at all, that is, whether the provider itself wrote it. */
    boolean isPresent() {
        return code != null || message != null;
    }
}
