package io.github.cameltiktok.benchmark.cachehit;

import java.time.Duration;
import java.util.SplittableRandom;
import org.HdrHistogram.Histogram;
import org.apache.camel.AsyncCallback;
import org.apache.camel.AsyncProducer;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;

/** Times a synchronous route with random videos, one at a time. */
final class TimedRoute implements AsyncCallback {

    private static final String LINK = "https://www.tiktok.com/@some.cook/video/";
    private static final long FIRST_ID = 7_321_234_567_890_000_000L;

    private final String name;
    private final Endpoint entry;
    private final AsyncProducer producer;
    private final int videos;
    private long started;
    private long completed;

    private TimedRoute(String name, Endpoint entry, AsyncProducer producer, int videos) {
        this.name = name;
        this.entry = entry;
        this.producer = producer;
        this.videos = videos;
    }

    /** @param videos number of videos to choose from */
    static TimedRoute start(CamelContext context, String name, String uri, int videos) throws Exception {
        Endpoint entry = context.getEndpoint(uri);
        AsyncProducer producer = entry.createAsyncProducer();
        producer.start();
        return new TimedRoute(name, entry, producer, videos);
    }

    String name() {
        return name;
    }

    /** Calls the route with random videos and returns the durations in ns. */
    Histogram measure(Duration duration, SplittableRandom random) {
        Histogram nanos = new Histogram(3);
        long end = System.nanoTime() + duration.toNanos();
        long before;
        do {
            Exchange exchange = entry.createExchange(ExchangePattern.InOut);
            exchange.getMessage().setBody(link(random.nextInt(videos)));
            before = System.nanoTime();
            producer.process(exchange, this);
            nanos.recordValue(System.nanoTime() - before);
            started++;
            if (completed != started || exchange.getException() != null) {
                throw new IllegalStateException(name + " failed or was not synchronous", exchange.getException());
            }
        } while (before < end);
        return nanos;
    }

    /** Detects the end of an exchange; the producer's return value is false for every route. */
    @Override
    public void done(boolean isSynchronous) {
        completed++;
    }

    /** Returns the link of a video, numbered from 0. */
    static String link(int video) {
        return LINK + (FIRST_ID + video);
    }
}
