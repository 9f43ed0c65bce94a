package io.github.cameltiktok.benchmark.cachehit;

import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.camel.AsyncProducer;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.jspecify.annotations.Nullable;

/** Asks for each video once, so many at a time. */
final class Filling {

    private static final int STEPS = 10;

    private final Endpoint entry;
    private final int inFlight;
    private final Semaphore places;
    private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();

    Filling(Endpoint entry, int inFlight) {
        this.entry = entry;
        this.inFlight = inFlight;
        this.places = new Semaphore(inFlight);
    }

    void run(int videos) throws Exception {
        AsyncProducer producer = entry.createAsyncProducer();
        producer.start();
        for (int video = 0; video < videos && failure.get() == null; video++) {
            places.acquire();
            Exchange exchange = entry.createExchange(ExchangePattern.InOut);
            exchange.getMessage().setBody(Hop.link(video));
            producer.process(exchange, isSynchronous -> {
                failure.compareAndSet(null, exchange.getException());
                places.release();
            });
            if ((video + 1) % Math.max(1, videos / STEPS) == 0) {
                System.out.println("kept " + (video + 1));
            }
        }
        places.acquire(inFlight);
        producer.stop();
        Exception first = failure.get();
        if (first != null) {
            throw first;
        }
    }
}
