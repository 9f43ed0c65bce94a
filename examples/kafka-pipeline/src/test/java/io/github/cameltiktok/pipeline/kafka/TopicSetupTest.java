package io.github.cameltiktok.pipeline.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cameltiktok.pipeline.PipelineFixture;
import io.github.cameltiktok.pipeline.broker.FreePort;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TopicSetupTest {

    private final Topics topics = Topics.of("setup-" + UUID.randomUUID());

    @Test
    void missingTopicsAreCreatedOnceWithLargerDeadLetters() throws Exception {
        KafkaSettings settings = KafkaSettings.of(PipelineFixture.brokers());

        TopicSetup.check(settings, topics, 3);
        TopicSetup.check(settings, topics, 5);
        TopicSetup.check(settings, topics, null);

        try (Admin admin = Admin.create(settings.admin())) {
            Map<String, TopicDescription> described =
                    admin.describeTopics(topics.all()).allTopicNames().get();
            assertThat(described.values()).allMatch(topic -> topic.partitions().size() == 3);
            ConfigResource deadLetters = new ConfigResource(ConfigResource.Type.TOPIC, topics.deadLetters());
            assertThat(admin.describeConfigs(List.of(deadLetters))
                            .all()
                            .get()
                            .get(deadLetters)
                            .get("max.message.bytes")
                            .value())
                    .isEqualTo("2097152");
        }
    }

    @Test
    void missingTopicsAreNamedIfNotCreated() {
        assertThatThrownBy(() -> TopicSetup.check(KafkaSettings.of(PipelineFixture.brokers()), topics, null))
                .isInstanceOf(StartRefusedException.class)
                .hasMessageContaining(topics.requests() + ", " + topics.videos())
                .hasMessageEndingWith("Create them, or start without --no-create-topics");
    }

    @ParameterizedTest
    @CsvSource({"127.0.0.1", "no-such-host.invalid"})
    void unreachableBrokersAllowRetry(String host) {
        Properties properties = new Properties();
        properties.setProperty("pipeline.kafka.bootstrap.servers", host + ":" + FreePort.find());
        properties.setProperty("pipeline.kafka.request.timeout.ms", "500");
        properties.setProperty("pipeline.kafka.default.api.timeout.ms", "500");

        assertThatThrownBy(() -> TopicSetup.check(KafkaSettings.of(properties), topics, 1))
                .isInstanceOf(BrokersUnavailableException.class)
                .hasMessageContaining(host)
                .hasMessageContaining("cannot be reached");
    }

    @Test
    void invalidSettingEndsStart() {
        Properties properties = new Properties();
        properties.setProperty("pipeline.kafka.bootstrap.servers", PipelineFixture.brokers());
        properties.setProperty("pipeline.kafka.security.protocol", "SSL");
        properties.setProperty("pipeline.kafka.ssl.truststore.location", "/no/such/file");

        assertThatThrownBy(() -> TopicSetup.check(KafkaSettings.of(properties), topics, 1))
                .isInstanceOf(StartRefusedException.class)
                .hasMessageContaining("/no/such/file");
    }
}
