package io.github.cameltiktok.pipeline.window;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameltiktok.pipeline.PipelineFixture;
import io.github.cameltiktok.pipeline.health.Conditions;
import io.github.cameltiktok.pipeline.kafka.AdminResult;
import io.github.cameltiktok.pipeline.kafka.KafkaSettings;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.admin.RemoveMembersFromConsumerGroupOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Runs against a real broker. The value of a record is its partition and offset, as in {@code 0/3}. */
class WindowedConsumerTest {

    private static final AtomicInteger COUNT = new AtomicInteger();
    private static final Duration WHILE = Duration.ofMillis(400);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration OBSERVER_INTERVAL = Duration.ofMillis(100);

    private final String topic = "windowed-" + COUNT.incrementAndGet();
    private final Admin admin = Admin.create(Map.of("bootstrap.servers", PipelineFixture.brokers()));
    private final KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
            // Otherwise records for a partition without a leader could be written after later ones, or never.
            Map.of(
                    "bootstrap.servers",
                    PipelineFixture.brokers(),
                    "enable.idempotence",
                    "false",
                    "max.in.flight.requests.per.connection",
                    "1"),
            new ByteArraySerializer(),
            new ByteArraySerializer());
    private final List<PollingThread> pollings = new ArrayList<>();
    private final List<WindowedKafkaClientFactory> factories = new ArrayList<>();
    private final Conditions conditions = new Conditions(InstantSource.system());
    private final int[] ends = new int[2];

    @BeforeEach
    void createTopic() throws Exception {
        admin.createTopics(List.of(new NewTopic(topic, Optional.of(2), Optional.empty())))
                .all()
                .get();
    }

    @AfterEach
    void close() {
        pollings.forEach(PollingThread::close);
        factories.forEach(WindowedKafkaClientFactory::close);
        producer.close();
        admin.close();
    }

    @Test
    void commitsStayAtFirstRecordInFlight() {
        send(0, 5);
        PollingThread polling = poll(windows(WindowedConsumerTest::atOnce), 10);
        await(() -> assertThat(polling.received(0)).hasSize(5));

        polling.end(0, 1, 2, 4);
        stays(() -> assertThat(committed(0)).isZero());
        polling.end(0, 0);
        await(() -> assertThat(committed(0)).isEqualTo(3));
        polling.end(0, 3);
        await(() -> assertThat(committed(0)).isEqualTo(5));
    }

    @Test
    void partitionWithFullShareIsPausedAndOthersContinue() {
        send(0, 5);
        send(1, 5);
        PollingThread polling = poll(windows(WindowedConsumerTest::atOnce), 4);
        await(() -> assertThat(polling.received()).containsExactlyInAnyOrder("0/0", "0/1", "1/0", "1/1"));

        polling.end(1, 0, 1);
        await(() -> assertThat(polling.received(1)).hasSize(4));
        stays(() -> assertThat(polling.received(0)).hasSize(2));
        polling.end(0, 1);

        await(() -> assertThat(polling.received(0)).containsExactly("0/0", "0/1", "0/2"));
        assertThat(committed(0)).isZero();
    }

    @Test
    void recordsAreHeldBackUntilDueEarliestFirst() {
        Instant start = Instant.now();
        Map<Long, Instant> due = Map.of(
                0L, start.plus(Duration.ofHours(3)),
                1L, start.plus(Duration.ofHours(1)),
                2L, Instant.MIN,
                3L, start.plus(Duration.ofHours(2)));
        AtomicReference<Duration> hoursLater = new AtomicReference<>(Duration.ZERO);
        WindowedKafkaClientFactory windows =
                windows(record -> due.get(record.offset()), () -> Instant.now().plus(hoursLater.get()));
        send(0, 4);
        PollingThread polling = poll(windows, 10);

        await(() -> assertThat(polling.received()).containsExactly("0/2"));
        await(() -> assertThat(windows.inFlight(topic)).isEqualTo(4));
        polling.end(0, 2);
        hoursLater.set(Duration.ofHours(1));
        await(() -> assertThat(polling.received()).containsExactly("0/2", "0/1"));
        hoursLater.set(Duration.ofHours(3));
        await(() -> assertThat(polling.received()).containsExactly("0/2", "0/1", "0/3", "0/0"));

        assertThat(committed(0)).isZero();
    }

    @Test
    void movingPartitionWaitsForRecordsInFlight() {
        WindowedKafkaClientFactory windows = windows(WindowedConsumerTest::atOnce);
        send(0, 2);
        send(1, 2);
        PollingThread first = poll(windows, 10);
        await(() -> assertThat(first.received()).hasSize(4));

        PollingThread second = poll(windows, 10);
        stays(() -> assertThat(second.received()).isEmpty());
        first.end(0, 0, 1);
        first.end(1, 0, 1);
        await(() -> assertThat(committed(0)).isEqualTo(2));
        await(() -> assertThat(committed(1)).isEqualTo(2));
        await(() -> assertThat(windows.lag(topic)).isZero());
        // Repeated until each consumer has a partition.
        await(() -> {
            send(0, 1);
            send(1, 1);
            assertThat(second.received()).isNotEmpty();
        });

        assertThat(second.received()).doesNotContain("0/0", "0/1", "1/0", "1/1");
    }

    @Test
    void recordsNotEndedInTimeAreProcessedAgainByNextOwner() {
        WindowedKafkaClientFactory windows = windows(WindowedConsumerTest::atOnce);
        send(0, 2);
        send(1, 2);
        PollingThread first = poll(new WindowOptions(10, Duration.ofMillis(200)));
        await(() -> assertThat(first.received()).hasSize(4));
        first.end(0, 0);
        first.end(1, 0);

        PollingThread second = poll(windows, 10);

        await(() -> assertThat(second.received()).hasSize(1));
        assertThat(second.received()).containsAnyOf("0/1", "1/1");
    }

    @Test
    void recordsOfPartitionsLostInStallAreNotHandedOn() {
        AtomicReference<Duration> later = new AtomicReference<>(Duration.ZERO);
        PollingThread polling = pollWithRareHeartbeats(later);
        send(0, 1);
        await(() -> assertThat(polling.received()).containsExactly("0/0"));
        polling.end(0, 0);
        await(() -> assertThat(committed(0)).isEqualTo(1));

        polling.between(consumer -> {
            removeMembers();
            send(0, 3);
            later.set(Duration.ofHours(1));
        });
        await(() -> {
            polling.endAll();
            assertThat(committed(0)).isEqualTo(4);
        });

        // Records that are handed on before the loss is noticed would be received a second time.
        assertThat(polling.received()).containsExactly("0/0", "0/1", "0/2", "0/3");
    }

    @Test
    void recordsAreHandedOnOnceAfterStallWithoutLoss() {
        AtomicReference<Duration> later = new AtomicReference<>(Duration.ZERO);
        PollingThread polling = pollWithRareHeartbeats(later);
        send(0, 1);
        await(() -> assertThat(polling.received()).containsExactly("0/0"));

        polling.between(consumer -> {
            send(0, 3);
            later.set(Duration.ofHours(1));
        });

        await(() -> assertThat(polling.received()).hasSize(4));
        polling.endAll();
        await(() -> assertThat(committed(0)).isEqualTo(4));
        assertThat(polling.received()).containsExactly("0/0", "0/1", "0/2", "0/3");
    }

    @Test
    void partitionPausedByCallerStaysPausedWhileWindowHasRoom() {
        Instant due = Instant.now().plus(Duration.ofHours(1));
        AtomicReference<Duration> later = new AtomicReference<>(Duration.ZERO);
        send(0, 2);
        PollingThread polling = poll(
                windows(record -> record.offset() == 1 ? due : Instant.MIN, () -> Instant.now()
                        .plus(later.get())),
                10);
        await(() -> assertThat(polling.received()).containsExactly("0/0"));

        polling.between(consumer -> consumer.pause(consumer.assignment()));
        polling.end(0, 0);
        send(0, 1);
        later.set(Duration.ofHours(2));
        stays(() -> assertThat(polling.received()).containsExactly("0/0"));
        polling.between(consumer -> consumer.resume(consumer.assignment()));

        await(() -> assertThat(polling.received()).containsExactlyInAnyOrder("0/0", "0/1", "0/2"));
    }

    @Test
    void lagWindowAndRecordsInFlightAreReported() {
        WindowedKafkaClientFactory windows = windows(WindowedConsumerTest::atOnce);
        send(0, 10);
        send(1, 1);
        PollingThread polling = poll(windows, 6);
        await(() -> assertThat(polling.received()).hasSize(6));
        await(() -> assertThat(windows.lag(topic)).isEqualTo(11));
        assertThat(windows.inFlight(topic)).isEqualTo(6);
        assertThat(windows.limit(topic)).isEqualTo(6);
        assertThat(windows.inFlight("another")).isZero();
        assertThat(windows.limit("another")).isZero();
        assertThat(windows.lag("another")).isNaN();

        polling.end(0, 1);
        await(() -> assertThat(polling.received()).hasSize(7));
        assertThat(windows.lag(topic)).isEqualTo(11);
        polling.end(0, 0);
        polling.end(1, 0);
        await(() -> assertThat(windows.lag(topic)).isEqualTo(8));

        for (int offset = 2; offset < 10; offset++) {
            int next = offset;
            await(() -> assertThat(polling.received()).contains("0/" + next));
            polling.end(0, offset);
        }
        await(() -> assertThat(windows.lag(topic)).isZero());
        assertThat(windows.inFlight(topic)).isZero();
        assertThat(windows.oldestAge(topic)).isZero();
    }

    @Test
    void lagOfPausedPartitionGrows() {
        WindowedKafkaClientFactory windows = windows(WindowedConsumerTest::atOnce);
        send(0, 5);
        PollingThread polling = poll(windows, 4);
        await(() -> assertThat(polling.received()).hasSize(4));
        await(() -> assertThat(windows.lag(topic)).isEqualTo(5));

        send(0, 20);

        await(() -> assertThat(windows.lag(topic)).isEqualTo(25));
    }

    @Test
    void lagOfPartitionsWithoutConsumerGrows() {
        WindowedKafkaClientFactory windows = windows(WindowedConsumerTest::atOnce);
        send(0, 5);
        PollingThread polling = poll(windows, 10);
        await(() -> assertThat(polling.received()).hasSize(5));
        polling.end(0, 0, 1, 2, 3, 4);
        await(() -> assertThat(windows.unassigned(topic)).isZero());

        polling.close();
        send(0, 3);
        send(1, 4);

        await(() -> assertThat(windows.lag(topic)).isEqualTo(7));
        await(() -> assertThat(windows.unassigned(topic)).isEqualTo(2));
        assertThat(windows.inFlight(topic)).isZero();
        assertThat(windows.unassigned("another")).isNaN();
    }

    @Test
    void lagCountsFromFirstRecordWhereNothingIsCommitted() throws Exception {
        send(0, 10);
        admin.deleteRecords(Map.of(new TopicPartition(topic, 0), RecordsToDelete.beforeOffset(4)))
                .all()
                .get();
        WindowedKafkaClientFactory windows = windows(WindowedConsumerTest::atOnce);
        Properties properties = properties();
        properties.setProperty("window.max.in.flight", "1");

        // Without a poll, a consumer does not join its group.
        try (Consumer<byte[], byte[]> consumer = windows.getConsumer(properties)) {
            consumer.subscribe(List.of(topic), new PollingThread.DoesNothing());

            await(() -> assertThat(windows.lag(topic)).isEqualTo(6));
            assertThat(windows.unassigned(topic)).isEqualTo(2);
        }
    }

    @Test
    void ageIsThatOfOldestRecordInFlight() {
        AtomicReference<Duration> later = new AtomicReference<>(Duration.ZERO);
        WindowedKafkaClientFactory windows =
                windows(WindowedConsumerTest::atOnce, () -> Instant.now().plus(later.get()));
        send(0, 2);
        PollingThread polling = poll(windows, 4);
        await(() -> assertThat(polling.received()).hasSize(2));

        later.set(Duration.ofHours(1));

        assertThat(windows.oldestAge(topic)).isBetween(3600.0, 7000.0);
    }

    @Test
    void burstUsesSharesOfIdlePartitionsUntilNeeded() {
        WindowedKafkaClientFactory windows = windows(WindowedConsumerTest::atOnce);
        send(0, 10);
        PollingThread polling = poll(windows, 4);
        await(() -> assertThat(polling.received(0)).hasSize(4));

        send(1, 3);
        await(() -> assertThat(windows.lag(topic)).isEqualTo(13));
        polling.end(0, 0, 1);

        await(() -> assertThat(polling.received(1)).hasSize(2));
        assertThat(polling.received(0)).hasSize(4);
    }

    @Test
    void recreatedTopicIsReadFromBeginning() throws Exception {
        WindowedKafkaClientFactory windows = windows(WindowedConsumerTest::atOnce);
        send(0, 20);
        PollingThread polling = poll(windows, 100);
        await(() -> assertThat(polling.received(0)).hasSize(20));
        polling.endAll();
        await(() -> assertThat(committed(0)).isEqualTo(20));

        createAgain();
        send(0, 30);

        await(() -> assertThat(polling.received(0)).hasSizeGreaterThanOrEqualTo(50));
        assertThat(polling.received(0).subList(20, polling.received(0).size()))
                .containsAll(IntStream.range(0, 30).mapToObj(i -> "0/" + i).toList());
        await(() -> {
            polling.endAll();
            assertThat(committed(0)).isEqualTo(30);
        });
        await(() -> assertThat(windows.lag(topic)).isZero());
    }

    @Test
    void offsetsOfEarlierTopicAreIgnored() throws Exception {
        Uuid earlier = Uuid.randomUuid();
        send(0, 10);
        commit(0, 7, earlier.toString());
        commit(1, 0, "");

        PollingThread polling = poll(windows(WindowedConsumerTest::atOnce), 100);

        await(() -> assertThat(polling.received(0)).hasSize(10));
    }

    @Test
    void readingStartsAtOffsetsOfOtherTool() throws Exception {
        send(0, 10);
        commit(0, 7, "");

        PollingThread polling = poll(windows(WindowedConsumerTest::atOnce), 100);

        await(() -> assertThat(polling.received(0)).containsExactly("0/7", "0/8", "0/9"));
    }

    @Test
    void recordsDeletedAheadOfConsumerAreSkipped() throws Exception {
        send(0, 10);
        PollingThread polling = poll(windows(WindowedConsumerTest::atOnce), 4);
        await(() -> assertThat(polling.received(0)).hasSize(4));

        TopicPartition partition = new TopicPartition(topic, 0);
        admin.deleteRecords(Map.of(partition, RecordsToDelete.beforeOffset(8)))
                .all()
                .get();
        polling.endAll();

        await(() -> {
            polling.endAll();
            assertThat(committed(0)).isEqualTo(10);
        });
        assertThat(polling.received(0)).contains("0/8", "0/9");
    }

    @Test
    void commitsAndLagIncludeTransactionMarkers() {
        Map<String, Object> settings =
                Map.of("bootstrap.servers", PipelineFixture.brokers(), "transactional.id", topic);
        try (KafkaProducer<byte[], byte[]> transactional =
                new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            transactional.initTransactions();
            transactional.beginTransaction();
            transactional.send(new ProducerRecord<>(topic, 0, null, new byte[] {1}));
            transactional.commitTransaction();
        }
        WindowedKafkaClientFactory windows = windows(WindowedConsumerTest::atOnce);
        PollingThread polling = poll(windows, 4);
        await(() -> assertThat(polling.received(0)).hasSize(1));

        polling.endAll();

        await(() -> assertThat(committed(0)).isEqualTo(2));
        await(() -> assertThat(windows.lag(topic)).isZero());
    }

    @Test
    void closedConsumerHasCommittedAndIsNotCounted() {
        WindowedKafkaClientFactory windows = windows(WindowedConsumerTest::atOnce);
        send(0, 3);
        PollingThread polling = poll(windows, 10);
        await(() -> assertThat(polling.received()).hasSize(3));
        await(() -> assertThat(windows.secondsSinceHeartbeat()).isLessThan(10));

        polling.end(0, 0, 1, 2);
        polling.close();

        assertThat(committed(0)).isEqualTo(3);
        assertThat(windows.inFlight(topic)).isZero();
        assertThat(windows.secondsSinceHeartbeat()).isInfinite();
    }

    private static Instant atOnce(ConsumerRecord<byte[], byte[]> record) {
        return Instant.MIN;
    }

    private WindowedKafkaClientFactory windows(Function<ConsumerRecord<byte[], byte[]>, Instant> due) {
        return windows(due, InstantSource.system());
    }

    private WindowedKafkaClientFactory windows(
            Function<ConsumerRecord<byte[], byte[]>, Instant> due, InstantSource clock) {
        WindowedKafkaClientFactory factory = new WindowedKafkaClientFactory(
                KafkaSettings.of(PipelineFixture.brokers()), due, OBSERVER_INTERVAL, clock, conditions);
        factories.add(factory);
        return factory;
    }

    private PollingThread poll(WindowedKafkaClientFactory windows, int maxInFlight) {
        Properties properties = properties();
        properties.setProperty("window.max.in.flight", Integer.toString(maxInFlight));
        return start((WindowedConsumer) windows.getConsumer(properties));
    }

    /** Polls with a clock that can be set, and with heartbeats too rare to notice a lost session. */
    private PollingThread pollWithRareHeartbeats(AtomicReference<Duration> later) {
        Properties properties = properties();
        properties.setProperty("window.max.in.flight", "10");
        properties.setProperty("heartbeat.interval.ms", "30000");
        return start((WindowedConsumer)
                windows(WindowedConsumerTest::atOnce, () -> Instant.now().plus(later.get()))
                        .getConsumer(properties));
    }

    private PollingThread poll(WindowOptions options) {
        InstantSource clock = InstantSource.system();
        TopicObserver topics = new TopicObserver(
                () -> Admin.create(KafkaSettings.of(PipelineFixture.brokers()).admin()),
                OBSERVER_INTERVAL,
                clock,
                conditions);
        return start(new WindowedConsumer(
                properties(),
                options,
                WindowedConsumerTest::atOnce,
                clock,
                topics,
                conditions,
                closed -> topics.close()));
    }

    private PollingThread start(WindowedConsumer consumer) {
        PollingThread polling = new PollingThread(consumer, topic);
        pollings.add(polling);
        return polling;
    }

    private Properties properties() {
        Properties properties = new Properties();
        properties.setProperty("bootstrap.servers", PipelineFixture.brokers());
        properties.setProperty("group.id", topic);
        properties.setProperty("auto.offset.reset", "earliest");
        properties.setProperty("enable.auto.commit", "false");
        properties.setProperty("max.poll.records", "1");
        properties.setProperty("heartbeat.interval.ms", "200");
        properties.setProperty("partition.assignment.strategy", CooperativeStickyAssignor.class.getName());
        properties.setProperty("key.deserializer", ByteArrayDeserializer.class.getName());
        properties.setProperty("value.deserializer", ByteArrayDeserializer.class.getName());
        return properties;
    }

    private void send(int partition, int count) {
        for (int i = 0; i < count; i++) {
            byte[] value = (partition + "/" + ends[partition]++).getBytes(StandardCharsets.UTF_8);
            producer.send(new ProducerRecord<>(topic, partition, null, value));
        }
        producer.flush();
    }

    private void createAgain() throws Exception {
        admin.deleteTopics(List.of(topic)).all().get();
        Awaitility.await().atMost(PATIENCE).ignoreExceptions().until(() -> {
            createTopic();
            return true;
        });
        Arrays.fill(ends, 0);
    }

    /** Removes all members from the group, as the broker does when their sessions have expired. */
    private void removeMembers() {
        AdminResult.get(admin.removeMembersFromConsumerGroup(topic, new RemoveMembersFromConsumerGroupOptions())
                .all());
    }

    private void commit(int partition, long offset, String metadata) throws Exception {
        Map<TopicPartition, OffsetAndMetadata> offsets =
                Map.of(new TopicPartition(topic, partition), new OffsetAndMetadata(offset, metadata));
        admin.alterConsumerGroupOffsets(topic, offsets).all().get();
    }

    private long committed(int partition) {
        try {
            OffsetAndMetadata committed = admin.listConsumerGroupOffsets(topic)
                    .partitionsToOffsetAndMetadata()
                    .get()
                    .get(new TopicPartition(topic, partition));
            return committed == null ? 0 : committed.offset();
        } catch (ExecutionException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void await(ThrowingRunnable assertion) {
        Awaitility.await().atMost(PATIENCE).pollInterval(Duration.ofMillis(20)).untilAsserted(assertion);
    }

    private static void stays(ThrowingRunnable assertion) {
        Awaitility.await().during(WHILE).atMost(PATIENCE).untilAsserted(assertion);
    }
}
