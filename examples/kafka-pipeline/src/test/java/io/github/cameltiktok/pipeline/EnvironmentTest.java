package io.github.cameltiktok.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EnvironmentTest {

    @ParameterizedTest
    @CsvSource({
        "CAMEL_COMPONENT_TIKTOK_PROVIDER, camel.component.tiktok.provider",
        "CAMEL_COMPONENT_TIKTOK_CACHE_TTL, camel.component.tiktok.cache-ttl",
        "CAMEL_COMPONENT_TIKTOK_APIDIRECT_API_KEY, camel.component.tiktok.apidirect.api-key",
        "CAMEL_COMPONENT_TIKTOK_DUMPLINGAI_BASE_URL, camel.component.tiktok.dumplingai.base-url",
        "CAMEL_COMPONENT_TIKTOK_PEEKALINK_MAX_CONCURRENT_REQUESTS, "
                + "camel.component.tiktok.peekalink.max-concurrent-requests",
        "CAMEL_COMPONENT_KAFKA_SESSION_TIMEOUT_MS, camel.component.kafka.session-timeout-ms",
        "CAMEL_MANAGEMENT_PORT, camel.management.port",
        "CAMEL_MANAGEMENT_HEALTH_CHECK_ENABLED, camel.management.health-check-enabled",
    })
    void variableSetsProperty(String variable, String property) {
        assertThat(Environment.properties(Map.of(variable, "v"))).isEqualTo(Map.of(property, "v"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"apidirect", "dumplingai", "peekalink"})
    void keyVariableIsThatOfProperties(String provider) throws IOException {
        Properties properties = new Properties();
        try (InputStream file = Environment.class.getResourceAsStream("/application.properties")) {
            properties.load(file);
        }

        assertThat(properties.getProperty("camel.component.tiktok." + provider + ".api-key"))
                .isEqualTo("{{env:" + Environment.keyVariable(provider) + ":}}");
    }

    @Test
    void beanProviderHasNoKeyVariable() {
        assertThat(Environment.keyVariable("mine")).isNull();
    }

    @Test
    void variablesThatCamelReadsAreIgnored() {
        assertThat(Environment.properties(Map.of("CAMEL_MAIN_NAME", "v", "PIPELINE_MAX_IN_FLIGHT", "1", "PATH", "x")))
                .isEmpty();
    }
}
