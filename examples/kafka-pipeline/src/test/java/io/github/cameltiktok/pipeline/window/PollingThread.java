package io.github.cameltiktok.pipeline.window;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** A thread that polls a consumer, as Camel does, until it is closed. */
final class PollingThread implements AutoCloseable {

    private static final Duration TIMEOUT = Duration.ofMillis(20);

    private final WindowedConsumer consumer;
    private final List<ConsumerRecord<byte[], byte[]>> received = new CopyOnWriteArrayList<>();
    private final List<Runnable> ends = new CopyOnWriteArrayList<>();
    private final Queue<Consumer<WindowedConsumer>> actions = new ConcurrentLinkedQueue<>();
    private final Thread thread = new Thread(this::run, "polling");
    private volatile boolean closed;

    static final class DoesNothing implements ConsumerRebalanceListener {

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {}

        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {}
    }

    PollingThread(WindowedConsumer consumer, String topic) {
        this.consumer = consumer;
        consumer.subscribe(List.of(topic), new DoesNothing());
        thread.start();
    }

    /** Returns the values of the records that were handed on, in their order. */
    List<String> received(int partition) {
        return received.stream()
                .filter(record -> record.partition() == partition)
                .map(record -> new String(record.value(), StandardCharsets.UTF_8))
                .toList();
    }

    List<String> received() {
        return received.stream()
                .map(record -> new String(record.value(), StandardCharsets.UTF_8))
                .toList();
    }

    /** Ends records of a partition, on the calling thread. */
    void end(int partition, long... offsets) {
        String topic = received.get(0).topic();
        for (long offset : offsets) {
            OffsetWindow window = consumer.window(new TopicPartition(topic, partition));
            window.end(offset, window.generation());
        }
    }

    /** Runs an action on the polling thread between two polls, and waits for its end. */
    void between(Consumer<WindowedConsumer> action) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        actions.add(polled -> {
            action.accept(polled);
            done.complete(null);
        });
        done.join();
    }

    /** Ends all records received so far, on the calling thread. */
    void endAll() {
        ends.forEach(Runnable::run);
    }

    @Override
    public void close() {
        // Otherwise the close would wait for records in flight.
        endAll();
        closed = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void receive(ConsumerRecord<byte[], byte[]> record) {
        OffsetWindow window = consumer.window(new TopicPartition(record.topic(), record.partition()));
        long generation = window.generation();
        ends.add(() -> window.end(record.offset(), generation));
        received.add(record);
    }

    private void run() {
        try (consumer) {
            while (!closed) {
                consumer.poll(TIMEOUT).forEach(this::receive);
                for (Consumer<WindowedConsumer> next = actions.poll(); next != null; next = actions.poll()) {
                    next.accept(consumer);
                }
            }
        }
    }
}
