package io.github.cameltiktok.pipeline.scale;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameltiktok.pipeline.broker.EmbeddedBroker;
import io.github.cameltiktok.pipeline.kafka.TopicSetup;
import io.github.cameltiktok.pipeline.kafka.Topics;
import io.github.cameltiktok.pipeline.process.MarkdownTable;
import io.github.cameltiktok.pipeline.process.PipelineProcess;
import io.github.cameltiktok.sandbox.Sandbox;
import io.github.cameltiktok.sandbox.SandboxOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Measures the requests per second of one, two and four instances, each a process. The latency of the provider and the permits of
 * an instance limit the rate. Runs with {@code mvn verify -Pscale}: one round, or three with {@code -Dscale=full} and if other load
 * disturbs the first.
 *
 * <p>The rate is that of the middle 80 % of the outcomes, by the timestamps that the instances write.
 */
final class ScaleRun {

    private static final String PROVIDER = "dumplingai";
    private static final List<Integer> INSTANCES = List.of(1, 2, 4);
    private static final int MOST_ROUNDS = 3;
    private static final int ROUNDS = RunLength.fullOr(MOST_ROUNDS, 1);
    private static final double LEAST_GROWTH = 1.6;
    private static final int PARTITIONS = 12;
    private static final int PERMITS = 10;
    private static final Duration LATENCY = Duration.ofMillis(250);
    private static final Duration LENGTH = Duration.ofSeconds(12);
    /** Requests per instance before the measurement, so that its code is compiled. */
    private static final int WARM_UP = 150;

    private static final double IDEAL = PERMITS * 1e3 / LATENCY.toMillis();
    private static final Path CSV = Path.of("target", "scale.csv");

    @TempDir
    private Path folder;

    private final List<Measurement> measurements = new ArrayList<>();

    /**
     * The result for one number of instances in one round.
     *
     * @param seconds from the first outcome to the last
     * @param rate outcomes a second in the middle 80 %
     */
    private record Measurement(int round, int instances, int requests, double seconds, double rate) {

        String line() {
            return String.format(
                    Locale.ROOT,
                    "%d,%d,%d,%.3f,%.1f,%.1f",
                    round,
                    instances,
                    requests,
                    seconds,
                    rate,
                    instances * IDEAL);
        }
    }

    @Test
    void throughputGrowsWithInstances() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start();
                Sandbox sandbox = Sandbox.start(SandboxOptions.defaults().withLatency(LATENCY))) {
            for (int round = 1; round <= ROUNDS || (round <= MOST_ROUNDS && !hasGrown()); round++) {
                for (int instances : INSTANCES) {
                    measure(broker.address(), sandbox, round, instances);
                }
            }
        }
        writeCsv();
        printTable();

        assertThat(median(2)).isGreaterThan(LEAST_GROWTH * median(1));
        assertThat(median(4)).isGreaterThan(LEAST_GROWTH * median(2));
    }

    private boolean hasGrown() {
        return median(2) > LEAST_GROWTH * median(1) && median(4) > LEAST_GROWTH * median(2);
    }

    private void measure(String brokers, Sandbox sandbox, int round, int count) {
        String prefix = "scale-" + round + '-' + count;
        Topics topics = Topics.of(prefix);
        TopicSetup.createMissing(brokers, topics, PARTITIONS);
        int requests = (int) (count * IDEAL * LENGTH.toSeconds());
        List<PipelineProcess> instances = new ArrayList<>();
        try (OutcomeTimes outcomes = new OutcomeTimes(brokers, topics)) {
            for (int i = 0; i < count; i++) {
                Path output = folder.resolve(topics.requests() + '-' + i + ".txt");
                instances.add(PipelineProcess.start(brokers, prefix, settings(sandbox, topics), output));
            }
            new InstanceGroup(brokers, topics.requests()).awaitEvenShares(topics.requests(), PARTITIONS, instances);
            DistinctRequests.send(brokers, topics.requests(), 0, WARM_UP * count);
            outcomes.await(WARM_UP * count, LENGTH.multipliedBy(5));
            outcomes.reset();
            sandbox.clearLog();
            DistinctRequests.send(brokers, topics.requests(), WARM_UP * count, requests);
            int ended = outcomes.await(requests, LENGTH.multipliedBy(5));

            assertThat(ended).isEqualTo(requests);
            assertThat(outcomes.videos()).isEqualTo(requests);
            assertThat(sandbox.calls(PROVIDER)).isEqualTo(requests);
            // Shows that the settings have taken effect.
            assertThat(sandbox.maxConcurrentSeen(PROVIDER, "video"))
                    .isBetween(count * PERMITS * 3 / 4, count * PERMITS);
            Measurement measurement = new Measurement(round, count, requests, outcomes.seconds(), outcomes.rate());
            measurements.add(measurement);
            System.out.println("round,instances,requests,seconds,rate,ideal: " + measurement.line());
        } finally {
            instances.forEach(PipelineProcess::close);
        }
    }

    private static Map<String, String> settings(Sandbox sandbox, Topics topics) {
        Map<String, String> settings = new HashMap<>(PipelineProcess.provider(sandbox, PROVIDER, PERMITS));
        settings.put("camel.component.kafka.group-id", topics.requests());
        return settings;
    }

    private void writeCsv() throws IOException {
        List<String> lines = new ArrayList<>();
        lines.add("round,instances,requests,seconds,rate,ideal");
        measurements.forEach(measurement -> lines.add(measurement.line()));
        Files.write(CSV, lines);
    }

    private void printTable() {
        MarkdownTable table = new MarkdownTable(
                "Instances",
                "Requests a second (lowest–highest)",
                "Ideal",
                "Of the ideal",
                "Of one instance's, n times");
        for (int instances : INSTANCES) {
            List<Double> rates = rates(instances);
            table.row(
                    instances,
                    String.format(
                            Locale.ROOT,
                            "%.1f (%.1f–%.1f)",
                            median(instances),
                            rates.get(0),
                            rates.get(rates.size() - 1)),
                    instances * IDEAL,
                    percent(median(instances), instances * IDEAL),
                    percent(median(instances), instances * median(1)));
        }
        table.print();
    }

    private static String percent(double of, double whole) {
        return Math.round(100 * of / whole) + " %";
    }

    private double median(int instances) {
        List<Double> rates = rates(instances);
        return rates.get(rates.size() / 2);
    }

    private List<Double> rates(int instances) {
        return measurements.stream()
                .filter(measurement -> measurement.instances() == instances)
                .map(Measurement::rate)
                .sorted()
                .toList();
    }
}
