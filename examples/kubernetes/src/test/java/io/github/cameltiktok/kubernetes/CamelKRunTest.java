package io.github.cameltiktok.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.github.cameltiktok.pipeline.broker.EmbeddedBroker;
import io.github.cameltiktok.sandbox.Sandbox;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.apache.camel.main.Main;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the Pipe and the Integration in Camel, without Camel K, with a broker and the sandbox. */
class CamelKRunTest {

    private static final Kustomization CAMEL_K = Kustomization.of("camel-k");
    private static final List<String> TOPICS =
            List.of("tiktok.requests", "tiktok.videos", "tiktok.dead-letters", "tiktok.creators");

    private static EmbeddedBroker broker;
    private static Map<String, Object> client;

    private final Sandbox sandbox = Sandbox.start();
    private final Main camel = new Main();

    @TempDir
    Path folder;

    @BeforeAll
    static void startBrokerWithTopics() throws Exception {
        broker = EmbeddedBroker.start();
        client = Map.of("bootstrap.servers", broker.address());
        try (Admin admin = Admin.create(client)) {
            admin.createTopics(TOPICS.stream()
                            .map(topic -> new NewTopic(topic, Optional.of(1), Optional.empty()))
                            .toList())
                    .all()
                    .get();
        }
    }

    @AfterEach
    void close() {
        camel.stop();
        sandbox.close();
    }

    @AfterAll
    static void closeBroker() {
        broker.close();
    }

    @Test
    void pipeWritesVideosAndDeadLetters() throws Exception {
        start(CAMEL_K.manifest("Pipe", "tiktok-videos").tree());
        try (KafkaProducer<String, String> producer =
                new KafkaProducer<>(client, new StringSerializer(), new StringSerializer())) {
            producer.send(new ProducerRecord<>("tiktok.requests", "7311111111111111111"))
                    .get();
            producer.send(new ProducerRecord<>("tiktok.requests", "no request")).get();
            producer.send(new ProducerRecord<>("tiktok.requests", "7000000000000000404"))
                    .get();
        }

        assertThat(records("tiktok.videos", 1)).singleElement().asString().contains("\"id\":\"7311111111111111111\"");
        assertThat(records("tiktok.dead-letters", 2)).containsExactly("no request", "7000000000000000404");
    }

    @Test
    void integrationEmitsCreator() throws Exception {
        // In place of a random delay of up to 30 s.
        start(CAMEL_K.manifest("Integration", "tiktok-creators")
                .with("spec.flows.0.route.from.parameters.initialDelay", new TextNode("1ms"))
                .at("spec.flows"));

        assertThat(records("tiktok.creators", 1)).singleElement().asString().contains("\"handle\":\"tiktok\"");
    }

    private void start(JsonNode routes) throws IOException {
        Path file = folder.resolve("routes.camel.yaml");
        Manifest.YAML.writeValue(file.toFile(), routes);
        Properties properties = new Properties();
        properties.load(new StringReader(CAMEL_K.manifest("ConfigMap", "tiktok-settings")
                .at("data")
                .path("tiktok-settings.properties")
                .asText()));
        properties.setProperty("camel.component.kafka.brokers", broker.address());
        properties.setProperty("camel.component.tiktok.apidirect.api-key", sandbox.apiKey("apidirect"));
        properties.setProperty(
                "camel.component.tiktok.apidirect.base-url",
                sandbox.baseUrl("apidirect").toString());
        properties.setProperty("camel.component.kamelet.location", "classpath:kamelets," + kamelets());
        properties.setProperty("camel.main.routes-include-pattern", "file:" + file);
        // Ignores application.properties of the Kafka pipeline, which is on the class path.
        camel.setDefaultPropertyPlaceholderLocation("false");
        camel.setInitialProperties(properties);
        camel.start();
    }

    /** Returns the folder of Kamelets that the Kustomization lists. */
    private static String kamelets() {
        return CAMEL_K.listed().stream()
                .filter(Files::isDirectory)
                .map(path -> "file:" + path)
                .findFirst()
                .orElseThrow();
    }

    private List<String> records(String topic, int count) {
        List<String> values = new ArrayList<>();
        try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", broker.address(), "group.id", "test", "auto.offset.reset", "earliest"),
                new StringDeserializer(),
                new StringDeserializer())) {
            consumer.subscribe(List.of(topic));
            await().atMost(Duration.ofSeconds(30))
                    .pollInSameThread()
                    .pollDelay(Duration.ZERO)
                    .until(() -> {
                        consumer.poll(Duration.ofMillis(100)).forEach(record -> values.add(record.value()));
                        return values.size() >= count;
                    });
        }
        return values;
    }
}
