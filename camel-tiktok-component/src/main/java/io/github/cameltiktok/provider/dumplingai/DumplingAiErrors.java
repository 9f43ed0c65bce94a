package io.github.cameltiktok.provider.dumplingai;

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

/**
 * Dumpling AI's errors: {@code {"error": "text"}}, and on its introduction page {@code {"error": {"code", "message"}}}.
 * Most have no code, so the text tells them apart.
 */
final class DumplingAiErrors {

    static final ErrorReader READER = new ErrorReader(
            List.of(
                    ErrorRule.other(400, CALLER, Retry.NEVER),
                    ErrorRule.other(401, KEY, Retry.NEVER),
                    ErrorRule.other(403, QUOTA, Retry.NEVER),
                    ErrorRule.other(404, NOT_FOUND, Retry.NEVER),
                    ErrorRule.other(429, RATE_LIMIT, Retry.YES),
                    new ErrorRule(500, "Service not configured", UPSTREAM, Retry.NEVER),
                    new ErrorRule(500, "Service authentication failed", UPSTREAM, Retry.NEVER),
                    ErrorRule.other(500, UPSTREAM, Retry.ONCE),
                    ErrorRule.other(502, UPSTREAM, Retry.YES),
                    new ErrorRule(503, "Rate limit exceeded", RATE_LIMIT, Retry.SLOWLY),
                    ErrorRule.other(503, UPSTREAM, Retry.YES)),
            DumplingAiErrors::text);

    private DumplingAiErrors() {}

    private static ErrorText text(JsonFields body) {
        JsonFields error = body.object("error");
        return error.isPresent()
                ? new ErrorText(error.text("code"), error.text("message"), null)
                : new ErrorText(null, body.text("error"), null);
    }
}
