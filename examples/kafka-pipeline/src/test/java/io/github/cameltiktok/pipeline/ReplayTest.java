package io.github.cameltiktok.pipeline;

import static io.github.cameltiktok.pipeline.OutcomeReader.header;
import static io.github.cameltiktok.pipeline.OutcomeReader.text;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.stubbing.StubMapping;
import io.github.cameltiktok.pipeline.deadletters.CommittedRequests;
import io.github.cameltiktok.pipeline.kafka.TopicSetup;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.ConsumerGroupListing;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the commands for dead letters against a real broker. */
class ReplayTest {

    private static final String UNAVAILABLE = "io.github.cameltiktok.TikTokUnavailableException";
    private static final String NOT_FOUND = "io.github.cameltiktok.TikTokNotFoundException";
    /** Recent, because brokers delete records with timestamps older than 7 days. */
    private static final Instant NOON = Instant.now().minus(1, ChronoUnit.HOURS).truncatedTo(ChronoUnit.HOURS);

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String FAILING = "7311000000000000502";

    private final PipelineFixture fixture = PipelineFixture.withPartitions(2);
    private final CommittedRequests requests =
            new CommittedRequests(PipelineFixture.brokers(), fixture.topics.requests());
    private final Admin admin = Admin.create(Map.of("bootstrap.servers", PipelineFixture.brokers()));
    private String out = "";
    private String err = "";

    @AfterEach
    void close() {
        admin.close();
        requests.close();
        fixture.close();
    }

    @Test
    void selectedLettersAreReplayedAndCounted() {
        send(0, "a", UNAVAILABLE, "ZAPIER", NOON);
        send(0, "b", NOT_FOUND, "ZAPIER", NOON.plusSeconds(1));
        send(0, "c", UNAVAILABLE, null, NOON.plusSeconds(2));
        send(1, "d", NOT_FOUND, "MAKE", NOON.plusSeconds(3));
        send(1, "e", null, null, NOON.plusSeconds(4));
        Map.of(
                        "",
                        "a b c d e",
                        "--error-class Unavailable",
                        "",
                        "--source ZAPIER --error-class TikTokNotFoundException",
                        "b",
                        "--since " + NOON.plusSeconds(1) + " --until " + NOON.plusSeconds(3),
                        "b c",
                        "--offsets 0:0-0 --offsets 0:2-9,1:1-1",
                        "a c e",
                        "--offsets 1:0-9 --source MAKE",
                        "d")
                .forEach((selection, expected) -> {
                    assertThat(run("replay --from-start " + selection)).as(err).isZero();
                    assertThat(values(requests.next()))
                            .as(selection)
                            .containsExactlyInAnyOrder(expected.isEmpty() ? new String[0] : expected.split(" "));
                    int count = expected.isEmpty() ? 0 : expected.split(" ").length;
                    assertThat(out).as(selection).contains("replayed: " + count + "\n");
                    assertThat(run("deadletters " + selection)).as(err).isZero();
                    assertThat(out)
                            .as(selection)
                            .contains(": " + count + (count == 1 ? " dead letter" : " dead letters"));
                });
    }

    @Test
    void replayedRequestKeepsKeyValueAndHeaders() {
        ProducerRecord<byte[], byte[]> full =
                new ProducerRecord<>(fixture.topics.deadLetters(), 0, bytes("key"), new byte[] {0, -1, 127, -128});
        full.headers().add("x-trace", bytes("1")).add("tiktok-attempts", bytes("3"));
        full.headers().add("x-empty", new byte[0]).add("x-null", null).add("x-trace", new byte[] {-1});
        full.headers().add("tiktok-error-class", bytes(UNAVAILABLE)).add("tiktok-of-the-client", null);
        ProducerRecord<byte[], byte[]> empty = new ProducerRecord<>(fixture.topics.deadLetters(), 0, null, null);
        fixture.send(full);
        fixture.send(empty);

        assertThat(run("replay")).as(err).isZero();

        List<ConsumerRecord<byte[], byte[]>> replayed = requests.next();
        ConsumerRecord<byte[], byte[]> first = only(replayed, record -> record.key() != null);
        assertThat(first.key()).isEqualTo(bytes("key"));
        assertThat(first.value()).isEqualTo(new byte[] {0, -1, 127, -128});
        assertThat(first.headers())
                .containsExactly(
                        new RecordHeader("x-trace", bytes("1")),
                        new RecordHeader("x-empty", new byte[0]),
                        new RecordHeader("x-null", (byte[]) null),
                        new RecordHeader("x-trace", new byte[] {-1}));
        ConsumerRecord<byte[], byte[]> second = only(replayed, record -> record.key() == null);
        assertThat(second.value()).isNull();
        assertThat(second.headers()).isEmpty();
    }

    @Test
    void dryRunWritesAndCommitsNothing() throws Exception {
        send(0, "a", UNAVAILABLE, null, NOON);
        send(1, "b", NOT_FOUND, null, NOON);

        assertThat(run("replay --dry-run")).as(err).isZero();

        assertThat(out)
                .contains("WOULD BE REPLAYED", "would be replayed: 2\n")
                .containsPattern("TikTokUnavailableException +1\n")
                .containsPattern("TikTokNotFoundException +1\n");
        assertThat(requests.next()).isEmpty();
        assertThat(admin.listConsumerGroups().all().get())
                .extracting(ConsumerGroupListing::groupId)
                .noneMatch(group -> group.startsWith(prefix() + "-replay"));
        assertThat(run("replay")).as(err).isZero();
        assertThat(values(requests.next())).containsExactlyInAnyOrder("a", "b");
    }

    @Test
    void repeatedCommandReplaysOnlyNewerLetters() {
        send(0, "a", UNAVAILABLE, null, NOON);
        send(1, "b", NOT_FOUND, null, NOON);

        assertThat(run("replay --error-class TikTokUnavailableException"))
                .as(err)
                .isZero();
        assertThat(out).contains("starts at the beginning, because it has no committed offsets", "replayed: 1\n");
        assertThat(run("replay --error-class TikTokUnavailableException"))
                .as(err)
                .isZero();
        assertThat(out).contains("continues after its committed offsets", "replayed: 0\n");
        send(0, "c", UNAVAILABLE, null, NOON);
        assertThat(run("replay --error-class TikTokUnavailableException"))
                .as(err)
                .isZero();

        assertThat(values(requests.next())).containsExactlyInAnyOrder("a", "c");
    }

    @Test
    void lettersReplayedByOtherSelectionAreOmitted() {
        send(0, "a", UNAVAILABLE, "ZAPIER", NOON);
        send(0, "b", NOT_FOUND, "ZAPIER", NOON);
        send(1, "c", UNAVAILABLE, "MAKE", NOON);
        assertThat(run("replay --source ZAPIER")).as(err).isZero();
        send(0, "d", UNAVAILABLE, "ZAPIER", NOON);

        assertThat(run("replay --error-class TikTokUnavailableException"))
                .as(err)
                .isZero();
        assertThat(out).contains("replayed: 2\n", "replayed before with another selection: 1\n");
        assertThat(run("replay")).as(err).isZero();
        assertThat(out).contains("replayed: 0\n", "replayed before with another selection: 4\n");

        assertThat(values(requests.next())).containsExactlyInAnyOrder("a", "b", "c", "d");
    }

    @Test
    void startingOverRepeatsRequestsAndNextRunContinues() {
        send(0, "a", UNAVAILABLE, null, NOON);
        send(0, "b", UNAVAILABLE, null, NOON);
        assertThat(run("replay")).as(err).isZero();

        assertThat(run("replay --from-start --limit 1")).as(err).isZero();
        assertThat(out).contains("starts over; requests that were replayed before are repeated", "replayed: 1\n");
        assertThat(run("replay")).as(err).isZero();

        assertThat(values(requests.next())).containsExactlyInAnyOrder("a", "b", "a", "b");
    }

    @Test
    void limitedReplayIsCompletedByNextRun() {
        for (int i = 0; i < 10; i++) {
            send(i % 2, "letter " + i, i % 5 == 0 ? NOT_FOUND : UNAVAILABLE, null, NOON);
        }

        assertThat(run("replay --limit 3 --error-class TikTokUnavailableException"))
                .as(err)
                .isZero();
        assertThat(requests.next()).hasSize(3);
        assertThat(run("replay --error-class TikTokUnavailableException"))
                .as(err)
                .isZero();

        assertThat(requests.next()).hasSize(5);
        assertThat(values(requests.all())).doesNotHaveDuplicates();
    }

    @Test
    void lettersWithoutValueAreCountedAndNotReplayed() {
        ProducerRecord<byte[], byte[]> omitted = letter(0, null, UNAVAILABLE, null, NOON);
        omitted.headers().add("tiktok-value-omitted", bytes("5000000"));
        fixture.send(omitted);
        send(0, "a", UNAVAILABLE, null, NOON);

        assertThat(run("replay")).as(err).isZero();
        assertThat(out).contains("replayed: 1\n", "not replayable: 1 (1 without value)\n");
        assertThat(run("deadletters")).as(err).isZero();
        assertThat(out).contains("1 without their values, which were too large for the topic: not replayable\n");

        assertThat(values(requests.next())).containsExactly("a");
    }

    @Test
    void lettersTooLargeForRequestsAreCountedAndOthersReplayed() throws Exception {
        send(0, FAILING, UNAVAILABLE, null, NOON);
        send(0, "x".repeat(30_000), UNAVAILABLE, null, NOON);
        send(1, "7311111111111111111", UNAVAILABLE, null, NOON);
        // More than the client accepts.
        send(1, "y".repeat(1_900_000), UNAVAILABLE, null, NOON);
        ConfigResource topic = new ConfigResource(ConfigResource.Type.TOPIC, fixture.topics.requests());
        ConfigEntry limit = new ConfigEntry("max.message.bytes", "20000");
        admin.incrementalAlterConfigs(Map.of(topic, List.of(new AlterConfigOp(limit, AlterConfigOp.OpType.SET))))
                .all()
                .get();

        assertThat(run("replay")).as(out + err).isZero();

        assertThat(out).contains("replayed: 2\n", "not replayable: 2 (2 too large for the topic of requests)\n");
        assertThat(values(requests.next())).containsExactlyInAnyOrder(FAILING, "7311111111111111111");
    }

    @Test
    void summaryCountsErrorsSourcesAndTimes() {
        send(0, "a", UNAVAILABLE, "ZAPIER", NOON);
        ProducerRecord<byte[], byte[]> record = letter(1, "b", NOT_FOUND, "MAKE", NOON.plusSeconds(60));
        record.headers().add("tiktok-error-status", bytes("404")).add("tiktok-error-code", bytes("not_found"));
        fixture.send(record);
        send(0, "c", UNAVAILABLE, null, NOON.plusSeconds(30));

        assertThat(run("deadletters")).as(err).isZero();

        assertThat(out)
                .contains(fixture.topics.deadLetters() + ": 3 dead letters\n")
                .containsPattern("TikTokUnavailableException +2\nTikTokNotFoundException +1\n")
                .containsPattern("404 not_found \\(TikTokNotFoundException\\) +1\n")
                .containsPattern("MAKE +1\nZAPIER +1\nunknown +1\n")
                .containsPattern("oldest " + NOON + ", \\d+ \\w+ ago, partition 0, offset 0\n")
                .containsPattern("newest " + NOON.plusSeconds(60) + ", \\d+ \\w+ ago, partition 1, offset 0\n");
        assertThat(run("deadletters --source MAKE")).isZero();
        assertThat(out).contains(": 1 dead letter selected of 3\n");
    }

    @Test
    void emptyTopicHasNoDeadLetters() {
        assertThat(run("deadletters")).as(err).isZero();
        assertThat(out).isEqualTo(fixture.topics.deadLetters() + ": no dead letters\n");
        assertThat(run("replay")).as(err).isZero();
        assertThat(out).contains("replayed: 0\n");
    }

    @Test
    void deletedLettersAreNeitherCountedNorReplayed() throws Exception {
        for (String value : List.of("a", "b", "c")) {
            send(0, value, UNAVAILABLE, null, NOON);
        }
        TopicPartition partition = new TopicPartition(fixture.topics.deadLetters(), 0);
        admin.deleteRecords(Map.of(partition, RecordsToDelete.beforeOffset(2)))
                .all()
                .get();

        assertThat(run("deadletters")).as(err).isZero();
        assertThat(out).contains(": 1 dead letter\n");
        assertThat(run("replay")).as(err).isZero();

        assertThat(values(requests.next())).containsExactly("c");
    }

    @Test
    void recreatedTopicIsReplayedFromBeginning() throws Exception {
        send(0, "a", UNAVAILABLE, null, NOON);
        send(0, "b", UNAVAILABLE, null, NOON);
        assertThat(run("replay")).as(err).isZero();
        List<String> topic = List.of(fixture.topics.deadLetters());
        admin.deleteTopics(topic).all().get();
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> !admin.listTopics().names().get().containsAll(topic));
        TopicSetup.createMissing(PipelineFixture.brokers(), fixture.topics, 2);
        send(0, "c", UNAVAILABLE, null, NOON);

        assertThat(run("replay")).as(err).isZero();

        assertThat(values(requests.next())).containsExactlyInAnyOrder("a", "b", "c");
    }

    @Test
    void failuresAreReportedInOneLine(@TempDir Path folder) throws Exception {
        Path impatient = folder.resolve("client.properties");
        Files.writeString(impatient, "default.api.timeout.ms=1000\nrequest.timeout.ms=500\n");
        for (String command : List.of("deadletters", "replay")) {
            assertThat(execute(command + " --brokers " + PipelineFixture.brokers() + " --topics missing"))
                    .isEqualTo(1);
            assertThat(err)
                    .startsWith("topics missing at " + PipelineFixture.brokers() + ": missing.dead-letters")
                    .endsWith(". Check --topics\n")
                    .hasLineCount(1);
            assertThat(execute(command + " --brokers 127.0.0.1:1 --kafka-config " + impatient))
                    .isEqualTo(1);
            assertThat(err).startsWith("127.0.0.1:1 cannot be reached: ").hasLineCount(1);
            assertThat(run(command + " --offsets 2:0-1")).isEqualTo(1);
            assertThat(err)
                    .isEqualTo("topic " + fixture.topics.deadLetters()
                            + " has no partition 2: --offsets can name 0 to 1\n");
        }
    }

    @Test
    void replayedRequestBecomesVideoAfterRecovery() {
        StubMapping failure =
                fixture.sandbox.wireMock().stubFor(ApiDirectStubs.failure(502, "upstream_error", FAILING));
        fixture.with("pipeline.max-retries", "0").start();
        ProducerRecord<byte[], byte[]> request = new ProducerRecord<>(fixture.topics.requests(), bytes(FAILING));
        request.headers().add("x-trace", bytes("42"));
        long offset = fixture.send(request);
        assertThat(header(fixture.outcomes.deadLetterOf(offset), "tiktok-error-class"))
                .isEqualTo(UNAVAILABLE);
        fixture.sandbox.wireMock().removeStubMapping(failure);

        assertThat(run("replay --error-class TikTokUnavailableException"))
                .as(err)
                .isZero();

        ConsumerRecord<byte[], byte[]> video = fixture.outcomes.videos(1).get(0);
        assertThat(text(video.key())).isEqualTo(FAILING);
        assertThat(header(video, "x-trace")).isEqualTo("42");
        assertThat(header(video, "tiktok-error-class")).isNull();
    }

    private void send(int partition, String value, @Nullable String error, @Nullable String source, Instant time) {
        fixture.send(letter(partition, value, error, source, time));
    }

    private ProducerRecord<byte[], byte[]> letter(
            int partition, @Nullable String value, @Nullable String error, @Nullable String source, Instant time) {
        ProducerRecord<byte[], byte[]> letter = new ProducerRecord<>(
                fixture.topics.deadLetters(),
                partition,
                time.toEpochMilli(),
                null,
                value == null ? null : bytes(value));
        add(letter.headers(), "tiktok-error-class", error);
        add(letter.headers(), "tiktok-request-source", source);
        return letter;
    }

    private static void add(Headers headers, String name, @Nullable String value) {
        if (value != null) {
            headers.add(name, bytes(value));
        }
    }

    private int run(String arguments) {
        return execute(arguments + " --brokers " + PipelineFixture.brokers() + " --topics " + prefix());
    }

    private int execute(String arguments) {
        ByteArrayOutputStream outStream = new ByteArrayOutputStream();
        ByteArrayOutputStream errStream = new ByteArrayOutputStream();
        int exitCode = KafkaPipeline.commandLine(outStream, errStream).execute(arguments.split(" +"));
        out = outStream.toString(StandardCharsets.UTF_8);
        err = errStream.toString(StandardCharsets.UTF_8);
        return exitCode;
    }

    private String prefix() {
        return fixture.topics.requests().replace(".requests", "");
    }

    private static ConsumerRecord<byte[], byte[]> only(
            List<ConsumerRecord<byte[], byte[]>> records, Predicate<ConsumerRecord<byte[], byte[]>> condition) {
        List<ConsumerRecord<byte[], byte[]>> found =
                records.stream().filter(condition).toList();
        assertThat(found).hasSize(1);
        return found.get(0);
    }

    private static List<String> values(List<ConsumerRecord<byte[], byte[]>> records) {
        return records.stream().map(record -> text(record.value())).toList();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
