package io.github.cameltiktok.provider.mapping;

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

/** Turns a provider's error answers into failures, by its table of errors. Thread-safe. */
public final class ErrorReader {

    /** For statuses and codes that no provider documents; a new error must not be worse than an unknown one. */
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
    private final Function<JsonFields, ErrorText> dialect;

    /**
     * @param rules the provider's table, the first row that covers an error counts
     * @param dialect how code and message are found in the body of an error
     */
    public ErrorReader(List<ErrorRule> rules, Function<JsonFields, ErrorText> dialect) {
        this.rules = Stream.concat(rules.stream(), COMMON.stream()).toList();
        this.dialect = dialect;
    }

    /**
     * Reads the body of an answer that is expected to be a 200.
     *
     * @return the object that the body holds
     * @throws ProviderException if the answer is an error or no JSON object
     */
    public JsonFields success(ProviderResponse response) {
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
        // An error that is not in the provider's own words comes from something in between.
        JsonFields body = JsonAnswer.object(response);
        if (status == 200) {
            return body;
        }
        throw error(response, status, body);
    }

    /**
     * Reads an error out of the body of an answer.
     *
     * @param status which counts for the table; not always the answer's own
     */
    public ProviderException error(ProviderResponse response, int status, JsonFields body) {
        ErrorText error = dialect.apply(body);
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

    /** By HTTP, 5xx is the server's own trouble, which may pass. */
    private static RetryAdvice ofUnknownError(int status) {
        return status >= 500 ? RetryAdvice.YES : RetryAdvice.NEVER;
    }

    /** Returns the failure of a 200 whose body holds no record. */
    public static ProviderException noRecord(ProviderResponse response, String why) {
        return noRecord(response, why, null);
    }

    /**
     * Returns the failure of a 200 whose body holds no record.
     *
     * @param why in words that may quote the answer
     * @param requestId the provider's id of the request
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
