package io.github.cameltiktok.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.camel.health.HealthCheck;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BrokerHealthCheckTest {

    @ParameterizedTest
    @CsvSource({
        "0,        UP,   The broker was last told 0 s ago that the consumers are there",
        "15,       UP,   The broker was last told 15 s ago that the consumers are there",
        "16,       DOWN, The broker was last told 16 s ago that the consumers are there",
        "Infinity, DOWN, A consumer has not joined its group yet",
    })
    void itIsDownWhenTheBrokerHasNotHeardOfAConsumerForLong(double seconds, HealthCheck.State state, String message) {
        HealthCheck.Result result = new BrokerHealthCheck(() -> seconds).call();

        assertThat(result.getState()).isEqualTo(state);
        assertThat(result.getMessage()).hasValue(message);
    }

    @Test
    void itIsNoReasonToStartThePipelineAgain() {
        assertThat(new BrokerHealthCheck(() -> 0).isLiveness()).isFalse();
        assertThat(new BrokerHealthCheck(() -> 0).isReadiness()).isTrue();
    }
}
