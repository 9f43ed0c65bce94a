package io.github.cameltiktok.provider.apidirect;

import static io.github.cameltiktok.provider.ErrorKind.CREDENTIALS;
import static io.github.cameltiktok.provider.ErrorKind.INVALID_REQUEST;
import static io.github.cameltiktok.provider.ErrorKind.NOT_FOUND;
import static io.github.cameltiktok.provider.ErrorKind.QUOTA;
import static io.github.cameltiktok.provider.ErrorKind.RATE_LIMIT;
import static io.github.cameltiktok.provider.ErrorKind.UPSTREAM;

import io.github.cameltiktok.provider.RetryAdvice;
import io.github.cameltiktok.provider.mapping.BodyReader;
import io.github.cameltiktok.provider.mapping.ErrorReader;
import io.github.cameltiktok.provider.mapping.ErrorRule;
import io.github.cameltiktok.provider.mapping.ErrorText;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** API Direct's errors: {@code {"error": "text", "code": "…"}}. Some have no code. */
final class ApiDirectErrors {

    static final ErrorReader<ErrorBody> READER = new ErrorReader<>(
            List.of(
                    ErrorRule.forStatus(400, INVALID_REQUEST, RetryAdvice.NEVER),
                    ErrorRule.forStatus(401, CREDENTIALS, RetryAdvice.NEVER),
                    ErrorRule.forStatus(402, QUOTA, RetryAdvice.NEVER),
                    ErrorRule.forStatus(403, QUOTA, RetryAdvice.NEVER),
                    ErrorRule.forStatus(404, NOT_FOUND, RetryAdvice.NEVER),
                    new ErrorRule(429, "daily_limit_exceeded", QUOTA, RetryAdvice.NEXT_DAY),
                    new ErrorRule(429, "monthly_limit_exceeded", QUOTA, RetryAdvice.NEVER),
                    new ErrorRule(429, "rate_limit_exceeded", QUOTA, RetryAdvice.NEVER),
                    ErrorRule.forStatus(429, RATE_LIMIT, RetryAdvice.YES),
                    new ErrorRule(500, "auth_error", UPSTREAM, RetryAdvice.NEVER),
                    new ErrorRule(500, "billing_error", UPSTREAM, RetryAdvice.NEVER),
                    new ErrorRule(503, "endpoint_suspended", UPSTREAM, RetryAdvice.NEVER),
                    ErrorRule.forStatus(500, UPSTREAM, RetryAdvice.YES),
                    ErrorRule.forStatus(502, UPSTREAM, RetryAdvice.YES),
                    ErrorRule.forStatus(503, UPSTREAM, RetryAdvice.YES),
                    ErrorRule.forStatus(504, UPSTREAM, RetryAdvice.YES)),
            BodyReader.of(ErrorBody.class),
            body -> new ErrorText(body.code(), body.error(), null));

    private ApiDirectErrors() {}

    record ErrorBody(@Nullable String code, @Nullable String error) {}
}
