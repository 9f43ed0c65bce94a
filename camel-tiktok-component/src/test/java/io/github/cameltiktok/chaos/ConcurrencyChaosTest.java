package io.github.cameltiktok.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameltiktok.TikTokComponent;
import io.github.cameltiktok.sandbox.ProviderCall;
import io.github.cameltiktok.sandbox.Sandbox;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;

/** A thousand lookups with a limit of three concurrent calls. */
final class ConcurrencyChaosTest {

    private static final int LOOKUPS = 1_000;
    private static final int PERMITS = Sandbox.API_DIRECT_CONCURRENCY_LIMIT;
    private static final Duration LATENCY = Duration.ofMillis(200);
    private static final double ALLOWANCE = 1.02;
    private static final int MEASUREMENTS = 3;
    private static final Duration DEADLINE = Duration.ofMinutes(3);

    /** The best measurement counts, because other load on the machine only adds time. */
    @Test
    void thousandLookupsUseAllPermitsWithoutARefusal() throws Exception {
        double best = timeOverMinimum();
        for (int i = 1; best > ALLOWANCE && i < MEASUREMENTS; i++) {
            best = Math.min(best, timeOverMinimum());
        }

        assertThat(best).isLessThanOrEqualTo(ALLOWANCE);
    }

    /**
     * Returns the time of all lookups, relative to the minimum. The sandbox's latency is a lower bound that it exceeds on a
     * busy machine. So bare clients, one per permit, call another resource meanwhile. The minimum is the time in which
     * they complete as many calls.
     */
    private static double timeOverMinimum() throws Exception {
        try (Sandbox sandbox = Sandbox.start();
                DefaultCamelContext context = new DefaultCamelContext()) {
            context.disableJMX();
            TikTokComponent component = new TikTokComponent();
            component.getApidirect().setBaseUrl(sandbox.baseUrl("apidirect").toString());
            component.getApidirect().setApiKey(sandbox.apiKey("apidirect"));
            component.getApidirect().setMaxQueuedRequests(LOOKUPS);
            component.getConfiguration().setDeadline(DEADLINE.toMillis());
            context.addComponent("tiktok", component);
            context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:user").to("tiktok:user?provider=apidirect");
                    from("direct:video").to("tiktok:video?provider=apidirect");
                }
            });
            context.start();
            // Warm-up: classes and connections.
            new LoadGenerator(context, PERMITS).run(lookups("direct:video", 60));
            bareCall(sandbox);
            sandbox.latency(LATENCY);
            sandbox.clearLog();
            BareClients bare = new BareClients(sandbox);
            int bareBefore = bare.calls();

            long start = System.nanoTime();
            LoadSummary summary = new LoadGenerator(context, LOOKUPS).run(lookups("direct:user", LOOKUPS));
            double millis = (System.nanoTime() - start) / 1e6;

            double bareCalls = bare.calls() - bareBefore;
            bare.close();
            List<ProviderCall> calls = sandbox.calls().stream()
                    .filter(call -> call.resource().equals("user"))
                    .toList();
            int mostAtOnce = sandbox.maxConcurrentSeen("apidirect", "user");
            double byLatency = Math.ceil((double) LOOKUPS / PERMITS) * LATENCY.toMillis();
            double byBareClients = millis * LOOKUPS / bareCalls;
            System.out.printf(
                    "concurrency: %d lookups, %d permits, latency %d ms: %.0f ms; minimum by the latency %.0f ms (%+.2f %%), by"
                            + " bare clients at the same time %.0f ms (%+.2f %%); at most %d at once, %d times 429%n",
                    LOOKUPS,
                    PERMITS,
                    LATENCY.toMillis(),
                    millis,
                    byLatency,
                    100 * (millis / byLatency - 1),
                    byBareClients,
                    100 * (millis / byBareClients - 1),
                    mostAtOnce,
                    calls.stream().filter(call -> call.status() == 429).count());
            assertThat(summary.results()).isEqualTo(LOOKUPS);
            assertThat(summary.attempts()).isEqualTo(LOOKUPS);
            assertThat(calls).hasSize(LOOKUPS).allMatch(call -> call.status() == 200);
            assertThat(mostAtOnce).isEqualTo(PERMITS);
            assertThat(bareCalls).as("calls of the bare clients").isGreaterThan(0.95 * LOOKUPS);
            return millis / Math.max(byLatency, byBareClients);
        }
    }

    private static List<LoadGenerator.Lookup> lookups(String route, int number) {
        return IntStream.range(0, number)
                .mapToObj(i -> {
                    LoadGenerator.Lookup lookup = HostileRoutes.lookup(route, i);
                    return new LoadGenerator.Lookup(route, lookup.body(), lookup.subject(), DEADLINE);
                })
                .toList();
    }

    /** Clients without the component, one per permit, each with one call after the other. */
    private static final class BareClients implements AutoCloseable {

        private final ExecutorService threads = Executors.newFixedThreadPool(PERMITS);
        private final AtomicInteger done = new AtomicInteger();
        private volatile boolean closed;

        BareClients(Sandbox sandbox) {
            for (int i = 0; i < PERMITS; i++) {
                threads.execute(() -> {
                    while (!closed) {
                        bareCall(sandbox);
                        done.incrementAndGet();
                    }
                });
            }
        }

        int calls() {
            return done.get();
        }

        @Override
        public void close() throws InterruptedException {
            closed = true;
            threads.shutdown();
            assertThat(threads.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
        }
    }

    private static void bareCall(Sandbox sandbox) {
        try {
            URI uri = URI.create(sandbox.baseUrl("apidirect") + "/v1/tiktok/video?video_id=7311111111111111111");
            HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection();
            connection.setRequestProperty("X-API-Key", sandbox.apiKey("apidirect"));
            try (InputStream body = connection.getInputStream()) {
                body.readAllBytes();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
