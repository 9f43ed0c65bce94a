package io.github.cameltiktok.pipeline.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.camel.health.HealthCheck;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConditionsTest {

    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private final Conditions conditions = new Conditions(() -> now);

    @Test
    void failureKeepsItsFirstReasonAndTimeUntilItEnds() {
        conditions.fails("writing videos", "first");
        now = now.plusSeconds(5);
        conditions.fails("writing videos", "second");

        assertThat(conditions.failing())
                .isEqualTo(Map.of(
                        "writing videos", new Conditions.Failure("first", Instant.parse("2026-01-01T00:00:00Z"))));
        conditions.works("writing videos");
        assertThat(conditions.failing()).isEmpty();
        conditions.fails("writing videos", "third");
        assertThat(conditions.failing().get("writing videos").reason()).isEqualTo("third");
    }

    @Test
    void eachConditionIsAnnouncedOnce() {
        List<String> announced = new ArrayList<>();
        conditions.onNew(announced::add);

        conditions.works("a");
        conditions.fails("a", "x");
        conditions.fails("b", new IllegalStateException("y"));
        conditions.works("b");

        assertThat(announced).containsExactly("a", "b");
        assertThat(conditions.isFailing("a")).isTrue();
        assertThat(conditions.isFailing("b")).isFalse();
        assertThat(conditions.isFailing("c")).isFalse();
    }

    @Test
    void longReasonIsShortened() {
        conditions.fails("a", "x".repeat(10_000));

        assertThat(conditions.failing().get("a").reason()).hasSize(501).endsWith("…");
    }

    @Test
    void readinessNamesEachConditionThatFailsAndItsReason() {
        ConditionsHealthCheck check = new ConditionsHealthCheck(conditions);
        conditions.works("c");
        assertThat(check.call().getState()).isEqualTo(HealthCheck.State.UP);

        conditions.fails("b", "slow");
        conditions.fails("a", "gone");

        HealthCheck.Result result = check.call();
        assertThat(result.getState()).isEqualTo(HealthCheck.State.DOWN);
        assertThat(result.getMessage()).hasValue("a fails: gone · b fails: slow");
        assertThat(result.getDetails()).containsEntry("a since", "2026-01-01T00:00:00Z");
        assertThat(check.isLiveness()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"0, UP", "300, UP", "301, DOWN"})
    void livenessEndsFiveMinutesAfterTheLastPoll(long seconds, HealthCheck.State state) {
        PollingHealthCheck check =
                new PollingHealthCheck(() -> Map.of("retries", Duration.ZERO, "requests", Duration.ofSeconds(seconds)));

        assertThat(check.call().getState()).isEqualTo(state);
        assertThat(check.isLiveness()).isTrue();
        assertThat(check.isReadiness()).isFalse();
    }
}
