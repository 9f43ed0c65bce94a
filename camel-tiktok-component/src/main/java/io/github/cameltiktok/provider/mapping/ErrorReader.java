package io.github.cameltiktok.provider.mapping;

import io.github.cameltiktok.link.LogSafe;
import io.github.cameltiktok.provider.ErrorKind;
import io.github.cameltiktok.provider.ProviderException;
import io.github.cameltiktok.provider.ProviderFailure;
import io.github.cameltiktok.provider.ProviderResponse;
import io.github.cameltiktok.provider.RetryAdvice;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Converts a provider's error responses to failures by its error table. Thread-safe.
 *
 * @param <E> record of an error body
 */
public final class ErrorReader<E> {

    /** Rules for undocumented errors, by the meaning of the status in HTTP. */
    private static final List<ErrorRule> COMMON = List.of(
            ErrorRule.forStatus(400, ErrorKind.INVALID_REQUEST, RetryAdvice.NEVER),
            ErrorRule.forStatus(401, ErrorKind.CREDENTIALS, RetryAdvice.NEVER),
            ErrorRule.forStatus(402, ErrorKind.QUOTA, RetryAdvice.NEVER),
            ErrorRule.forStatus(403, ErrorKind.CREDENTIALS, RetryAdvice.NEVER),
            ErrorRule.forStatus(404, ErrorKind.NOT_FOUND, RetryAdvice.NEVER),
            ErrorRule.forStatus(410, ErrorKind.NOT_FOUND, RetryAdvice.NEVER),
            ErrorRule.forStatus(414, ErrorKind.INVALID_REQUEST, RetryAdvice.NEVER),
            ErrorRule.forStatus(422, ErrorKind.INVALID_REQUEST, RetryAdvice.NEVER),
            ErrorRule.forStatus(429, ErrorKind.RATE_LIMIT, RetryAdvice.YES));

    private final List<ErrorRule> rules;
    private final BodyReader<E> errors;
    private final Function<E, ErrorText> text;

    /**
     * @param rules the provider's error table; the first matching rule applies
     * @param errors reads an error body
     * @param text extracts code and message from an error body
     */
    public ErrorReader(List<ErrorRule> rules, BodyReader<E> errors, Function<E, ErrorText> text) {
        this.rules = Stream.concat(rules.stream(), COMMON.stream()).toList();
        this.errors = errors;
        this.text = text;
    }

    /**
     * Returns the body of a response with status 200.
     *
     * @throws ProviderException if the response is an error or its body is not a JSON object
     */
    public <T> T success(ProviderResponse response, BodyReader<T> reader) {
        int status = response.status();
        if (status >= 300 && status < 400) {
            throw new ProviderException(ProviderFailure.of(
                    ErrorKind.UPSTREAM,
                    RetryAdvice.NEVER,
                    "answered with a redirect, which is not followed so that the API key goes nowhere else",
                    response));
        }
        if (status == 407) {
            throw new ProviderException(ProviderFailure.of(
                    ErrorKind.UPSTREAM,
                    RetryAdvice.NEVER,
                    "was not reached: the proxy asks for a user name and password, which it cannot be given",
                    response));
        }
        if (status == 200) {
            return reader.read(response);
        }
        throw error(response, status, errors.read(response));
    }

    /**
     * Returns the failure that an error body describes.
     *
     * @param status status to look up in the error table; may differ from the HTTP status
     */
    public ProviderException error(ProviderResponse response, int status, E body) {
        ErrorText error = text.apply(body);
        if (!error.isPresent()) {
            return new ProviderException(ProviderFailure.of(
                    ErrorKind.UPSTREAM,
                    ofUnknownError(status),
                    "answered with JSON that is not the provider's",
                    response));
        }
        ErrorRule rule = rules.stream()
                .filter(row -> row.matches(status, error))
                .findFirst()
                .orElseGet(() -> ErrorRule.forStatus(status, ErrorKind.UPSTREAM, ofUnknownError(status)));
        return new ProviderException(new ProviderFailure(
                rule.errorKind(),
                rule.retry(),
                "answered: " + LogSafe.of(Objects.requireNonNullElse(error.message(), error.code())),
                response.status(),
                excerpt(error.code()),
                excerpt(error.requestId()),
                response.retryAfter()));
    }

    /** A 5xx status is a server error by HTTP and may be temporary. */
    private static RetryAdvice ofUnknownError(int status) {
        return status >= 500 ? RetryAdvice.YES : RetryAdvice.NEVER;
    }

    /** Returns the failure of a response with status 200 but without a record. */
    public static ProviderException noRecord(ProviderResponse response, String why) {
        return noRecord(response, why, null);
    }

    /**
     * Returns the failure of a response with status 200 but without a record.
     *
     * @param why reason for the message; may quote the response
     * @param requestId the provider's id of the call; {@code null} if absent
     */
    public static ProviderException noRecord(ProviderResponse response, String why, @Nullable String requestId) {
        return new ProviderException(new ProviderFailure(
                ErrorKind.UPSTREAM,
                RetryAdvice.NEVER,
                "answered without a record: " + LogSafe.of(why),
                response.status(),
                null,
                excerpt(requestId),
                response.retryAfter()));
    }

    private static @Nullable String excerpt(@Nullable String text) {
        return text == null ? null : LogSafe.of(text);
    }
}
