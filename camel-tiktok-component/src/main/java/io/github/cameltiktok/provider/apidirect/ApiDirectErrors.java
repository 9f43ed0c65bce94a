package io.github.cameltiktok.provider.apidirect;

import static io.github.cameltiktok.provider.FailureClass.CALLER;
import static io.github.cameltiktok.provider.FailureClass.KEY;
import static io.github.cameltiktok.provider.FailureClass.NOT_FOUND;
import static io.github.cameltiktok.provider.FailureClass.QUOTA;
import static io.github.cameltiktok.provider.FailureClass.RATE_LIMIT;
import static io.github.cameltiktok.provider.FailureClass.UPSTREAM;

import io.github.cameltiktok.provider.Retry;
import io.github.cameltiktok.provider.answer.ErrorReader;
import io.github.cameltiktok.provider.answer.ErrorRule;
import io.github.cameltiktok.provider.answer.ErrorText;
import io.github.cameltiktok.provider.answer.JsonFields;
import java.util.List;

/** API Direct's errors: {@code {"error": "text", "code": "…"}}, a few of them without a code. */
final class ApiDirectErrors {

    static final ErrorReader READER = new ErrorReader(
            List.of(
                    ErrorRule.other(400, CALLER, Retry.NEVER),
                    ErrorRule.other(401, KEY, Retry.NEVER),
                    ErrorRule.other(402, QUOTA, Retry.NEVER),
                    ErrorRule.other(403, QUOTA, Retry.NEVER),
                    ErrorRule.other(404, NOT_FOUND, Retry.NEVER),
                    new ErrorRule(429, "daily_limit_exceeded", QUOTA, Retry.NEXT_DAY),
                    new ErrorRule(429, "monthly_limit_exceeded", QUOTA, Retry.NEVER),
                    new ErrorRule(429, "rate_limit_exceeded", QUOTA, Retry.NEVER),
                    ErrorRule.other(429, RATE_LIMIT, Retry.YES),
                    new ErrorRule(500, "auth_error", UPSTREAM, Retry.NEVER),
                    new ErrorRule(500, "billing_error", UPSTREAM, Retry.NEVER),
                    new ErrorRule(503, "endpoint_suspended", UPSTREAM, Retry.NEVER),
                    ErrorRule.other(500, UPSTREAM, Retry.YES),
                    ErrorRule.other(502, UPSTREAM, Retry.YES),
                    ErrorRule.other(503, UPSTREAM, Retry.YES),
                    ErrorRule.other(504, UPSTREAM, Retry.YES)),
            ApiDirectErrors::text);

    private ApiDirectErrors() {}

    private static ErrorText text(JsonFields body) {
        return new ErrorText(body.text("code"), body.text("error"), null);
    }
}
