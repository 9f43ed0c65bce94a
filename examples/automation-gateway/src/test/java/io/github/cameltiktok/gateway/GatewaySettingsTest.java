package io.github.cameltiktok.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GatewaySettingsTest {

    @Test
    void defaultsAreThoseOfOneInstance() {
        GatewaySettings settings = settings(Map.of(), Map.of());

        assertThat(settings.port()).isEqualTo(8080);
        assertThat(settings.bindAddress()).isEqualTo("127.0.0.1");
        assertThat(settings.managementPort()).isNull();
        assertThat(settings.publicUrl()).isNull();
        assertThat(settings.databaseUrl()).isEqualTo("jdbc:sqlite:gateway.db");
        assertThat(settings.instances()).isEqualTo(1);
        assertThat(settings.deadline()).isEqualTo(Duration.ofSeconds(20));
        assertThat(settings.allowLocal()).isFalse();
    }

    @Test
    void environmentOverridesTheFile() {
        GatewaySettings settings = settings(
                Map.of("gateway.port", "1", "gateway.public-url", "https://a.example"),
                Map.of("GATEWAY_PORT", "2", "GATEWAY_DATABASE_URL", "jdbc:postgresql://b/c"));

        assertThat(settings.port()).isEqualTo(2);
        assertThat(settings.publicUrl()).isEqualTo("https://a.example");
        assertThat(settings.databaseUrl()).isEqualTo("jdbc:postgresql://b/c");
    }

    @Test
    void unknownNameIsRefusedWithTheKnownOnes() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> settings(Map.of("gateway.prot", "1"), Map.of()))
                .withMessageStartingWith("unknown property gateway.prot: the gateway knows gateway.allow-local, ")
                .withMessageContaining("gateway.port");
    }

    @ParameterizedTest
    @CsvSource({
        "gateway.port, 65536",
        "gateway.port, x",
        "gateway.instances, 0",
        "gateway.deadline, soon",
        "gateway.deadline, 0",
        "gateway.allow-local, yes",
        "gateway.public-url, gateway.example",
        "gateway.public-url, https://gateway.example/",
        "gateway.management-port, -1"
    })
    void wrongValueIsRefusedWithItsName(String name, String value) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> settings(Map.of(name, value), Map.of()))
                .withMessageContaining(name)
                .withMessageContaining(value);
    }

    @Test
    void secretsReachNeitherCamelNorTheLog() {
        String secret = "0123456789abcdef0123456789abcdef";
        GatewaySettings settings = settings(
                Map.of(
                        "gateway.secret", secret,
                        "gateway.database.password", secret,
                        "camel.component.tiktok.provider", "peekalink"),
                Map.of());

        assertThat(settings.toString()).doesNotContain(secret);
        assertThat(settings.camelProperties())
                .containsEntry("camel.component.tiktok.provider", "peekalink")
                .doesNotContainValue(secret);
    }

    private static GatewaySettings settings(Map<String, String> properties, Map<String, String> environment) {
        Properties all = new Properties();
        all.putAll(properties);
        return GatewaySettings.of(all, environment);
    }
}
