package io.github.cameltiktok.pipeline.scale;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameltiktok.pipeline.broker.EmbeddedBroker;
import io.github.cameltiktok.pipeline.broker.FreePort;
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
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A million requests wait, more than fit into the memory of the instance, and the provider is slow. The instance reads at most
 * its window. Runs with {@code mvn verify -Pscale}, and for 60 s instead of 40 s with {@code -Dscale=full}.
 */
final class BackPressureRun {

    private static final String PROVIDER = "dumplingai";
    private static final String PREFIX = "back-pressure";
    private static final int PARTITIONS = 12;
    private static final int REQUESTS = 1_000_000;
    private static final String HEAP = "64m";
    private static final int PERMITS = 16;
    private static final Duration LATENCY = Duration.ofMillis(150);
    private static final int WINDOW = 64;
    private static final int POLL = 16;
    private static final int SECONDS = RunLength.fullOr(60, 40);
    private static final int WARM = 10;
    private static final int AVERAGED = 10;
    /** Megabytes. */
    private static final double MOST_GROWTH = 3;

    @TempDir
    private Path folder;

    private final Topics topics = Topics.of(PREFIX);

    /** A sample. The heap is in megabytes, before and after a garbage collection. */
    private record Sample(double seconds, double usedHeap, double liveHeap, long inFlight, long lag) {

        String line() {
            return String.format(Locale.ROOT, "%.1f,%.1f,%.1f,%d,%d", seconds, usedHeap, liveHeap, inFlight, lag);
        }
    }

    @Test
    void memoryIsLimitedByWindow() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start();
                Sandbox sandbox = Sandbox.start(SandboxOptions.defaults().withLatency(LATENCY))) {
            TopicSetup.createMissing(broker.address(), topics, PARTITIONS);
            long start = System.nanoTime();
            DistinctRequests.send(broker.address(), topics.requests(), 0, REQUESTS);
            System.out.printf(Locale.ROOT, "%d requests sent in %.1f s%n", REQUESTS, secondsSince(start));
            int port = FreePort.find();
            List<String> jvm = new ArrayList<>(RemoteHeap.options(port));
            jvm.addAll(List.of("-Xmx" + HEAP, "-XX:+UseSerialGC", "-XX:+ExitOnOutOfMemoryError"));
            try (PipelineProcess instance = PipelineProcess.start(
                    broker.address(), PREFIX, List.of(), jvm, settings(sandbox), folder.resolve("output.txt"))) {
                new InstanceGroup(broker.address(), topics.requests())
                        .awaitEvenShares(topics.requests(), PARTITIONS, List.of(instance));
                List<Sample> samples = watch(instance, port);
                long calls = sandbox.calls(PROVIDER);
                System.out.print(instance.output());
                print(samples);
                check(samples, calls);
                assertThat(instance.output()).doesNotContain("OutOfMemoryError");
            }
        }
    }

    private List<Sample> watch(PipelineProcess instance, int port) {
        List<Sample> samples = new ArrayList<>();
        long start = System.nanoTime();
        try (RemoteHeap heap = RemoteHeap.connect(port)) {
            Awaitility.await()
                    .pollInSameThread()
                    .pollDelay(Duration.ofSeconds(1))
                    .pollInterval(Duration.ofSeconds(1))
                    .atMost(Duration.ofSeconds(2L * SECONDS))
                    .failFast("the instance has ended", () -> !instance.isAlive())
                    .until(() -> {
                        samples.add(sample(instance, heap, start));
                        return secondsSince(start) >= SECONDS;
                    });
        }
        return samples;
    }

    private Sample sample(PipelineProcess instance, RemoteHeap heap, long start) {
        String metrics = instance.metrics();
        double used = heap.used();
        return new Sample(
                secondsSince(start),
                used,
                heap.live(),
                PipelineProcess.value(metrics, meter("in_flight")),
                PipelineProcess.value(metrics, meter("lag")));
    }

    private String meter(String name) {
        return "tiktok_pipeline_" + name + "{topic=\"" + topics.requests() + "\"}";
    }

    private static void check(List<Sample> samples, long calls) {
        assertThat(samples).hasSizeGreaterThan(SECONDS / 2);
        assertThat(samples).allSatisfy(sample -> assertThat(sample.inFlight()).isBetween(1L, (long) WINDOW + POLL));
        // By then the cache is full, and memory use is constant.
        double before = averageLive(samples.subList(WARM, WARM + AVERAGED));
        double after = averageLive(samples.subList(samples.size() - AVERAGED, samples.size()));
        assertThat(after).isLessThan(before + MOST_GROWTH);
        for (int i = 1; i < samples.size(); i++) {
            // Lag is observed every 2 s.
            assertThat(samples.get(i).lag())
                    .isLessThanOrEqualTo(samples.get(i - 1).lag());
        }
        Sample last = samples.get(samples.size() - 1);
        assertThat(last.lag()).isBetween(REQUESTS - calls, REQUESTS - calls + 8 * (WINDOW + POLL));
        assertThat(last.lag()).isGreaterThan(REQUESTS * 9L / 10);
    }

    private static double averageLive(List<Sample> samples) {
        return samples.stream().mapToDouble(Sample::liveHeap).average().orElseThrow();
    }

    private static void print(List<Sample> samples) throws IOException {
        List<String> lines = new ArrayList<>();
        lines.add("seconds,used_mb,live_mb,in_flight,lag");
        samples.forEach(sample -> lines.add(sample.line()));
        Files.write(Path.of("target", "back-pressure.csv"), lines);
        MarkdownTable table = new MarkdownTable("Seconds", "Heap used, MB", "After collecting, MB", "In flight", "Lag");
        for (int i = 0; i < samples.size(); i++) {
            if (i == 0 || (i + 1) % 5 == 0 || i == samples.size() - 1) {
                Sample sample = samples.get(i);
                table.row(sample.seconds(), sample.usedHeap(), sample.liveHeap(), sample.inFlight(), sample.lag());
            }
        }
        table.print();
    }

    private Map<String, String> settings(Sandbox sandbox) {
        Map<String, String> settings = new HashMap<>(PipelineProcess.provider(sandbox, PROVIDER, PERMITS));
        settings.put("camel.component.kafka.group-id", topics.requests());
        settings.put("camel.component.kafka.max-poll-records", Integer.toString(POLL));
        settings.put("pipeline.max-in-flight", Integer.toString(WINDOW));
        return settings;
    }

    private static double secondsSince(long start) {
        return (System.nanoTime() - start) / 1e9;
    }
}
