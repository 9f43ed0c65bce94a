package io.github.cameltiktok.gateway.http;

import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes a stream part by part: it asks for the next one when the connection has room. A client that leaves cancels the stream.
 * Signals may come on any thread; the state belongs to the event loop.
 */
final class StreamWriter implements Flow.Subscriber<byte[]> {

    private static final Logger LOG = LoggerFactory.getLogger(StreamWriter.class);

    private final RoutingContext request;
    private final HttpServerResponse response;
    private final Context eventLoop;
    private final Runnable end;

    private Flow.@Nullable Subscription subscription;
    private boolean hasEnded;
    private boolean isFull;

    StreamWriter(RoutingContext request, Runnable end) {
        this.request = request;
        this.response = request.response();
        this.eventLoop = request.vertx().getOrCreateContext();
        this.end = end;
    }

    /** Sends the headers. */
    void start() {
        response.setChunked(true);
        // A proxy that collects parts would delay the first line.
        response.putHeader("X-Accel-Buffering", "no");
        response.closeHandler(closed -> leave());
        response.exceptionHandler(failure -> leave());
        response.drainHandler(drained -> {
            if (isFull) {
                isFull = false;
                requestNext();
            }
        });
        response.writeHead();
    }

    @Override
    public void onSubscribe(Flow.Subscription started) {
        eventLoop.runOnContext(nothing -> {
            subscription = started;
            if (hasEnded) {
                started.cancel();
            } else {
                started.request(1);
            }
        });
    }

    @Override
    public void onNext(byte[] part) {
        eventLoop.runOnContext(nothing -> {
            if (hasEnded) {
                return;
            }
            response.write(Buffer.buffer(part));
            isFull = response.writeQueueFull();
            if (!isFull) {
                requestNext();
            }
        });
    }

    @Override
    public void onError(Throwable failure) {
        eventLoop.runOnContext(nothing -> {
            if (finish()) {
                LOG.error("Stream of request {} failed", RequestIds.of(request), failure);
                // Without the last chunk the client sees that the body is incomplete.
                request.request().connection().close();
            }
        });
    }

    @Override
    public void onComplete() {
        eventLoop.runOnContext(nothing -> {
            if (finish()) {
                response.end();
            }
        });
    }

    private void leave() {
        if (finish() && subscription != null) {
            subscription.cancel();
        }
    }

    private boolean finish() {
        if (hasEnded) {
            return false;
        }
        hasEnded = true;
        end.run();
        return true;
    }

    private void requestNext() {
        if (!hasEnded && subscription != null) {
            subscription.request(1);
        }
    }
}
