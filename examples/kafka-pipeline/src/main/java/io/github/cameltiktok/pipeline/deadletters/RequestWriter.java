package io.github.cameltiktok.pipeline.deadletters;

import io.github.cameltiktok.pipeline.kafka.ClientFailures;
import io.github.cameltiktok.pipeline.kafka.KafkaSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TransactionalIdAuthorizationException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Writes requests, and commits the position in the dead letters in the same transaction. All replays of a prefix have one
 * transactional id: a later one fences an earlier one, so that two replays cannot write the same letter. For one thread.
 */
final class RequestWriter implements AutoCloseable {

    private static final int MAX_REQUEST_BYTES = 4 * 1024 * 1024;
    private static final int BLOCK_TIMEOUT = 60_000;
    private static final int DELIVERY_TIMEOUT = 30_000;
    private static final int REQUEST_TIMEOUT = 15_000;

    private final KafkaSettings settings;
    private final String transactionalId;
    private final String topic;
    private final ConsumerGroupMetadata group;
    private final KafkaProducer<byte[], byte[]> producer;

    /**
     * Creates a writer, which connects when it is opened.
     *
     * @param topic for the requests
     * @param group for which offsets are committed
     */
    RequestWriter(KafkaSettings settings, String transactionalId, String topic, String group) {
        this.settings = settings;
        this.transactionalId = transactionalId;
        this.topic = topic;
        this.group = new ConsumerGroupMetadata(group);
        Map<String, Object> properties = new HashMap<>();
        properties.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, MAX_REQUEST_BYTES);
        properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, BLOCK_TIMEOUT);
        properties.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, DELIVERY_TIMEOUT);
        properties.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, REQUEST_TIMEOUT);
        properties.putAll(settings.producer());
        // The client would endlessly split a batch of a small record and one that is too large by itself (KAFKA-8350).
        properties.put(ProducerConfig.BATCH_SIZE_CONFIG, 0);
        properties.put(ProducerConfig.ACKS_CONFIG, "all");
        properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "true");
        properties.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, transactionalId);
        producer = new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /**
     * Fences any other replay of the prefix. When this returns, its last transaction is committed or aborted.
     *
     * @throws RuntimeException if the user lacks the right to use the transactional id
     * @throws KafkaException if the brokers do not answer or refuse
     */
    void open() {
        try {
            producer.initTransactions();
        } catch (TransactionalIdAuthorizationException e) {
            throw ClientFailures.missingRight(settings, "WRITE on transactional id " + transactionalId, e);
        }
    }

    /**
     * Writes the requests of some letters and commits positions, all or nothing.
     *
     * @return the letters that the topic rejects as too large; all others have been written
     * @throws CommandFailedException if another replay has started
     * @throws KafkaException if the brokers do not answer or refuse
     */
    List<DeadLetter> write(List<DeadLetter> letters, Map<TopicPartition, OffsetAndMetadata> positions) {
        List<DeadLetter> fitting = new ArrayList<>(letters);
        while (!tryToWrite(fitting, positions)) {
            // The transaction is aborted, and the letters that were too large are removed from the list.
        }
        List<DeadLetter> tooLarge = new ArrayList<>(letters);
        tooLarge.removeAll(fitting);
        return tooLarge;
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(1));
    }

    private boolean tryToWrite(List<DeadLetter> letters, Map<TopicPartition, OffsetAndMetadata> positions) {
        Map<DeadLetter, Future<RecordMetadata>> sent = new LinkedHashMap<>();
        try {
            producer.beginTransaction();
            for (DeadLetter letter : letters) {
                sent.put(letter, producer.send(letter.toRequest(topic)));
            }
            // Otherwise a rejected record would fail only the commit.
            producer.flush();
            producer.sendOffsetsToTransaction(positions, group);
            producer.commitTransaction();
            return true;
        } catch (ProducerFencedException | InvalidProducerEpochException e) {
            throw fenced(e);
        } catch (KafkaException e) {
            if (e.getCause() instanceof ProducerFencedException
                    || e.getCause() instanceof InvalidProducerEpochException) {
                throw fenced(e);
            }
            List<DeadLetter> tooLarge = new ArrayList<>();
            sent.forEach((letter, future) -> {
                if (isTooLarge(future)) {
                    tooLarge.add(letter);
                }
            });
            if (tooLarge.isEmpty()) {
                throw e;
            }
            producer.abortTransaction();
            letters.removeAll(tooLarge);
            return false;
        }
    }

    private CommandFailedException fenced(KafkaException cause) {
        return new CommandFailedException(
                "another replay with transactional id " + transactionalId
                        + " has started, so this one has stopped; what it has committed is not repeated",
                cause);
    }

    private static boolean isTooLarge(Future<RecordMetadata> future) {
        if (!future.isDone()) {
            return false;
        }
        try {
            future.get();
            return false;
        } catch (ExecutionException e) {
            return e.getCause() instanceof RecordTooLargeException;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
