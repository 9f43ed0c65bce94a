package io.github.cameltiktok.chaos;

import io.github.cameltiktok.TikTokComponent;
import io.github.cameltiktok.TikTokException;
import io.github.cameltiktok.TikTokRateLimitException;
import io.github.cameltiktok.model.TikTokUser;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.apache.camel.AsyncProducer;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/**
 * Sends lookups through a route of its own to a server of its own. Arrivals are open-loop: each lookup is sent at its
 * planned time, however many are in flight.
 */
final class OverloadRun implements AutoCloseable {

    /** A lookup that has not ended this long after its deadline is lost. */
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    /** More than the lookups of any scenario, so that only the deadline limits the queue. */
    private static final int QUEUE = 100_000;

    private static final int AT_ONCE = 10;

    private final DefaultCamelContext context = new DefaultCamelContext();
    private final TikTokComponent component = new TikTokComponent();
    private final AsyncProducer producer;

    /** One lookup. */
    static final class Sent {

        private final String handle;
        private final long start = System.nanoTime();
        private final AtomicInteger ends = new AtomicInteger();
        private volatile long end;
        private volatile int attempts;
        private volatile @Nullable Throwable failure;

        private Sent(String handle) {
            this.handle = handle;
        }

        /** Returns {@code null} if the subject was found. */
        @Nullable
        Throwable failure() {
            return failure;
        }

        Duration took() {
            return Duration.ofNanos(end - start);
        }

        private void ended(Exchange exchange) {
            end = System.nanoTime();
            Throwable cause = exchange.getException();
            if (cause == null) {
                attempts = exchange.getMessage().getHeader("CamelTikTokAttempts", 0, Integer.class);
                boolean isRight =
                        exchange.getMessage().getBody() instanceof TikTokUser user && handle.equals(user.handle());
                failure = isRight ? null : new AssertionError("not about " + handle);
            } else {
                failure = cause;
            }
            ends.incrementAndGet();
        }

        private boolean isServed() {
            return ends.get() > 0 && failure == null;
        }

        private boolean isRefused() {
            return failure instanceof TikTokRateLimitException refusal
                    && refusal.attempts() == 0
                    && refusal.retryAfter() != null;
        }
    }

    /**
     * @param limit calls at the same time
     * @param deadline of each lookup, and response timeout
     */
    OverloadRun(CapacityServer server, String provider, int limit, Duration deadline) throws Exception {
        component.getApidirect().setMaxConcurrentRequests((long) limit);
        component.getDumplingai().setMaxConcurrentRequests((long) limit);
        component.getPeekalink().setMaxConcurrentRequests((long) limit);
        component.getApidirect().setMaxQueuedRequests(QUEUE);
        component.getDumplingai().setMaxQueuedRequests(QUEUE);
        component.getPeekalink().setMaxQueuedRequests(QUEUE);
        context.disableJMX();
        context.addComponent("tiktok", component);
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(noErrorHandler());
                from("direct:lookup")
                        .to("tiktok:user?provider=" + provider + "&apiKey=" + HostileRoutes.KEY + "&baseUrl="
                                + server.uri() + "/" + provider + "&deadline=" + deadline.toMillis()
                                + "&responseTimeout=" + deadline.toMillis());
            }
        });
        context.start();
        producer = context.getEndpoint("direct:lookup").createAsyncProducer();
        producer.start();
    }

    /** Runs a scenario and returns its figures. */
    static OverloadFigures of(OverloadScenario scenario) throws Exception {
        try (CapacityServer server = CapacityServer.start(new Planned(scenario, System.nanoTime()));
                OverloadRun run = new OverloadRun(server, scenario.provider(), scenario.limit(), scenario.deadline())) {
            return run.measure(scenario, server);
        }
    }

    private OverloadFigures measure(OverloadScenario scenario, CapacityServer server) throws Exception {
        WakeUpLatency wakeUpLatency = new WakeUpLatency();
        long start = System.nanoTime();
        server.answers(new Planned(scenario, start));
        List<Sent> load = new ArrayList<>();
        CountDownLatch missing = new CountDownLatch(scenario.lookups());
        for (int i = 0; i < scenario.lookups(); i++) {
            waitUntil(start + scenario.arrival(i));
            load.add(send("creator." + i, missing));
        }
        long end = Math.max(System.nanoTime(), start + scenario.duration().toNanos());
        waitUntil(end);
        long wakeUp = wakeUpLatency.stop();
        waitUntil(end + scenario.deadline().toNanos());
        List<String> openCircuits = List.of(component.getOpenCircuits());
        CountDownLatch missingProbes = new CountDownLatch(scenario.limit());
        List<Sent> probes = new ArrayList<>();
        for (int i = 0; i < scenario.limit(); i++) {
            probes.add(send("probe." + i, missingProbes));
        }
        await(missing, scenario);
        await(missingProbes, scenario);
        int recovered = (int) probes.stream()
                .filter(probe -> probe.isServed() && probe.attempts == 1)
                .count();
        Awaitility.await().atMost(PATIENCE).until(() -> server.openNow() == 0);
        return figures(scenario, server, load, new Window(start, end, wakeUp), openCircuits, recovered);
    }

    /** Runs concurrent lookups of distinct creators, and returns them when all have ended. */
    List<Sent> atOnce(int lookups) throws InterruptedException {
        CountDownLatch missing = new CountDownLatch(lookups);
        List<Sent> all = new ArrayList<>();
        for (int i = 0; i < lookups; i++) {
            all.add(send("creator." + i, missing));
        }
        missing.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        return all;
    }

    /** Runs lookups in batches, and returns the total time. */
    Duration closedLoop(int lookups, int atOnce) throws InterruptedException {
        long start = System.nanoTime();
        for (int i = 0; i < lookups; i += atOnce) {
            atOnce(atOnce);
        }
        return Duration.ofNanos(System.nanoTime() - start);
    }

    private Sent send(String handle, CountDownLatch missing) {
        Exchange exchange = new DefaultExchange(context);
        exchange.getMessage().setBody("@" + handle);
        Sent sent = new Sent(handle);
        producer.process(exchange, isSynchronous -> {
            sent.ended(exchange);
            missing.countDown();
        });
        return sent;
    }

    private static void await(CountDownLatch missing, OverloadScenario scenario) throws InterruptedException {
        missing.await(scenario.deadline().plus(PATIENCE).toMillis(), TimeUnit.MILLISECONDS);
    }

    private static void waitUntil(long nanoTime) {
        for (long wait = nanoTime - System.nanoTime(); wait > 0; wait = nanoTime - System.nanoTime()) {
            LockSupport.parkNanos(wait);
        }
    }

    private record Window(long start, long end, long wakeUp) {}

    private static OverloadFigures figures(
            OverloadScenario scenario,
            CapacityServer server,
            List<Sent> load,
            Window window,
            List<String> openCircuits,
            int recovered) {
        List<CapacityServer.Call> calls = server.calls().stream()
                .filter(call ->
                        call.began() < window.end() + scenario.deadline().toNanos())
                .toList();
        long lateness = (long) calls.stream()
                .mapToLong(call -> call.ended() - call.began() - call.planned())
                .average()
                .orElse(0);
        double possible = new IdealClient(scenario, lateness, window.wakeUp())
                .answers(
                        load.stream().map(sent -> sent.start - window.start()).toList(), window.end() - window.start());
        Set<String> found =
                load.stream().filter(Sent::isServed).map(sent -> sent.handle).collect(Collectors.toSet());
        double answers = calls.stream()
                .filter(call -> found.contains(call.subject()))
                .mapToDouble(call -> call.before(window.end()))
                .sum();
        long[] served = load.stream()
                .filter(Sent::isServed)
                .mapToLong(sent -> sent.took().toNanos())
                .sorted()
                .toArray();
        List<Sent> refused = load.stream().filter(Sent::isRefused).toList();
        Map<String, Integer> failures = new TreeMap<>();
        load.stream()
                .filter(sent -> !sent.isServed() && !sent.isRefused())
                .forEach(sent -> failures.merge(name(sent.failure()), 1, Integer::sum));
        return new OverloadFigures(
                scenario,
                load.size(),
                served.length,
                refused.size(),
                (int) refused.stream()
                        .filter(sent ->
                                sent.took().compareTo(scenario.deadline().dividedBy(AT_ONCE)) <= 0)
                        .count(),
                calls.size(),
                calls.stream().filter(call -> !call.delivered()).count(),
                answers / possible,
                server.mostOpen(),
                Duration.ofNanos(window.wakeUp()),
                percentile(served, 0.5),
                percentile(served, 0.99),
                load.stream().map(Sent::took).max(Duration::compareTo).orElse(Duration.ZERO),
                failures,
                openCircuits,
                (int) load.stream().filter(sent -> sent.ends.get() != 1).count(),
                recovered);
    }

    private static String name(@Nullable Throwable failure) {
        if (failure == null) {
            return "lost";
        }
        return failure.getClass().getSimpleName()
                + (failure instanceof TikTokException known && known.attempts() == 0 ? " without a call" : "");
    }

    private static Duration percentile(long[] sorted, double share) {
        return sorted.length == 0
                ? Duration.ZERO
                : Duration.ofNanos(sorted[(int) Math.ceil(share * sorted.length) - 1]);
    }

    @Override
    public void close() throws Exception {
        producer.stop();
        context.close();
    }

    /** Successful responses with the response times of the scenario. */
    private record Planned(OverloadScenario scenario, long start) implements CapacityServer.Answers {

        @Override
        public long nanos(long call, long nanoTime) {
            double progress = (nanoTime - start) / (double) scenario.duration().toNanos();
            return (long) (scenario.times().of(call, progress)
                    * scenario.responseTime().toNanos());
        }

        @Override
        public CapacityServer.Reply to(IncomingCall call) {
            return CapacityServer.Reply.good(call);
        }
    }
}
