package io.github.cameltiktok.internal.lookup.http;

import io.github.cameltiktok.provider.ProviderResponse;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.apache.hc.core5.http.EntityDetails;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.nio.AsyncResponseConsumer;
import org.apache.hc.core5.http.nio.CapacityChannel;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.jspecify.annotations.Nullable;

/** Collects an answer up to a size; a larger one ends the exchange. One for each request. */
final class BoundedResponseConsumer implements AsyncResponseConsumer<ProviderResponse> {

    private final Clock clock;
    private final BoundedBody body;
    private @Nullable HttpResponse head;
    private @Nullable FutureCallback<ProviderResponse> result;
    private @Nullable ProviderResponse answer;
    private volatile boolean givenUp;

    BoundedResponseConsumer(int maxSize, Clock clock) {
        this.clock = clock;
        body = new BoundedBody(maxSize);
    }

    /**
     * Makes the next byte that arrives end the exchange. The client's own cancelling leaves the answer to a request
     * that was refused, one of status 400 or above, running on.
     */
    void giveUp() {
        givenUp = true;
    }

    @Override
    public void consumeResponse(
            HttpResponse response,
            @Nullable EntityDetails entity,
            HttpContext context,
            FutureCallback<ProviderResponse> resultCallback)
            throws IOException {
        head = response;
        result = resultCallback;
        if (entity == null) {
            remember();
        } else {
            body.expect(entity.getContentLength());
        }
    }

    @Override
    public void informationResponse(HttpResponse response, HttpContext context) {
        // 100 and 103 announce something of no use here.
    }

    @Override
    public void updateCapacity(CapacityChannel capacityChannel) throws IOException {
        capacityChannel.update(Integer.MAX_VALUE);
    }

    @Override
    public void consume(ByteBuffer source) throws IOException {
        if (givenUp) {
            throw new IOException("nobody waits for this answer any more");
        }
        body.add(source);
    }

    @Override
    public void streamEnd(@Nullable List<? extends Header> trailers) {
        remember();
    }

    @Override
    public void failed(Exception cause) {
        // The exchange's own callback is told of it.
    }

    /** Called when the connection is free again. Whoever gets the answer may ask again at once, and then uses it. */
    @Override
    public void releaseResources() {
        if (answer != null && result != null) {
            result.completed(answer);
        }
    }

    private void remember() {
        if (head == null) {
            return;
        }
        Map<String, String> headers = new LinkedHashMap<>();
        for (Header header : head.getHeaders()) {
            headers.putIfAbsent(header.getName(), header.getValue());
        }
        answer = new ProviderResponse(head.getCode(), headers, body.toArray(), clock.instant());
    }

    /** The body is larger than allowed. */
    static final class ResponseTooLargeException extends IOException {

        private static final long serialVersionUID = 1L;

        ResponseTooLargeException(int maxSize) {
            super("the answer is larger than maxResponseSize, " + maxSize + " bytes");
        }
    }
}
