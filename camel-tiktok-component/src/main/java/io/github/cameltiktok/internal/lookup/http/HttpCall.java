package io.github.cameltiktok.internal.lookup.http;

import io.github.cameltiktok.provider.ProviderResponse;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.hc.client5.http.async.AsyncExecRuntime;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.apache.hc.core5.http.EntityDetails;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.nio.AsyncResponseConsumer;
import org.apache.hc.core5.http.nio.CapacityChannel;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.jspecify.annotations.Nullable;

/**
 * One HTTP request to a provider and its response. {@link #response()} and {@link #isSent()} are for the caller, on any
 * thread. The other methods are for {@link HttpTransport} and the HTTP client.
 */
public final class HttpCall implements AsyncResponseConsumer<ProviderResponse>, FutureCallback<ProviderResponse> {

    private final Clock clock;
    private final BoundedBody body;
    private final CompletableFuture<ProviderResponse> response = new CompletableFuture<>();
    private volatile @Nullable AsyncExecRuntime connection;
    private @Nullable HttpResponse head;
    private @Nullable FutureCallback<ProviderResponse> result;
    private @Nullable ProviderResponse received;

    /**
     * @param maxSize largest body in bytes
     * @param clock for the time of the response
     */
    HttpCall(int maxSize, Clock clock) {
        this.clock = clock;
        body = new BoundedBody(maxSize);
    }

    /**
     * Returns the response, completed on a thread of the HTTP client. It fails with an exception for {@link
     * TransportFailures}. Cancelling it aborts the call and closes its connection; a TLS handshake in progress ends after
     * {@code connectTimeout} at the latest.
     */
    public CompletableFuture<ProviderResponse> response() {
        return response;
    }

    /**
     * Returns whether the provider may have received the request. It is {@code true} once the connection is established,
     * with tunnel and TLS, and the request is about to be written. {@code false} after {@link #response()} is done means
     * that the provider has received nothing and will receive nothing. A proxy may have.
     */
    public boolean isSent() {
        return connection != null;
    }

    /**
     * Called with an established connection, before the request is written.
     *
     * @return {@code false} if the call was aborted, so that nothing may be written
     */
    boolean onConnected(AsyncExecRuntime established) {
        // Set before the check, so that a concurrent abort either finds the connection or is found here.
        connection = established;
        if (response.isDone()) {
            connection = null;
            return false;
        }
        return true;
    }

    /** Closes the connection, if any. Cancelling through the client does not stop a response with an error status. */
    void disconnect() {
        AsyncExecRuntime established = connection;
        if (established != null) {
            established.discardEndpoint();
        }
    }

    @Override
    public void consumeResponse(
            HttpResponse responseHead,
            @Nullable EntityDetails entity,
            HttpContext context,
            FutureCallback<ProviderResponse> resultCallback)
            throws IOException {
        head = responseHead;
        result = resultCallback;
        if (entity == null) {
            streamEnd(null);
        } else {
            body.expect(entity.getContentLength());
        }
    }

    @Override
    public void informationResponse(HttpResponse information, HttpContext context) {
        // 100 and 103 are irrelevant here.
    }

    @Override
    public void updateCapacity(CapacityChannel capacityChannel) throws IOException {
        capacityChannel.update(Integer.MAX_VALUE);
    }

    @Override
    public void consume(ByteBuffer source) throws IOException {
        body.add(source);
    }

    @Override
    public void streamEnd(@Nullable List<? extends Header> trailers) {
        if (head == null) {
            return;
        }
        Map<String, String> headers = new LinkedHashMap<>();
        for (Header header : head.getHeaders()) {
            headers.putIfAbsent(header.getName(), header.getValue());
        }
        received = new ProviderResponse(head.getCode(), headers, body.toArray(), clock.instant());
    }

    /** Called after the connection has returned to the pool, so that the caller's next request can reuse it. */
    @Override
    public void releaseResources() {
        if (received != null && result != null) {
            result.completed(received);
        }
    }

    @Override
    public void completed(ProviderResponse value) {
        response.complete(value);
    }

    @Override
    public void failed(Exception cause) {
        response.completeExceptionally(cause);
    }

    @Override
    public void cancelled() {
        response.cancel(false);
    }
}
