package io.github.cameltiktok.benchmark.overload;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.cameltiktok.TikTokRateLimitException;
import io.github.cameltiktok.model.TikTokVideo;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.apache.camel.AsyncProducer;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.processor.ThrottlerRejectedExecutionException;
import org.jspecify.annotations.Nullable;

/** Starts lookups at random times, whatever the number in flight, like independent users. */
final class OpenLoop implements AutoCloseable {

    static final String ENTRY = "direct:lookup";

    private static final AtomicLong IDS = new AtomicLong(7_321_234_567_890_000_000L);
    private static final long SEED = 16;
    private static final int AT_ONCE = 10;

    private final DefaultCamelContext context = new DefaultCamelContext();
    private final Limits limits;
    private final ExecutorService callers;
    private final Endpoint entry;
    private final AsyncProducer producer;

    /** The outcome of a lookup. */
    enum Outcome {
        SERVED,
        LATE,
        REFUSED,
        FAILED
    }

    /**
     * A completed lookup.
     *
     * @param nanos its duration in ns
     * @param ended its end in ns after the start of the load
     */
    record Lookup(Outcome outcome, long nanos, long ended) {}

    /** @param callers calls the route; some routes block their calling thread until the answer */
    OpenLoop(Contender contender, String server, Limits limits, ExecutorService callers) throws Exception {
        this.limits = limits;
        this.callers = callers;
        context.addRoutes(contender.route(server, limits));
        context.start();
        entry = context.getEndpoint(ENTRY);
        producer = entry.createAsyncProducer();
        producer.start();
    }

    /** Starts lookups and returns all of them after completion, in the order of arrival. */
    List<Lookup> run(double perSecond, int millis) throws InterruptedException {
        // A fixed seed gives every contender the same arrivals.
        Random random = new Random(SEED);
        List<Pending> all = new ArrayList<>();
        long start = System.nanoTime();
        long end = start + TimeUnit.MILLISECONDS.toNanos(millis);
        for (double next = start; next < end; next -= Math.log(1 - random.nextDouble()) / perSecond * 1e9) {
            waitUntil((long) next);
            all.add(send());
        }
        waitUntil(end);
        List<Lookup> ended = new ArrayList<>();
        for (Pending pending : all) {
            pending.over.await();
            ended.add(pending.lookup(start));
        }
        return ended;
    }

    private Pending send() {
        Exchange exchange = entry.createExchange(ExchangePattern.InOut);
        Pending pending = new Pending(exchange, Long.toString(IDS.getAndIncrement()));
        callers.execute(() -> producer.process(exchange, isSynchronous -> pending.ended()));
        return pending;
    }

    private static void waitUntil(long nanos) {
        for (long wait = nanos - System.nanoTime(); wait > 0; wait = nanos - System.nanoTime()) {
            LockSupport.parkNanos(wait);
        }
    }

    @Override
    public void close() throws Exception {
        producer.stop();
        context.close();
    }

    private final class Pending {

        private final Exchange exchange;
        private final String id;
        private final long start = System.nanoTime();
        private final CountDownLatch over = new CountDownLatch(1);
        private volatile long end;

        Pending(Exchange exchange, String id) {
            this.exchange = exchange;
            this.id = id;
            exchange.getMessage().setBody(id);
        }

        void ended() {
            end = System.nanoTime();
            over.countDown();
        }

        Lookup lookup(long loadStart) {
            return new Lookup(outcome(), end - start, end - loadStart);
        }

        private Outcome outcome() {
            Exception failure = exchange.getException();
            if (failure == null && id.equals(found(exchange.getMessage().getBody()))) {
                return end - start <= TimeUnit.MILLISECONDS.toNanos(limits.deadlineMillis())
                        ? Outcome.SERVED
                        : Outcome.LATE;
            }
            boolean isRefused = failure instanceof ThrottlerRejectedExecutionException
                    || failure instanceof TikTokRateLimitException refusal && refusal.attempts() == 0;
            boolean isAtOnce = end - start <= TimeUnit.MILLISECONDS.toNanos(limits.deadlineMillis() / AT_ONCE);
            return isRefused && isAtOnce ? Outcome.REFUSED : Outcome.FAILED;
        }
    }

    private static @Nullable String found(Object body) {
        if (body instanceof TikTokVideo video) {
            return video.id();
        }
        return body instanceof JsonNode tree
                ? tree.path("video").path("video_id").textValue()
                : null;
    }
}
