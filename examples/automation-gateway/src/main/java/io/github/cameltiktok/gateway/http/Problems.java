package io.github.cameltiktok.gateway.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.cameltiktok.gateway.access.Limits;
import io.github.cameltiktok.gateway.api.ProblemException;
import io.github.cameltiktok.gateway.api.ProblemType;
import io.github.cameltiktok.gateway.api.Reply;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Failures as {@code application/problem+json} (RFC 9457). */
public final class Problems {

    private static final Logger LOG = LoggerFactory.getLogger(Problems.class);

    private static final String RETRY_AFTER = "Retry-After";

    private Problems() {}

    /** Returns the problem of a failure. A failure without a row in the table is logged, and answered without its text. */
    public static Reply reply(Throwable failure, String requestId) {
        Throwable cause = unwrap(failure);
        if (cause instanceof Limits.RefusedException refused) {
            return rateHeaders(reply(refused.problem(), requestId), refused.rate());
        }
        if (cause instanceof ProblemException problem) {
            return reply(problem, requestId);
        }
        LOG.error("Request {} failed", requestId, cause);
        return reply(
                new ProblemException(
                        ProblemType.INTERNAL_ERROR,
                        "The gateway failed. Its log has the cause under the request id " + requestId + '.'),
                requestId);
    }

    /** Returns the body of a problem, for a line of a batch too. */
    public static ObjectNode json(ProblemException problem, String requestId) {
        ProblemType type = problem.type();
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("type", type.type());
        json.put("title", type.title());
        json.put("status", type.status());
        json.put("code", type.code());
        json.put("detail", problem.getMessage());
        json.put("requestId", requestId);
        json.put("retryable", type.retryable());
        if (problem.provider() != null) {
            json.put("provider", problem.provider());
        }
        if (!problem.errors().isEmpty()) {
            ArrayNode errors = json.putArray("errors");
            problem.errors()
                    .forEach(error ->
                            errors.addObject().put("pointer", error.pointer()).put("detail", error.detail()));
        }
        problem.members().forEach(json::set);
        return json;
    }

    /** Adds the headers of the rate. A client must not read a later time from them than from {@code Retry-After}. */
    static Reply rateHeaders(Reply reply, Limits.Rate rate) {
        Reply withPolicy = reply.with("RateLimit-Policy", rate.policyHeader());
        String retryAfter = reply.headers().get(RETRY_AFTER);
        boolean isEarlier = retryAfter != null && Long.parseLong(retryAfter) < rate.resetSeconds();
        return isEarlier ? withPolicy : withPolicy.with("RateLimit", rate.header());
    }

    static Throwable unwrap(Throwable failure) {
        Throwable cause = failure;
        while ((cause instanceof CompletionException || cause instanceof ExecutionException)
                && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }

    private static Reply reply(ProblemException problem, String requestId) {
        Map<String, String> headers = new TreeMap<>();
        headers.put("Content-Type", "application/problem+json");
        Duration retryAfter = problem.retryAfter();
        if (retryAfter != null) {
            headers.put(RETRY_AFTER, Long.toString(wholeSeconds(retryAfter)));
        }
        if (problem.type() == ProblemType.UNAUTHORIZED) {
            headers.put("WWW-Authenticate", "Bearer realm=\"automation-gateway\"");
        }
        byte[] body = json(problem, requestId).toString().getBytes(StandardCharsets.UTF_8);
        return new Reply(problem.type().status(), headers, new Reply.Bytes(body));
    }

    /** Rounds up, so that a client never comes too early. */
    private static long wholeSeconds(Duration time) {
        return Math.max(1, time.plusSeconds(1).minusNanos(1).toSeconds());
    }
}
