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
 * API Direct takes three calls at a time of a key. An instance keeps to what it is told, but knows nothing of the others: what
 * happens when three instances share a key, and each believes that the three places are its own. Runs with {@code mvn verify
 * -Pscale}.
 */
@TestMethodOrder(MethodOrderer.MethodName.class)
final class LimitRun {

    private static final String PROVIDER = "apidirect";
    private static final int PARTITIONS = 12;
    private static final int REQUESTS = 120;
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
    void oneInstanceWithThreePlacesIsNeverRefused() {
        run(1, 3);

        assertThat(refused()).isZero();
        assertThat(sandbox.maxConcurrentSeen(PROVIDER, "video")).isEqualTo(3);
    }

    @Test
    void threeInstancesWithOnePlaceEachAreNeverRefused() {
        run(3, 1);

        assertThat(refused()).isZero();
        assertThat(sandbox.maxConcurrentSeen(PROVIDER, "video")).isEqualTo(3);
    }

    /**
     * The provider bills no refusal, so what is lost is time, and that is much: each instance leaves a provider that refuses
     * every other call alone for half a minute.
     */
    @Test
    void threeInstancesWithThreePlacesEachAreRefusedAndLoseNothing() {
        run(3, 3);

        assertThat(refused()).isPositive();
        assertThat(sandbox.billedCalls(PROVIDER)).isEqualTo(REQUESTS);
    }

    private long refused() {
        return sandbox.calls(PROVIDER) - sandbox.billedCalls(PROVIDER);
    }

    private void run(int count, int callsAtATime) {
        String prefix = "limit-" + count + '-' + callsAtATime;
        Topics topics = Topics.of(prefix);
        TopicSetup.createMissing(broker.address(), topics, PARTITIONS);
        List<PipelineProcess> instances = new ArrayList<>();
        try (Outcomes outcomes = new Outcomes(broker.address(), topics)) {
            for (int i = 0; i < count; i++) {
                Path output = folder.resolve(i + ".txt");
                instances.add(PipelineProcess.start(broker.address(), prefix, settings(topics, callsAtATime), output));
            }
            new Group(broker.address(), topics.requests()).awaitEvenShares(topics.requests(), PARTITIONS, instances);
            Requests.send(broker.address(), topics.requests(), 0, REQUESTS);
            int ended = outcomes.await(REQUESTS, Duration.ofMinutes(5));
            TABLE.row(
                    count,
                    callsAtATime,
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

    private Map<String, String> settings(Topics topics, int callsAtATime) {
        String provider = "camel.component.tiktok." + PROVIDER;
        return Map.of(
                "camel.component.kafka.group-id",
                topics.requests(),
                "camel.component.tiktok.provider",
                PROVIDER,
                provider + ".base-url",
                sandbox.baseUrl(PROVIDER).toString(),
                provider + ".api-key",
                sandbox.apiKey(PROVIDER),
                provider + ".max-concurrent-requests",
                Integer.toString(callsAtATime),
                // In place of 30 s: the run is to be over soon.
                "pipeline.retry-delay",
                "1s");
    }
}
