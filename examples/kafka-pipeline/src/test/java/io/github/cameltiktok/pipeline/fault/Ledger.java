package io.github.cameltiktok.pipeline.fault;

import io.github.cameltiktok.pipeline.RecordHeaders;
import io.github.cameltiktok.pipeline.kafka.Topics;
import io.github.cameltiktok.pipeline.topic.TopicConsumer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * Sends numbered requests, and counts their videos and dead letters. A request counts as sent when the broker has acknowledged
 * it.
 *
 * <p>For one thread. Between {@link #startSending()} and {@link #stopSending()} it also sends in the background.
 */
final class Ledger implements AutoCloseable {

    private static final String NUMBER = "test-request";
    private static final long FIRST_ID = 7_400_000_000_000_000_000L;
    private static final long ID_STEP = 1_000_003;
    private static final Duration BETWEEN_REQUESTS = Duration.ofMillis(40);
    private static final Duration TIMEOUT = Duration.ofMinutes(2);

    private final String brokers;
    private final Topics topics;
    private KafkaProducer<byte[], byte[]> producer;
    private final AtomicInteger numbers = new AtomicInteger();
    private final Map<Integer, Long> sent = new ConcurrentHashMap<>();
    private final Map<Integer, RecordMetadata> positions = new ConcurrentHashMap<>();
    private final Map<Integer, List<Long>> archived = new HashMap<>();
    private Map<Integer, List<Long>> outcomes = Map.of();
    private long faultEnd = Long.MAX_VALUE;
    private @Nullable ScheduledExecutorService sender;

    /**
     * The counts of requests and outcomes.
     *
     * @param sent requests that the broker acknowledged
     * @param outcomes sent requests with at least one outcome
     * @param lost sent requests without outcome
     * @param duplicates outcomes beyond the first one of a request
     * @param recovered seconds from the end of the fault until all requests sent before it, and the first one sent after it,
     *     have their outcomes; empty without a fault, or if a request has no outcome
     */
    record Result(int sent, int outcomes, int lost, int duplicates, OptionalDouble recovered) {}

    /** Creates a ledger for empty topics. */
    Ledger(String brokers, Topics topics) {
        this.brokers = brokers;
        this.topics = topics;
        producer = createProducer();
    }

    /** Sends requests; returns when the broker has acknowledged them. */
    void send(int count) {
        send(count, null);
    }

    /** Sends requests to a partition, or to any if it is null; returns when the broker has acknowledged them. */
    void send(int count, @Nullable Integer partition) {
        List<Future<?>> futures = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            futures.add(sendOne(partition));
        }
        for (Future<?> future : futures) {
            try {
                future.get();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("Interrupted while requests were sent", e);
            } catch (ExecutionException e) {
                throw new IllegalStateException(e.getCause());
            }
        }
    }

    /** Starts to send requests in the background, one every 40 ms. */
    void startSending() {
        ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor();
        executor.scheduleWithFixedDelay(() -> sendOne(null), 0, BETWEEN_REQUESTS.toMillis(), TimeUnit.MILLISECONDS);
        sender = executor;
    }

    /** Stops sending in the background; returns when each request is acknowledged or rejected. */
    void stopSending() throws InterruptedException {
        if (sender != null) {
            sender.shutdown();
            if (!sender.awaitTermination(TIMEOUT.toSeconds(), TimeUnit.SECONDS)) {
                throw new IllegalStateException("Requests were still sent after " + TIMEOUT);
            }
            sender = null;
        }
        producer.flush();
    }

    /** Closes the connections of the producer. Nothing can be sent until {@link #reconnect()}. */
    void disconnect() {
        producer.close(Duration.ZERO);
    }

    /** Creates a new producer. */
    void reconnect() {
        producer = createProducer();
    }

    /** Returns the number of requests that the broker acknowledged. */
    int sent() {
        return sent.size();
    }

    /** Returns the numbers of the requests with more than one outcome, at the last {@link #read()}. */
    Set<Integer> duplicated() {
        return outcomes.entrySet().stream()
                .filter(entry -> entry.getValue().size() > 1)
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    /** Returns the numbers of the requests that were uncommitted at a time. */
    Set<Integer> requests(Uncommitted uncommitted) {
        return positions.entrySet().stream()
                .filter(entry -> uncommitted.contains(
                        new TopicPartition(topics.requests(), entry.getValue().partition()),
                        entry.getValue().offset()))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    /** Notes the end of the fault, from which the time to recover is measured. */
    void faultEnded() {
        faultEnd = System.currentTimeMillis();
    }

    /** Stores the outcomes so far, before their topic is deleted. */
    void archive() {
        read();
        outcomes.forEach((number, times) ->
                archived.computeIfAbsent(number, any -> new ArrayList<>()).addAll(times));
        outcomes = Map.of();
    }

    /** Removes requests that the fault has deleted from their topic. */
    void dropDeletedRequests() {
        Set<Integer> present = new HashSet<>();
        readAll(List.of(topics.requests()), record -> present.add(number(record)));
        sent.keySet().retainAll(present);
    }

    /** Reads all outcomes, and returns the counts. */
    Result read() {
        Map<Integer, List<Long>> read = new HashMap<>();
        readAll(List.of(topics.videos(), topics.deadLetters()), record -> read.computeIfAbsent(
                        number(record), any -> new ArrayList<>())
                .add(record.timestamp()));
        outcomes = read;
        return result();
    }

    @Override
    public void close() {
        if (sender != null) {
            sender.shutdownNow();
        }
        producer.close(Duration.ZERO);
    }

    private KafkaProducer<byte[], byte[]> createProducer() {
        return new KafkaProducer<>(
                Map.of(
                        "bootstrap.servers", brokers,
                        "reconnect.backoff.max.ms", 200,
                        // Limits the time that a missing topic blocks the sender.
                        "max.block.ms", 5_000,
                        "metadata.max.age.ms", 1_000,
                        // Longer than any outage of a broker in these runs.
                        "delivery.timeout.ms", 300_000),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    private Result result() {
        Map<Integer, List<Long>> all = new HashMap<>();
        archived.forEach((number, times) -> all.put(number, new ArrayList<>(times)));
        outcomes.forEach((number, times) ->
                all.computeIfAbsent(number, any -> new ArrayList<>()).addAll(times));
        Map<Integer, Long> counted = Map.copyOf(sent);
        int answered = (int) counted.keySet().stream().filter(all::containsKey).count();
        int written = all.values().stream().mapToInt(List::size).sum();
        return new Result(
                counted.size(), answered, counted.size() - answered, written - all.size(), recovered(counted, all));
    }

    private OptionalDouble recovered(Map<Integer, Long> counted, Map<Integer, List<Long>> all) {
        if (faultEnd == Long.MAX_VALUE) {
            return OptionalDouble.empty();
        }
        long next = counted.values().stream()
                .filter(time -> time >= faultEnd)
                .min(Long::compare)
                .orElse(faultEnd);
        long last = 0;
        for (Map.Entry<Integer, Long> request : counted.entrySet()) {
            if (request.getValue() <= next) {
                List<Long> times = all.getOrDefault(request.getKey(), List.of());
                if (times.isEmpty()) {
                    return OptionalDouble.empty();
                }
                last = Math.max(last, times.stream().min(Long::compare).orElseThrow());
            }
        }
        return OptionalDouble.of(Math.max(0, last - faultEnd) / 1e3);
    }

    private Future<?> sendOne(@Nullable Integer partition) {
        int number = numbers.incrementAndGet();
        long time = System.currentTimeMillis();
        byte[] value = bytes("{\"video_id\":\"" + (FIRST_ID + number * ID_STEP) + "\",\"requestSource\":\"API\"}");
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(topics.requests(), partition, null, value);
        record.headers().add(NUMBER, bytes(Integer.toString(number)));
        return producer.send(record, (written, failure) -> {
            if (failure == null) {
                positions.put(number, written);
                sent.put(number, time);
            }
        });
    }

    private void readAll(List<String> names, Consumer<ConsumerRecord<byte[], byte[]>> action) {
        Map<String, Object> settings = Map.of("allow.auto.create.topics", "false", "max.poll.records", "5000");
        try (TopicConsumer consumer = new TopicConsumer(brokers, names, settings)) {
            consumer.readToEnd(action);
        }
    }

    private static int number(ConsumerRecord<byte[], byte[]> record) {
        return Integer.parseInt(RecordHeaders.text(record, NUMBER));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
