package io.github.cameltiktok.pipeline.kill;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.cameltiktok.pipeline.broker.EmbeddedBroker;
import io.github.cameltiktok.pipeline.kafka.TopicSetup;
import io.github.cameltiktok.pipeline.kafka.Topics;
import io.github.cameltiktok.pipeline.process.PipelineProcess;
import io.github.cameltiktok.sandbox.Sandbox;
import io.github.cameltiktok.sandbox.SandboxOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills instances of the pipeline, each a process, at random moments while requests arrive, and replaces them. No request is
 * lost. Runs with {@code mvn verify -Pkill}; {@code -Dkill.seed=N} repeats the order of requests and kills, and {@code -Dkills=20}
 * is the number of kills of the published figures.
 *
 * <ul>
 *   <li>Each request has the outcome of its kind, a video or a dead letter, and never both.
 *   <li>Outcomes that were written twice, because of a kill between outcome and commit, are equal.
 *   <li>At the end all offsets are committed, and the instances stop on SIGTERM.
 * </ul>
 */
final class KilledInstancesRun {

    private static final long SEED = Long.getLong("kill.seed", new Random().nextInt(1_000_000));
    private static final int KILLS = Integer.getInteger("kills", 6);
    private static final int REQUESTS = 250 * KILLS;
    private static final int INSTANCES = 3;
    private static final int PARTITIONS = 6;
    private static final Duration BETWEEN_REQUESTS = Duration.ofMillis(20);
    private static final Duration LATENCY = Duration.ofMillis(20);
    private static final String PROVIDER = "apidirect";
    private static final String PREFIX = "kill";
    private static final String GROUP = "killed-instances";
    private static final Pattern MOMENTS =
            Pattern.compile("\"(retrievedAt|requestId|expiresAt|urlExpiresAt)\":\"[^\"]*\"|x-expires=\\d+");
    private static final Duration TIMEOUT = Duration.ofMinutes(4);

    @TempDir
    private Path folder;

    private final Random random = new Random(SEED);
    private final EmbeddedBroker broker = EmbeddedBroker.start();
    private final Sandbox sandbox = Sandbox.start(SandboxOptions.defaults().withLatency(LATENCY));
    private final Topics topics = Topics.of(PREFIX);
    private final ScheduledExecutorService time = Executors.newSingleThreadScheduledExecutor();
    private final List<PipelineProcess> instances = new ArrayList<>();
    private final List<Integer> unfinishedAtKills = new ArrayList<>();
    private int starts;

    @AfterEach
    void end() {
        time.shutdownNow();
        instances.stream().filter(PipelineProcess::isAlive).forEach(PipelineProcess::stop);
        sandbox.close();
        broker.close();
    }

    @Test
    void killedInstancesLoseNoRequest() throws Exception {
        System.out.println("Kill run: seed " + SEED + " (-Dkill.seed=" + SEED + " repeats it)");
        TopicSetup.createMissing(broker.address(), topics, PARTITIONS);
        List<NumberedRequest> requests = NumberedRequest.many(REQUESTS, SEED);
        for (int i = 0; i < INSTANCES; i++) {
            instances.add(start());
        }
        try (OutcomesByRequest outcomes = new OutcomesByRequest(broker.address(), topics);
                GroupOffsets commits = new GroupOffsets(broker.address(), GROUP)) {
            Awaitility.await()
                    .atMost(TIMEOUT)
                    .ignoreExceptionsInstanceOf(ExecutionException.class)
                    .until(() -> commits.assigned() == 2 * PARTITIONS);
            AtomicInteger sent = send(requests);
            for (int kill = 0; kill < KILLS; kill++) {
                killOneAt(momentOf(kill), sent, outcomes);
            }
            awaitAll(outcomes, commits);
            long stop = System.nanoTime();
            stopAll();
            System.out.printf("Kill run: all stopped in %.1f s%n", (System.nanoTime() - stop) / 1e9);

            assertThat(commits.behind(List.of(topics.requests(), topics.retries())))
                    .isEmpty();
            outcomes.readAll();
            printResult(requests, outcomes);
            assertThat(unfinishedAtKills).hasSize(KILLS).allMatch(unfinished -> unfinished > 0);
            for (NumberedRequest request : requests) {
                checkOutcomeOf(request, outcomes.of(request.number()));
            }
        }
    }

    /** Returns the moment of a kill, as a number of sent requests: random within an equal part for each kill. */
    private int momentOf(int kill) {
        int part = REQUESTS / (KILLS + 1);
        return part * kill + part / 2 + random.nextInt(part);
    }

    private void killOneAt(int moment, AtomicInteger sent, OutcomesByRequest outcomes) throws Exception {
        while (sent.get() < moment) {
            outcomes.read();
        }
        int index = random.nextInt(INSTANCES);
        unfinishedAtKills.add(sent.get() - outcomes.requests());
        instances.get(index).kill();
        instances.set(index, start());
    }

    private PipelineProcess start() {
        starts++;
        // The instances share the 3 permits that the provider has for their key.
        int permits = Sandbox.API_DIRECT_CONCURRENCY_LIMIT / INSTANCES;
        Map<String, String> settings = new HashMap<>(PipelineProcess.provider(sandbox, PROVIDER, permits));
        settings.put("camel.component.kafka.group-id", GROUP);
        // Lets killed instances leave the group within seconds.
        settings.put("camel.component.kafka.session-timeout-ms", "3000");
        settings.put("camel.component.kafka.heartbeat-interval-ms", "1000");
        settings.put("pipeline.max-retries", "2");
        settings.put("pipeline.retry-delay", "1s");
        settings.put("pipeline.max-retry-delay", "2s");
        return PipelineProcess.start(broker.address(), PREFIX, settings, folder.resolve("instance-" + starts + ".txt"));
    }

    /** Sends in the background, and returns the counter of sent requests. */
    private AtomicInteger send(List<NumberedRequest> requests) {
        AtomicInteger sent = new AtomicInteger();
        KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", broker.address()), new ByteArraySerializer(), new ByteArraySerializer());
        time.scheduleAtFixedRate(
                () -> {
                    if (sent.get() < requests.size()) {
                        producer.send(requests.get(sent.get()).record(topics.requests()));
                        sent.incrementAndGet();
                    } else {
                        producer.close();
                        time.shutdown();
                    }
                },
                0,
                BETWEEN_REQUESTS.toMillis(),
                TimeUnit.MILLISECONDS);
        return sent;
    }

    private void awaitAll(OutcomesByRequest outcomes, GroupOffsets commits) {
        Awaitility.await()
                .atMost(TIMEOUT)
                .pollInSameThread()
                .pollInterval(Duration.ofMillis(100))
                .untilAsserted(() -> {
                    outcomes.read();
                    assertThat(outcomes.requests()).isEqualTo(REQUESTS);
                    assertThat(commits.behind(List.of(topics.requests(), topics.retries())))
                            .isEmpty();
                });
    }

    private void stopAll() {
        instances.forEach(PipelineProcess::stop);
        for (PipelineProcess instance : instances) {
            instance.awaitEnd();
        }
    }

    private void checkOutcomeOf(NumberedRequest request, List<ConsumerRecord<byte[], byte[]>> records)
            throws IOException {
        assertThat(records).as("outcomes of %s", request).isNotEmpty();
        ConsumerRecord<byte[], byte[]> first = records.get(0);
        for (ConsumerRecord<byte[], byte[]> record : records) {
            assertThat(record.topic())
                    .as("topic of the outcome of %s", request)
                    .isEqualTo(request.kind().isVideo() ? topics.videos() : topics.deadLetters());
            for (String header : List.of("tiktok-request-partition", "tiktok-request-offset", "tiktok-error-class")) {
                assertThat(OutcomesByRequest.header(record, header))
                        .as(header)
                        .isEqualTo(OutcomesByRequest.header(first, header));
            }
            if (request.kind().isVideo()) {
                assertThat(text(record.key())).isEqualTo(request.videoId());
                assertThat(new ObjectMapper()
                                .readTree(record.value())
                                .path("id")
                                .asText())
                        .isEqualTo(request.videoId());
                assertThat(lasting(record)).isEqualTo(lasting(first));
            } else {
                assertThat(record.key()).isNull();
                assertThat(record.value()).isEqualTo(request.value());
            }
        }
    }

    /** Returns the JSON of a video without ids of calls, and without times that differ between calls. */
    private static String lasting(ConsumerRecord<byte[], byte[]> video) {
        return MOMENTS.matcher(text(video.value())).replaceAll("…");
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private void printResult(List<NumberedRequest> requests, OutcomesByRequest outcomes) {
        long lost = requests.stream()
                .filter(request -> outcomes.of(request.number()).isEmpty())
                .count();
        long both = requests.stream()
                .filter(request -> outcomes.of(request.number()).stream()
                                .map(ConsumerRecord::topic)
                                .distinct()
                                .count()
                        > 1)
                .count();
        System.out.printf(
                "Kill run: seed = %d, requests = %d, starts = %d, kills = %d (%d to %d requests unfinished), videos = %d,"
                        + " dead letters = %d, retries = %d, calls to the provider = %d, written twice = %d,"
                        + " video and dead letter = %d, lost = %d%n",
                SEED,
                REQUESTS,
                starts,
                unfinishedAtKills.size(),
                unfinishedAtKills.stream().min(Integer::compare).orElse(0),
                unfinishedAtKills.stream().max(Integer::compare).orElse(0),
                outcomes.videos(),
                outcomes.deadLetters(),
                outcomes.retries(),
                sandbox.calls(PROVIDER),
                outcomes.videos() + outcomes.deadLetters() - outcomes.requests(),
                both,
                lost);
    }
}
