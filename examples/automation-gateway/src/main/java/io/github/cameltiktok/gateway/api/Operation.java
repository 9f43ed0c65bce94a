package io.github.cameltiktok.gateway.api;

import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * One operation of the API, as {@code openapi.yaml} describes it under the same id.
 *
 * @param id {@code operationId} of the OpenAPI document
 * @param method HTTP method
 * @param path path, with parameters in braces
 * @param scope scope that the key needs; {@code null} for operations without a key
 * @param handler does the work without blocking the calling thread, an event loop
 */
public record Operation(
        String id, String method, String path, @Nullable Scope scope, Handler handler) {

    /** The work of an operation. */
    @FunctionalInterface
    public interface Handler {

        /**
         * Answers a call.
         *
         * @return the answer; fails with {@link ProblemException} for an error that the table has
         */
        CompletionStage<Reply> handle(Call call);
    }
}
