package io.github.cameltiktok.provider.dumplingai;

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
import io.github.cameltiktok.provider.mapping.TextForm;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Dumpling AI's errors: {@code {"error": "text"}}, or {@code {"error": {"code", "message"}}} on its introduction page.
 * Most have no code; the rules match the text.
 */
final class DumplingAiErrors {

    static final ErrorReader<ErrorBody> READER = new ErrorReader<>(
            List.of(
                    ErrorRule.forStatus(400, INVALID_REQUEST, RetryAdvice.NEVER),
                    ErrorRule.forStatus(401, CREDENTIALS, RetryAdvice.NEVER),
                    ErrorRule.forStatus(403, QUOTA, RetryAdvice.NEVER),
                    ErrorRule.forStatus(404, NOT_FOUND, RetryAdvice.NEVER),
                    ErrorRule.forStatus(429, RATE_LIMIT, RetryAdvice.YES),
                    new ErrorRule(500, "Service not configured", UPSTREAM, RetryAdvice.NEVER),
                    new ErrorRule(500, "Service authentication failed", UPSTREAM, RetryAdvice.NEVER),
                    ErrorRule.forStatus(500, UPSTREAM, RetryAdvice.ONCE),
                    ErrorRule.forStatus(502, UPSTREAM, RetryAdvice.YES),
                    new ErrorRule(503, "Rate limit exceeded", RATE_LIMIT, RetryAdvice.WITH_LONGER_DELAY),
                    ErrorRule.forStatus(503, UPSTREAM, RetryAdvice.YES)),
            BodyReader.of(ErrorBody.class),
            ErrorBody::text);

    private DumplingAiErrors() {}

    record ErrorBody(
            @Nullable Details error,
            @TextForm("error") @Nullable String message) {

        private ErrorText text() {
            return error != null ? new ErrorText(error.code, error.message, null) : new ErrorText(null, message, null);
        }
    }

    record Details(@Nullable String code, @Nullable String message) {}
}
