package io.github.cameltiktok.gateway.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Measures deliveries to good endpoints, alone and next to a silent, a dripping and a failing endpoint. Runs with
 * {@code mvn verify -Pload}; {@code -Dneighbours.rounds=15} is the published run.
 */
final class BadNeighboursRun {

    private static final int ROUNDS = Integer.getInteger("neighbours.rounds", 2);
    /** So many that their limit of 5/s, 2,000/s together, is more than the gateway sends on two cores. */
    private static final int GOOD_ENDPOINTS = 400;

    private static final int DELIVERIES = 4;

    /** Of each bad endpoint: none, those of a batch, and far more than a watch ever has. */
    private static final List<Integer> BACKLOGS = List.of(0, 100, 1_000);

    private static final Duration PATIENCE = Duration.ofMinutes(5);
    /** The limits of production, and longer times, because no attempt of a bad endpoint is to end meanwhile. */
    private static final DeliverySettings SETTINGS = new DeliverySettings(
            Duration.ofSeconds(20),
            Duration.ofSeconds(30),
            Duration.ofSeconds(60),
            DeliverySettings.defaults().perSecond(),
            DeliverySettings.defaults().perEndpoint(),
            DeliverySettings.defaults().inFlight(),
            DeliverySettings.defaults().routeInFlight(),
            Duration.ofDays(5));

    @TempDir
    private Path folder;

    @Test
    void goodEndpointsAreServedNextToBadOnes() throws IOException {
        Map<Integer, List<Double>> rates = new TreeMap<>();
        // The first round warms up. In turns, and each begins one later, because the machine's speed changes.
        for (int round = 0; round <= ROUNDS; round++) {
            for (int i = 0; i < BACKLOGS.size(); i++) {
                int backlog = BACKLOGS.get((round + i) % BACKLOGS.size());
                double rate = perSecond(backlog);
                if (round > 0) {
                    rates.computeIfAbsent(backlog, any -> new ArrayList<>()).add(rate);
                }
            }
        }
        rates.values().forEach(each -> each.sort(null));
        double alone = median(rates.get(0));
        rates.forEach((backlog, sorted) -> System.out.printf(
                Locale.ROOT,
                "Bad neighbours: 3 endpoints with %d deliveries each, rounds = %d, deliveries/s to %d good endpoints: median %.0f"
                        + " (%.0f to %.0f), slower than alone by %.1f %%%n",
                backlog,
                ROUNDS,
                GOOD_ENDPOINTS,
                median(sorted),
                sorted.get(0),
                sorted.get(ROUNDS - 1),
                100 * (1 - median(sorted) / alone)));
    }

    /** Returns the deliveries per second to good endpoints, until all of them have arrived. */
    private double perSecond(int backlog) throws IOException {
        try (SocketReceiver silent = SocketReceiver.silent();
                SocketReceiver dripping = SocketReceiver.of(BadNeighboursRun::drip);
                Receiver failing = new Receiver().answer(500, Map.of(), "down");
                Receiver good = new Receiver();
                DeliveryFixture gateway =
                        DeliveryFixture.onSqlite(Files.createTempDirectory(folder, "round"), SETTINGS)) {
            for (String url : List.of(silent.url("/"), dripping.url("/"), failing.url("/"))) {
                enqueue(gateway, url, backlog);
            }
            for (int i = 0; i < GOOD_ENDPOINTS; i++) {
                enqueue(gateway, good.url("/" + i), DELIVERIES);
            }
            int expected = GOOD_ENDPOINTS * DELIVERIES;
            Instant began = gateway.clock.instant();
            long start = System.nanoTime();
            Awaitility.await()
                    .atMost(PATIENCE)
                    .pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(10))
                    .until(() -> {
                        gateway.clock.set(began.plusNanos(System.nanoTime() - start));
                        gateway.send();
                        return good.count() >= expected;
                    });
            double seconds = (System.nanoTime() - start) / 1e9;
            assertThat(good.count()).isEqualTo(expected);
            return expected / seconds;
        }
    }

    private static void enqueue(DeliveryFixture gateway, String url, int count) {
        String endpoint = gateway.endpoint(url).id();
        for (int i = 0; i < count; i++) {
            gateway.enqueue(endpoint);
        }
    }

    private static void drip(SocketReceiver.Connection connection) throws IOException {
        connection.write("HTTP/1.1 200 OK\r\n");
        for (int i = 0; ; i++) {
            connection.write("X-" + i + ": drip\r\n");
            Awaitility.await().pollDelay(Duration.ofMillis(50)).until(() -> true);
        }
    }

    private static double median(List<Double> sorted) {
        int size = sorted.size();
        return (sorted.get((size - 1) / 2) + sorted.get(size / 2)) / 2;
    }
}
