package io.github.cameltiktok.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
    void aVariableNamesAProperty(String variable, String property) {
        assertThat(Environment.properties(Map.of(variable, "v"))).isEqualTo(Map.of(property, "v"));
    }

    @Test
    void whatCamelReadsItselfIsLeftToIt() {
        assertThat(Environment.properties(Map.of("CAMEL_MAIN_NAME", "v", "PIPELINE_MAX_IN_FLIGHT", "1", "PATH", "x")))
                .isEmpty();
    }
}
