package io.github.cameltiktok.pipeline.window;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.apache.camel.component.kafka.DefaultKafkaClientFactory;
import org.apache.camel.component.kafka.consumer.CommitManager;
import org.apache.camel.component.kafka.consumer.KafkaManualCommit;
import org.apache.camel.component.kafka.consumer.KafkaManualCommitFactory;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Makes the consumers of the Kafka component, and the commits of their records: {@link KafkaManualCommit#commit} of a
 * record, from whatever thread, says that it has ended; the consumer commits when all before it have, too.
 *
 * <p>Bean for the options {@code kafkaClientFactory} and {@code kafkaManualCommitFactory} of the component, with {@code
 * allowManualCommit=true}, {@code autoCommitEnable=false} and {@code additionalProperties.window.max.in.flight} of an
 * endpoint. Thread-safe.
 */
public final class WindowedKafkaClientFactory extends DefaultKafkaClientFactory implements KafkaManualCommitFactory {

    private final Function<ConsumerRecord<byte[], byte[]>, Instant> due;
    private final InstantSource clock;
    private final List<WindowedConsumer> consumers = new CopyOnWriteArrayList<>();

    /**
     * Makes none yet.
     *
     * @param due tells when a record may be handed on; in the past for at once
     */
    public WindowedKafkaClientFactory(Function<ConsumerRecord<byte[], byte[]>, Instant> due, InstantSource clock) {
        this.due = due;
        this.clock = clock;
    }

    @Override
    public Consumer<byte[], byte[]> getConsumer(Properties properties) {
        WindowOptions options = WindowOptions.of(properties);
        WindowedConsumer consumer = new WindowedConsumer(properties, options, due, clock, consumers::remove);
        consumers.add(consumer);
        return consumer;
    }

    @Override
    public KafkaManualCommit newInstance(
            CamelExchangePayload exchange, KafkaRecordPayload record, CommitManager commitManager) {
        OffsetWindow window = ((WindowedConsumer) exchange.consumer).window(record.partition);
        return () -> window.end(record.recordOffset);
    }

    /** Returns the records of a topic that have been polled but have not ended. */
    public int inFlight(String topic) {
        return consumers.stream().mapToInt(consumer -> consumer.inFlight(topic)).sum();
    }

    /** Returns how far the commits of a topic are behind its end, as far as its partitions are consumed here. */
    public long lag(String topic) {
        return consumers.stream().mapToLong(consumer -> consumer.lag(topic)).sum();
    }

    /** Returns the longest time since one of the consumers has last told the broker that it is there; none is for ever. */
    public double secondsSinceHeartbeat() {
        return consumers.stream()
                .mapToDouble(WindowedConsumer::secondsSinceHeartbeat)
                .max()
                .orElse(Double.POSITIVE_INFINITY);
    }
}
