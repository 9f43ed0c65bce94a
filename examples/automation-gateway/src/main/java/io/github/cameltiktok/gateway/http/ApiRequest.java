package io.github.cameltiktok.gateway.http;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * A request as it came, before any check. It is the body of the exchange.
 *
 * @param id id of the request
 * @param method HTTP method
 * @param path path without query
 * @param pathParameters by name
 * @param query first value of each parameter
 * @param repeated name of a query parameter that was given twice; {@code null} if there is none
 * @param headers first value of each header, by lower-case name
 * @param body {@code null} without one
 * @param ended completes when the answer is sent or the client has left
 */
@SuppressWarnings("ArrayRecordComponent") // Written once, never compared.
record ApiRequest(
        String id,
        String method,
        String path,
        Map<String, String> pathParameters,
        Map<String, String> query,
        @Nullable String repeated,
        Map<String, String> headers,
        byte @Nullable [] body,
        CompletionStage<Void> ended) {

    private static final Set<String> KEY_HEADERS =
            Set.of("authorization", "x-api-key", "cookie", "proxy-authorization");

    static ApiRequest of(RoutingContext context) {
        String repeated = null;
        Map<String, String> query = new HashMap<>();
        MultiMap parameters = context.queryParams();
        for (Map.Entry<String, String> parameter : parameters) {
            if (query.putIfAbsent(parameter.getKey(), withoutNul(parameter.getValue())) != null) {
                repeated = parameter.getKey();
            }
        }
        Map<String, String> headers = new HashMap<>();
        for (Map.Entry<String, String> header : context.request().headers()) {
            headers.putIfAbsent(header.getKey().toLowerCase(Locale.ROOT), header.getValue());
        }
        CompletableFuture<Void> ended = new CompletableFuture<>();
        context.addEndHandler(sent -> ended.complete(null));
        Map<String, String> path = new HashMap<>();
        context.pathParams().forEach((name, value) -> path.put(name, withoutNul(value)));
        Buffer body = context.body() == null ? null : context.body().buffer();
        return new ApiRequest(
                RequestIds.of(context),
                context.request().method().name(),
                context.normalizedPath(),
                Map.copyOf(path),
                Map.copyOf(query),
                repeated,
                Map.copyOf(headers),
                body == null || body.length() == 0 ? null : body.getBytes(),
                ended);
    }

    /** Postgres takes no text with U+0000, and fails. No id or other value has the replacement character either. */
    private static String withoutNul(String text) {
        return text.replace('\0', '\uFFFD');
    }

    /** Returns the headers without the key, which no handler needs. */
    Map<String, String> headersWithoutKey() {
        Map<String, String> rest = new HashMap<>(headers);
        rest.keySet().removeAll(KEY_HEADERS);
        return rest;
    }

    /** Returns neither headers nor body, because Camel logs exchanges at TRACE. */
    @Override
    public String toString() {
        return id + ' ' + method + ' ' + path;
    }
}
