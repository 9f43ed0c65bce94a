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

/** A route that ends on the thread that calls it, and is called about one video after the other. */
final class Hop implements AsyncCallback {

    private static final String LINK = "https://www.tiktok.com/@some.cook/video/";
    private static final long FIRST_ID = 7_321_234_567_890_000_000L;

    private final String name;
    private final Endpoint entry;
    private final AsyncProducer producer;
    private final int videos;
    private long made;
    private long ended;

    private Hop(String name, Endpoint entry, AsyncProducer producer, int videos) {
        this.name = name;
        this.entry = entry;
        this.producer = producer;
        this.videos = videos;
    }

    /** @param videos that it is called about */
    static Hop start(CamelContext context, String name, String uri, int videos) throws Exception {
        Endpoint entry = context.getEndpoint(uri);
        AsyncProducer producer = entry.createAsyncProducer();
        producer.start();
        return new Hop(name, entry, producer, videos);
    }

    String name() {
        return name;
    }

    /** Calls it about videos of which each is as likely as any other, and returns how many nanoseconds each call took. */
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
            made++;
            if (ended != made || exchange.getException() != null) {
                throw new IllegalStateException(name + " does not end at once, or fails", exchange.getException());
            }
        } while (before < end);
        return nanos;
    }

    /** Not what the producer returns tells whether it is over: that is false of every route. */
    @Override
    public void done(boolean isSynchronous) {
        ended++;
    }

    /** Returns the link to one of the videos, counted from 0. */
    static String link(int video) {
        return LINK + (FIRST_ID + video);
    }
}
