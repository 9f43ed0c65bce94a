package io.github.cameltiktok.provider.peekalink;

import static io.github.cameltiktok.provider.ErrorKind.CREDENTIALS;
import static io.github.cameltiktok.provider.ErrorKind.INVALID_REQUEST;
import static io.github.cameltiktok.provider.ErrorKind.NOT_FOUND;
import static io.github.cameltiktok.provider.ErrorKind.QUOTA;
import static io.github.cameltiktok.provider.ErrorKind.RATE_LIMIT;
import static io.github.cameltiktok.provider.ErrorKind.UPSTREAM;

import io.github.cameltiktok.provider.RetryAdvice;
import io.github.cameltiktok.provider.mapping.ErrorReader;
import io.github.cameltiktok.provider.mapping.ErrorRule;
import io.github.cameltiktok.provider.mapping.ErrorText;
import java.util.List;

/** Peekalink's errors: {@code {"ok": false, "status", "error": "CODE", "message", "details"}}. */
final class PeekalinkErrors {

    static final ErrorReader<Preview> READER = new ErrorReader<>(
            List.of(
                    ErrorRule.forStatus(400, INVALID_REQUEST, RetryAdvice.NEVER),
                    ErrorRule.forStatus(401, CREDENTIALS, RetryAdvice.NEVER),
                    // A blocked link is not visible to the caller.
                    new ErrorRule(403, "LINK_BLOCKED", NOT_FOUND, RetryAdvice.NEVER),
                    ErrorRule.forStatus(403, CREDENTIALS, RetryAdvice.NEVER),
                    ErrorRule.forStatus(404, NOT_FOUND, RetryAdvice.NEVER),
                    ErrorRule.forStatus(410, NOT_FOUND, RetryAdvice.NEVER),
                    // Hourly or daily volume, despite the name.
                    new ErrorRule(429, "RATE_LIMIT_EXCEEDED", QUOTA, RetryAdvice.NEXT_DAY),
                    ErrorRule.forStatus(429, RATE_LIMIT, RetryAdvice.YES),
                    new ErrorRule(503, "BURST_LIMIT_EXCEEDED", RATE_LIMIT, RetryAdvice.WITH_LONGER_DELAY),
                    ErrorRule.forStatus(500, UPSTREAM, RetryAdvice.YES),
                    ErrorRule.forStatus(502, UPSTREAM, RetryAdvice.YES),
                    ErrorRule.forStatus(503, UPSTREAM, RetryAdvice.YES),
                    ErrorRule.forStatus(504, UPSTREAM, RetryAdvice.YES)),
            Preview.READER,
            error -> new ErrorText(error.error(), error.message(), error.requestId()));

    private PeekalinkErrors() {}
}
