package io.github.cameltiktok.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameltiktok.TikTokException;
import io.github.cameltiktok.model.TikTokUser;
import io.github.cameltiktok.model.TikTokVideo;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.AsyncProducer;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultExchange;

/** Sends many concurrent lookups to routes, and checks that each ends once, in time and with the right subject. */
final class LoadGenerator {

    /** A lookup that has not ended this long after its deadline is lost. */
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private static final Duration GRACE = Duration.ofSeconds(1);

    private final CamelContext context;
    private final int inFlight;
    private final Map<String, AsyncProducer> producers = new HashMap<>();

    /**
     * One lookup.
     *
     * @param route endpoint URI of the route
     * @param body sent to the route
     * @param subject expected id or handle of the record
     * @param deadline of the route
     */
    record Lookup(String route, String body, String subject, Duration deadline) {}

    /** @param inFlight maximum of concurrent lookups */
    LoadGenerator(CamelContext context, int inFlight) {
        this.context = context;
        this.inFlight = inFlight;
    }

    /** Runs all lookups, at most {@code inFlight} at a time, and returns their summary. */
    LoadSummary run(List<Lookup> lookups) throws Exception {
        Semaphore free = new Semaphore(inFlight);
        List<Sent> all = new ArrayList<>();
        for (Lookup lookup : lookups) {
            assertThat(free.tryAcquire(patience(lookup), TimeUnit.MILLISECONDS))
                    .as("lookups without end: %s", unfinished(all))
                    .isTrue();
            Sent sent = new Sent(lookup, new DefaultExchange(context), free);
            all.add(sent);
            sent.go(producer(lookup.route()));
        }
        assertThat(free.tryAcquire(inFlight, patience(lookups.get(0)), TimeUnit.MILLISECONDS))
                .as("lookups without end: %s", unfinished(all))
                .isTrue();
        LoadSummary summary = new LoadSummary();
        for (Sent sent : all) {
            sent.check();
            summary.add(sent.exchange, sent.took(), sent.lookup.deadline());
        }
        return summary;
    }

    private static long patience(Lookup lookup) {
        return lookup.deadline().plus(PATIENCE).toMillis();
    }

    private AsyncProducer producer(String route) throws Exception {
        AsyncProducer producer = producers.get(route);
        if (producer == null) {
            producer = context.getEndpoint(route).createAsyncProducer();
            producer.start();
            producers.put(route, producer);
        }
        return producer;
    }

    private static List<Lookup> unfinished(List<Sent> all) {
        return all.stream()
                .filter(sent -> sent.ends.get() == 0)
                .map(sent -> sent.lookup)
                .toList();
    }

    private final class Sent {

        private final Lookup lookup;
        private final Exchange exchange;
        private final Semaphore free;
        private final AtomicInteger ends = new AtomicInteger();
        private final long start = System.nanoTime();
        private volatile long end;

        Sent(Lookup lookup, Exchange exchange, Semaphore free) {
            this.lookup = lookup;
            this.exchange = exchange;
            this.free = free;
        }

        void go(AsyncProducer producer) {
            exchange.getMessage().setBody(lookup.body());
            producer.process(exchange, sync -> {
                end = System.nanoTime();
                ends.incrementAndGet();
                free.release();
            });
        }

        Duration took() {
            return Duration.ofNanos(end - start);
        }

        void check() {
            assertThat(ends).as("ends of %s", lookup).hasValue(1);
            assertThat(took())
                    .as("time of %s", lookup)
                    .isLessThanOrEqualTo(lookup.deadline().plus(GRACE));
            Throwable failure = exchange.getException();
            if (failure != null) {
                assertThat(failure).as("failure of %s", lookup).isInstanceOf(TikTokException.class);
                assertThat(failure.getMessage()).doesNotContain(HostileRoutes.KEY);
                return;
            }
            Object body = exchange.getMessage().getBody();
            Object about = body instanceof TikTokVideo video ? video.id() : ((TikTokUser) body).handle();
            assertThat(about).as("subject of the answer to %s", lookup).isEqualTo(lookup.subject());
        }
    }
}
