package io.github.cameltiktok.pipeline.health;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.camel.health.HealthCheck;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BrokerHealthCheckTest {

    @ParameterizedTest
    @CsvSource({
        "0,        UP,   last heartbeat to the broker 0 s ago",
        "15,       UP,   last heartbeat to the broker 15 s ago",
        "16,       DOWN, last heartbeat to the broker 16 s ago",
        "Infinity, DOWN, no consumer has joined its group yet",
    })
    void checkIsDownAfterLongTimeWithoutHeartbeat(double seconds, HealthCheck.State state, String message) {
        HealthCheck.Result result = new BrokerHealthCheck(() -> seconds).call();

        assertThat(result.getState()).isEqualTo(state);
        assertThat(result.getMessage()).hasValue(message);
    }

    @Test
    void checkIsForReadinessOnly() {
        assertThat(new BrokerHealthCheck(() -> 0).isLiveness()).isFalse();
        assertThat(new BrokerHealthCheck(() -> 0).isReadiness()).isTrue();
    }
}
