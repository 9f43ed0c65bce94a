package io.github.cameltiktok.pipeline.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KafkaSettingsTest {

    @Test
    void loginAndEncryptionReachConsumerProducerAndAdmin() {
        Map<String, String> security = Map.of(
                "security.protocol", "SASL_SSL",
                "sasl.mechanism", "OAUTHBEARER",
                "sasl.jaas.config", "some.Module required password=\"secret\";",
                "sasl.oauthbearer.token.endpoint.url", "https://login.example.org/token",
                "sasl.login.callback.handler.class", "some.Handler",
                "ssl.truststore.location", "/trust.p12");
        Properties properties = properties("bootstrap.servers", "a:1,b:2");
        security.forEach((name, value) -> properties.setProperty("pipeline.kafka." + name, value));

        KafkaSettings settings = KafkaSettings.of(properties);

        assertThat(settings.brokers()).isEqualTo("a:1,b:2");
        assertThat(settings.consumer()).containsAllEntriesOf(security).containsEntry("bootstrap.servers", "a:1,b:2");
        assertThat(settings.producer()).containsAllEntriesOf(security).containsEntry("bootstrap.servers", "a:1,b:2");
        assertThat(settings.admin()).containsAllEntriesOf(security).containsEntry("bootstrap.servers", "a:1,b:2");
    }

    @Test
    void clientGetsOnlyItsSettings() {
        Properties properties = properties("bootstrap.servers", "a:1");
        properties.setProperty("pipeline.kafka.session.timeout.ms", "9000");
        properties.setProperty("pipeline.kafka.compression.type", "zstd");
        properties.setProperty("another.property", "x");

        KafkaSettings settings = KafkaSettings.of(properties);

        assertThat(settings.consumer()).containsOnlyKeys("bootstrap.servers", "session.timeout.ms");
        assertThat(settings.producer()).containsOnlyKeys("bootstrap.servers", "compression.type");
        assertThat(settings.admin())
                .containsOnlyKeys("bootstrap.servers", "default.api.timeout.ms", "request.timeout.ms");
    }

    @Test
    void adminTimeoutsCanBeSet() {
        Properties properties = properties("bootstrap.servers", "a:1");
        properties.setProperty("pipeline.kafka.request.timeout.ms", "7000");

        assertThat(KafkaSettings.of(properties).admin()).containsEntry("request.timeout.ms", "7000");
    }

    @ParameterizedTest
    @ValueSource(strings = {"enable.auto.commit", "acks", "group.id", "isolation.level", "transactional.id"})
    void settingsOfDeliveryCannotBeChanged(String name) {
        Properties properties = properties("bootstrap.servers", "a:1");
        properties.setProperty("pipeline.kafka." + name, "x");

        assertThatThrownBy(() -> KafkaSettings.of(properties))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Kafka setting " + name + " cannot be changed, because delivery depends on it: remove it");
    }

    @Test
    void unknownSettingIsNamed() {
        assertThatThrownBy(() -> KafkaSettings.of(properties("security.protocoll", "SASL_SSL")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no client setting security.protocoll");
    }

    @ParameterizedTest
    @CsvSource({"bootstrap.servers,''", "bootstrap.servers,' '", "security.protocol,SSL"})
    void missingBrokersAreReportedWithOptionAndVariable(String name, String value) {
        assertThatThrownBy(() -> KafkaSettings.of(properties(name, value)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("no brokers are set: use --brokers HOST:PORT,… or PIPELINE_KAFKA_BOOTSTRAP_SERVERS");
    }

    @Test
    void variablesSetSettings() {
        Map<String, String> variables = Map.of(
                "PIPELINE_KAFKA_SASL_JAAS_CONFIG", "secret",
                "PIPELINE_KAFKA_SECURITY_PROTOCOL", "SASL_SSL",
                "PIPELINE_PORT", "1",
                "KAFKA_BROKERS", "x");

        assertThat(ClusterOptions.fromEnvironment(variables))
                .isEqualTo(Map.of(
                        "pipeline.kafka.sasl.jaas.config", "secret",
                        "pipeline.kafka.security.protocol", "SASL_SSL"));
    }

    private static Properties properties(String name, String value) {
        Properties properties = new Properties();
        properties.setProperty("pipeline.kafka." + name, value);
        return properties;
    }
}
