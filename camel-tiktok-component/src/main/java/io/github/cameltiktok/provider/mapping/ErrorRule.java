package io.github.cameltiktok.provider.mapping;

import io.github.cameltiktok.provider.ErrorKind;
import io.github.cameltiktok.provider.RetryAdvice;
import org.jspecify.annotations.Nullable;

/**
 * A row of a provider's table of errors: the same status means different things, so a row is told by status and text.
 *
 * @param status HTTP status
 * @param prefix what the code or the message starts with; {@code null} for the status' other errors
 * @param errorKind what it means
 * @param retry whether to try again
 */
public record ErrorRule(int status, @Nullable String prefix, ErrorKind errorKind, RetryAdvice retry) {

    /** Returns a row for all errors of a status that no row before it covers. */
    public static ErrorRule forStatus(int status, ErrorKind errorKind, RetryAdvice retry) {
        return new ErrorRule(status, null, errorKind, retry);
    }

    boolean matches(int answeredStatus, ErrorText error) {
        return status == answeredStatus
                && (prefix == null || startsWith(error.code(), prefix) || startsWith(error.message(), prefix));
    }

    private static boolean startsWith(@Nullable String text, String prefix) {
        return text != null && text.startsWith(prefix);
    }
}
