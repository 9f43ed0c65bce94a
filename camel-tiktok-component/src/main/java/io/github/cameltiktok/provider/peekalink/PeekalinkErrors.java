package io.github.cameltiktok.provider.peekalink;

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

/** Peekalink's errors: {@code {"ok": false, "status", "error": "CODE", "message", "details"}}. */
final class PeekalinkErrors {

    static final ErrorReader READER = new ErrorReader(
            List.of(
                    ErrorRule.other(400, CALLER, Retry.NEVER),
                    ErrorRule.other(401, KEY, Retry.NEVER),
                    // The link is blocked, which to the one who asked is the same as not visible.
                    new ErrorRule(403, "LINK_BLOCKED", NOT_FOUND, Retry.NEVER),
                    ErrorRule.other(403, KEY, Retry.NEVER),
                    ErrorRule.other(404, NOT_FOUND, Retry.NEVER),
                    ErrorRule.other(410, NOT_FOUND, Retry.NEVER),
                    // An hour's or a day's volume, although it is called a rate limit.
                    new ErrorRule(429, "RATE_LIMIT_EXCEEDED", QUOTA, Retry.NEXT_DAY),
                    ErrorRule.other(429, RATE_LIMIT, Retry.YES),
                    new ErrorRule(503, "BURST_LIMIT_EXCEEDED", RATE_LIMIT, Retry.SLOWLY),
                    ErrorRule.other(500, UPSTREAM, Retry.YES),
                    ErrorRule.other(502, UPSTREAM, Retry.YES),
                    ErrorRule.other(503, UPSTREAM, Retry.YES),
                    ErrorRule.other(504, UPSTREAM, Retry.YES)),
            PeekalinkErrors::text);

    private PeekalinkErrors() {}

    private static ErrorText text(JsonFields body) {
        return new ErrorText(body.text("error"), body.text("message"), body.text("requestId"));
    }
}
