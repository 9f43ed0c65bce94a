package io.github.cameltiktok.pipeline.deadletters;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameltiktok.pipeline.kafka.TopicSetup;
import io.github.cameltiktok.pipeline.kafka.Topics;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import picocli.CommandLine;

/** Replays that are killed and started again until all letters have been replayed. For one thread. */
final class KilledReplay implements AutoCloseable {

    private static final int PARTITIONS = 3;
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final String brokers;
    private final String prefix;
    private final Topics topics;
    private final int letters;
    private final int transactionRecords;
    private final Path folder;
    private final CommittedRequests requests;
    private int starts;

    /** Writes letters, each with its number as value, to new topics. */
    KilledReplay(String brokers, String prefix, int letters, int transactionRecords, Path folder) {
        this.brokers = brokers;
        this.prefix = prefix;
        this.letters = letters;
        this.transactionRecords = transactionRecords;
        this.folder = folder;
        topics = Topics.of(prefix);
        TopicSetup.createMissing(brokers, topics, PARTITIONS);
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", brokers), new ByteArraySerializer(), new ByteArraySerializer())) {
            for (int i = 0; i < letters; i++) {
                byte[] number = ByteBuffer.allocate(Integer.BYTES).putInt(i).array();
                producer.send(new ProducerRecord<>(topics.deadLetters(), i % PARTITIONS, null, number));
            }
        }
        requests = new CommittedRequests(brokers, topics.requests());
    }

    /**
     * Starts a replay, and kills it when a number of requests can be read. That may be in any part of a transaction.
     *
     * @param moment below the number of letters by so much that the replay cannot end before
     */
    void killAt(int moment) {
        try (ReplayProcess process = start()) {
            awaitRequests(moment);
            process.kill();
        }
    }

    /** Starts a replay, stops it when a number of requests can be read, and returns its output. */
    String stopAt(int moment) {
        try (ReplayProcess process = start()) {
            awaitRequests(moment);
            return process.stop();
        }
    }

    /** Runs a replay in this process, and checks that each letter is a request exactly once. */
    void finish() {
        starts++;
        assertThat(new CommandLine(new Replay()).execute(ReplayProcess.options(brokers, prefix, transactionRecords)))
                .isZero();
        requests.next();
        assertThat(requests.all().stream()
                        .map(record -> ByteBuffer.wrap(record.value()).getInt())
                        .sorted())
                .as("numbers of replayed letters")
                .containsExactlyElementsOf(IntStream.range(0, letters).boxed().toList());
    }

    /** Returns a random number between the number of requests that can be read and the given number. */
    int momentBelow(int most, Random random) {
        int now = requests.poll();
        return now + random.nextInt(Math.max(1, most - now));
    }

    /** Returns the number of replays that have been started. */
    int starts() {
        return starts;
    }

    @Override
    public void close() {
        requests.close();
    }

    private ReplayProcess start() {
        starts++;
        return ReplayProcess.start(brokers, prefix, transactionRecords, folder.resolve("replay-" + starts + ".txt"));
    }

    private void awaitRequests(int count) {
        Awaitility.await()
                .alias(count + " requests that can be read")
                .atMost(PATIENCE)
                .pollInSameThread()
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(1))
                .until(() -> requests.poll() >= count);
    }
}
