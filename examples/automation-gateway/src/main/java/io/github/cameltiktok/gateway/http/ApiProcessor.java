package io.github.cameltiktok.gateway.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.cameltiktok.gateway.access.KeyRing;
import io.github.cameltiktok.gateway.access.Limits;
import io.github.cameltiktok.gateway.api.Call;
import io.github.cameltiktok.gateway.api.Caller;
import io.github.cameltiktok.gateway.api.Operation;
import io.github.cameltiktok.gateway.api.ProblemException;
import io.github.cameltiktok.gateway.api.ProblemType;
import io.github.cameltiktok.gateway.api.Reply;
import io.github.cameltiktok.gateway.api.Scope;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.support.AsyncProcessorSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers the requests of one operation: key, scope, limits, body, and then its handler. It begins on an event loop, and ends on
 * the thread that completes the handler.
 */
final class ApiProcessor extends AsyncProcessorSupport {

    private static final Logger LOG = LoggerFactory.getLogger(ApiProcessor.class);

    private static final String BEARER = "bearer ";

    private final Operation operation;
    private final RequestBodies bodies;
    private final KeyRing keys;
    private final Limits limits;
    private final IdempotentRequests idempotentRequests;
    private final boolean isIdempotent;
    private final ApiListener listener;
    private final Supplier<String> publicUrl;

    ApiProcessor(
            Operation operation,
            RequestBodies bodies,
            KeyRing keys,
            Limits limits,
            IdempotentRequests idempotentRequests,
            boolean isIdempotent,
            ApiListener listener,
            Supplier<String> publicUrl) {
        this.operation = operation;
        this.bodies = bodies;
        this.keys = keys;
        this.limits = limits;
        this.idempotentRequests = idempotentRequests;
        this.isIdempotent = isIdempotent;
        this.listener = listener;
        this.publicUrl = publicUrl;
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        ApiRequest request = exchange.getMessage().getBody(ApiRequest.class);
        answer(request)
                .exceptionally(failure -> Answer.of(Problems.reply(failure, request.id())))
                .thenAccept(answer -> {
                    int status = answer.reply().status();
                    LOG.debug("{} {} {}: {}", request.id(), operation.method(), operation.path(), status);
                    listener.onReply(operation.id(), status);
                    exchange.getMessage().setBody(answer);
                    callback.done(false);
                });
        return false;
    }

    private CompletableFuture<Answer> answer(ApiRequest request) {
        try {
            Scope scope = operation.scope();
            if (scope == null) {
                return handle(request, null).thenApply(Answer::of);
            }
            return keys.find(key(request.headers())).thenCompose(caller -> {
                checkScope(caller, scope);
                return admitted(request, caller);
            });
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private CompletionStage<Answer> admitted(ApiRequest request, Caller caller) {
        Limits.Admission admission = limits.admit(caller);
        CompletableFuture<Reply> reply;
        try {
            reply = handle(request, caller);
        } catch (RuntimeException e) {
            reply = CompletableFuture.failedFuture(e);
        }
        return reply.exceptionally(failure -> Problems.reply(failure, request.id()))
                .thenApply(ready -> new Answer(Problems.rateHeaders(ready, admission.rate()), admission::end));
    }

    private CompletableFuture<Reply> handle(ApiRequest request, @Nullable Caller caller) {
        if (request.repeated() != null) {
            throw ProblemException.invalid(
                    request.repeated(), "Parameter " + request.repeated() + " must be given once, but is repeated.");
        }
        JsonNode body = body(request);
        Call call = new Call(
                request.id(),
                caller,
                request.pathParameters(),
                request.query(),
                request.headersWithoutKey(),
                body,
                publicUrl.get(),
                request.ended());
        if (caller == null || !isIdempotent) {
            return operation.handler().handle(call).toCompletableFuture();
        }
        return idempotentRequests.run(request, caller, () -> operation.handler().handle(call));
    }

    private @Nullable JsonNode body(ApiRequest request) {
        if (!bodies.has(operation.id())) {
            return null;
        }
        byte[] bytes = request.body();
        JsonNode body = bytes == null ? null : JsonBody.parse(bytes, request.headers());
        bodies.check(operation.id(), body);
        return body;
    }

    private static String key(Map<String, String> headers) {
        String authorization = headers.get("authorization");
        if (authorization != null && authorization.toLowerCase(Locale.ROOT).startsWith(BEARER)) {
            return authorization.substring(BEARER.length()).strip();
        }
        String key = headers.get("x-api-key");
        if (key == null) {
            throw new ProblemException(
                    ProblemType.UNAUTHORIZED,
                    "The request has no key. Send Authorization: Bearer ttg_… or X-API-Key: ttg_….");
        }
        return key.strip();
    }

    private static void checkScope(Caller caller, Scope scope) {
        if (scope != Scope.ANY && !caller.scopes().contains(scope)) {
            String name = scope.name().toLowerCase(Locale.ROOT);
            throw new ProblemException(
                    ProblemType.FORBIDDEN, "The operation needs the scope " + name + ", which the key does not have.");
        }
    }
}
