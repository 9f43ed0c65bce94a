package io.github.cameltiktok.pipeline;

import io.github.cameltiktok.pipeline.broker.EmbeddedBroker;
import io.github.cameltiktok.pipeline.broker.FreePort;
import io.github.cameltiktok.pipeline.kafka.TopicSetup;
import io.github.cameltiktok.pipeline.kafka.Topics;
import io.github.cameltiktok.sandbox.Sandbox;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** A broker that all tests of the process share; a sandbox, topics and instances of the pipeline for one test. */
public final class PipelineFixture implements AutoCloseable {

    private static final AtomicInteger COUNT = new AtomicInteger();

    final Sandbox sandbox = Sandbox.start();
    private final String prefix = "test-" + COUNT.incrementAndGet();
    final Topics topics = Topics.of(prefix);
    final OutcomeReader outcomes;
    private final Properties properties = Topics.properties(prefix);
    private final List<Pipeline> pipelines = new ArrayList<>();
    private final KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
            Map.of("bootstrap.servers", brokers(), "max.request.size", "2000000", "enable.idempotence", "false"),
            new ByteArraySerializer(),
            new ByteArraySerializer());

    private static final class Shared {

        private static final EmbeddedBroker BROKER = EmbeddedBroker.start();

        static {
            Runtime.getRuntime().addShutdownHook(new Thread(BROKER::close));
        }
    }

    private PipelineFixture(int partitions) {
        TopicSetup.createMissing(brokers(), topics, partitions);
        outcomes = new OutcomeReader(brokers(), topics);
        properties.setProperty("pipeline.kafka.bootstrap.servers", brokers());
        properties.setProperty("pipeline.retry-delay", "200ms");
        properties.setProperty("pipeline.out-of-use-delay", "100");
        // A stop waits for the end of a poll, which takes 1 s by default.
        properties.setProperty("camel.component.seda.default-poll-timeout", "50");
        provider("apidirect");
    }

    static PipelineFixture withPartitions(int partitions) {
        return new PipelineFixture(partitions);
    }

    /** Returns the address of the shared broker. */
    public static String brokers() {
        return Shared.BROKER.address();
    }

    PipelineFixture provider(String name) {
        return with("pipeline.provider", name)
                .with(
                        "camel.component.tiktok." + name + ".base-url",
                        sandbox.baseUrl(name).toString())
                .with("camel.component.tiktok." + name + ".api-key", sandbox.apiKey(name));
    }

    PipelineFixture with(String property, String value) {
        properties.setProperty(property, value);
        return this;
    }

    /** Starts an instance. A test may start several. */
    Pipeline start() {
        Properties own = new Properties();
        own.putAll(properties);
        own.setProperty("pipeline.port", Integer.toString(FreePort.find()));
        own.setProperty("camel.main.name", "pipeline-" + COUNT.incrementAndGet());
        Pipeline pipeline = Pipeline.start(own);
        pipelines.add(pipeline);
        return pipeline;
    }

    /** Sends a request, and returns its offset. */
    long send(String request) {
        return send(request.getBytes(StandardCharsets.UTF_8));
    }

    long send(byte @Nullable [] request) {
        return send(new ProducerRecord<>(topics.requests(), request));
    }

    long send(ProducerRecord<byte[], byte[]> record) {
        try {
            return producer.send(record).get().offset();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        pipelines.forEach(Pipeline::close);
        producer.close();
        outcomes.close();
        sandbox.close();
    }
}
