package io.github.cameltiktok.internal.lookup.http;

import io.github.cameltiktok.provider.ProviderResponse;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A request on its way. Thread-safe.
 *
 * @param response completed on a thread of the HTTP client, with the whole answer or an exception
 * @param sent whether a connection was there and the request was written to it
 */
public record HttpCall(CompletableFuture<ProviderResponse> response, AtomicBoolean sent) {

    /** Returns whether the provider may have received the request. */
    public boolean isSent() {
        return sent.get();
    }

    /** Closes the connection, unless the answer is there. */
    public void abort() {
        response.cancel(true);
    }
}
