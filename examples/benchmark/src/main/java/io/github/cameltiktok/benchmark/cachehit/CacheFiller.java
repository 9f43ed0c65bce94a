package io.github.cameltiktok.benchmark.cachehit;

import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.camel.AsyncProducer;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.jspecify.annotations.Nullable;

/** Looks up each video once, with a limited number in flight. */
final class CacheFiller {

    private static final int STEPS = 10;

    private final Endpoint entry;
    private final int inFlight;
    private final Semaphore permits;
    private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();

    CacheFiller(Endpoint entry, int inFlight) {
        this.entry = entry;
        this.inFlight = inFlight;
        this.permits = new Semaphore(inFlight);
    }

    void run(int videos) throws Exception {
        AsyncProducer producer = entry.createAsyncProducer();
        producer.start();
        for (int video = 0; video < videos && failure.get() == null; video++) {
            permits.acquire();
            Exchange exchange = entry.createExchange(ExchangePattern.InOut);
            exchange.getMessage().setBody(TimedRoute.link(video));
            producer.process(exchange, isSynchronous -> {
                failure.compareAndSet(null, exchange.getException());
                permits.release();
            });
            if ((video + 1) % Math.max(1, videos / STEPS) == 0) {
                System.out.println("looked up " + (video + 1));
            }
        }
        permits.acquire(inFlight);
        producer.stop();
        Exception first = failure.get();
        if (first != null) {
            throw first;
        }
    }
}
