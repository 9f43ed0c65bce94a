package io.github.cameltiktok.gateway.http;

/** Receives each answer of an operation. Called on any thread, so it must be thread-safe and must not block. */
@FunctionalInterface
public interface ApiListener {

    /**
     * Called before an answer is sent.
     *
     * @param operationId id of the operation
     * @param status HTTP status
     */
    void onReply(String operationId, int status);
}
