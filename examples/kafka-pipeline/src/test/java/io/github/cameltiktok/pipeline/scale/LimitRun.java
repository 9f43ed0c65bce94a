package io.github.cameltiktok.pipeline.scale;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameltiktok.pipeline.broker.EmbeddedBroker;
import io.github.cameltiktok.pipeline.kafka.TopicSetup;
import io.github.cameltiktok.pipeline.kafka.Topics;
import io.github.cameltiktok.pipeline.process.MarkdownTable;
import io.github.cameltiktok.pipeline.process.PipelineProcess;
import io.github.cameltiktok.sandbox.Sandbox;
import io.github.cameltiktok.sandbox.SandboxOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * API Direct allows three concurrent calls per key. The limit of an instance does not include other instances. The run shows
 * the effect of three instances that share a key and have three permits each. Runs with {@code mvn verify
 * -Pscale}: 60 requests each, or 120 with {@code -Dscale=full}.
 */
@TestMethodOrder(MethodOrderer.MethodName.class)
final class LimitRun {

    private static final String PROVIDER = "apidirect";
    private static final int PARTITIONS = 12;
    private static final int REQUESTS = RunLength.fullOr(120, 60);
    private static final Duration LATENCY = Duration.ofMillis(100);
    private static final MarkdownTable TABLE = new MarkdownTable(
            "Instances", "Calls at a time of each", "Requests", "Calls", "Refused", "Retries", "Videos", "Seconds");

    private static EmbeddedBroker broker;

    @TempDir
    private Path folder;

    private Sandbox sandbox;

    @BeforeAll
    static void startBroker() {
        broker = EmbeddedBroker.start();
    }

    @BeforeEach
    void startSandbox() {
        sandbox = Sandbox.start(SandboxOptions.defaults().withLatency(LATENCY));
    }

    @AfterEach
    void stopSandbox() {
        sandbox.close();
    }

    @AfterAll
    static void stopBroker() {
        TABLE.print();
        broker.close();
    }

    @Test
    void oneInstanceWithThreePermitsIsNeverRefused() {
        run(1, 3);

        assertThat(refused()).isZero();
        assertThat(sandbox.maxConcurrentSeen(PROVIDER, "video")).isEqualTo(3);
    }

    @Test
    void threeInstancesWithOnePermitEachAreNeverRefused() {
        run(3, 1);

        assertThat(refused()).isZero();
        assertThat(sandbox.maxConcurrentSeen(PROVIDER, "video")).isEqualTo(3);
    }

    /**
     * Refusals are not billed, but they cost time: with half of its calls refused, an instance opens its circuit breaker
     * for 30 s.
     */
    @Test
    void threeInstancesWithThreePermitsEachAreRefusedAndLoseNoRequest() {
        run(3, 3);

        assertThat(refused()).isPositive();
        assertThat(sandbox.billedCalls(PROVIDER)).isEqualTo(REQUESTS);
    }

    private long refused() {
        return sandbox.calls(PROVIDER) - sandbox.billedCalls(PROVIDER);
    }

    private void run(int count, int permits) {
        String prefix = "limit-" + count + '-' + permits;
        Topics topics = Topics.of(prefix);
        TopicSetup.createMissing(broker.address(), topics, PARTITIONS);
        List<PipelineProcess> instances = new ArrayList<>();
        try (OutcomeTimes outcomes = new OutcomeTimes(broker.address(), topics)) {
            for (int i = 0; i < count; i++) {
                Path output = folder.resolve(i + ".txt");
                instances.add(PipelineProcess.start(broker.address(), prefix, settings(topics, permits), output));
            }
            new InstanceGroup(broker.address(), topics.requests())
                    .awaitEvenShares(topics.requests(), PARTITIONS, instances);
            DistinctRequests.send(broker.address(), topics.requests(), 0, REQUESTS);
            int ended = outcomes.await(REQUESTS, Duration.ofMinutes(5));
            TABLE.row(
                    count,
                    permits,
                    REQUESTS,
                    sandbox.calls(PROVIDER),
                    refused(),
                    outcomes.retries(),
                    outcomes.videos(),
                    outcomes.seconds());

            assertThat(ended).isEqualTo(REQUESTS);
            assertThat(outcomes.videos()).isEqualTo(REQUESTS);
            assertThat(outcomes.deadLetters()).isZero();
            assertThat(outcomes.retries()).isEqualTo((int) refused());
        } finally {
            instances.forEach(PipelineProcess::close);
        }
    }

    private Map<String, String> settings(Topics topics, int permits) {
        Map<String, String> settings = new HashMap<>(PipelineProcess.provider(sandbox, PROVIDER, permits));
        settings.put("camel.component.kafka.group-id", topics.requests());
        // In place of 30 s, so that the run ends soon.
        settings.put("pipeline.retry-delay", "1s");
        return settings;
    }
}
