package io.github.cameltiktok.gateway.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * One request to the API, after authentication and validation. Immutable.
 *
 * @param requestId id of the request, as in the header {@code Request-Id} of the answer
 * @param caller {@code null} for operations without a key
 * @param path path parameters by name
 * @param query query parameters by name
 * @param headers request headers by lower-case name
 * @param body JSON body; {@code null} without one
 * @param publicUrl address of the gateway as the caller sees it, without a trailing slash
 * @param ended completes when the answer is sent or the client has left
 */
public record Call(
        String requestId,
        @Nullable Caller caller,
        Map<String, String> path,
        Map<String, String> query,
        Map<String, String> headers,
        @Nullable JsonNode body,
        String publicUrl,
        CompletionStage<Void> ended) {

    /**
     * Returns whether a query parameter is {@code true}; an absent or empty one is {@code false}.
     *
     * @throws ProblemException if it has another value
     */
    public boolean isTrue(String parameter) {
        String value = query.getOrDefault(parameter, "");
        return switch (value) {
            case "true" -> true;
            case "false", "" -> false;
            default ->
                throw ProblemException.invalid(
                        parameter, parameter + " must be true or false, but is '" + value + "'.");
        };
    }

    /** Returns the caller of an operation that needs a key. */
    public Caller requireCaller() {
        return Objects.requireNonNull(caller, "the operation needs a key");
    }

    /** Returns the body of an operation that needs one. */
    public JsonNode requireBody() {
        return Objects.requireNonNull(body, "the operation needs a body");
    }
}
