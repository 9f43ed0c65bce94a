package io.github.cameltiktok.provider.mapping;

import io.github.cameltiktok.provider.ErrorKind;
import io.github.cameltiktok.provider.RetryAdvice;
import org.jspecify.annotations.Nullable;

/**
 * Rule of a provider's error table. One status has several meanings, so a rule matches status and text.
 *
 * @param status HTTP status
 * @param prefix prefix of the code or the message; {@code null} matches every error of the status
 * @param errorKind kind of the error
 * @param retry advice on retries
 */
public record ErrorRule(int status, @Nullable String prefix, ErrorKind errorKind, RetryAdvice retry) {

    /** Returns a rule for all errors of a status that no earlier rule matches. */
    public static ErrorRule forStatus(int status, ErrorKind errorKind, RetryAdvice retry) {
        return new ErrorRule(status, null, errorKind, retry);
    }

    boolean matches(int errorStatus, ErrorText error) {
        return status == errorStatus
                && (prefix == null || startsWith(error.code(), prefix) || startsWith(error.message(), prefix));
    }

    private static boolean startsWith(@Nullable String text, String prefix) {
        return text != null && text.startsWith(prefix);
    }
}
