package io.github.cameltiktok.internal.lookup;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ResponseTimesTest {

    private final ResponseTimes times = new ResponseTimes();

    @Test
    void timesBeforeTheFirstResponseAreTheFloor() {
        assertThat(times.mean()).isEqualTo(ResponseTimes.FLOOR);
        assertThat(times.longest()).isEqualTo(ResponseTimes.FLOOR);
        assertThat(times.median()).isZero();
    }

    @ParameterizedTest(name = "{0}: mean {1}, median {2}, longest {3}")
    @CsvSource({
        "10, 10, 10, 10",
        "10 30, 20, 30, 30",
        "30 10 80, 40, 30, 80",
        "400 10 20 10 10, 90, 10, 400",
    })
    void timesAreIndependentOfTheOrderOfResponses(String millis, long mean, long median, long longest) {
        Arrays.stream(millis.split(" "))
                .map(Long::valueOf)
                .map(Duration::ofMillis)
                .forEach(times::add);

        assertThat(times.mean()).hasMillis(mean);
        assertThat(times.median()).hasMillis(median);
        assertThat(times.longest()).hasMillis(longest);
    }

    @Test
    void responseCountsForOneWindow() {
        times.add(Duration.ofSeconds(17));
        add(ResponseTimes.WINDOW - 1, Duration.ofSeconds(1));
        assertThat(times.longest()).hasSeconds(17);
        assertThat(times.mean()).hasSeconds(2);
        assertThat(times.median()).hasSeconds(1);

        add(1, Duration.ofSeconds(1));

        assertThat(times.longest()).hasSeconds(1);
        assertThat(times.mean()).hasSeconds(1);
    }

    @Test
    void onlyTheLastWindowCounts() {
        add(3 * ResponseTimes.WINDOW + 7, Duration.ofSeconds(9));
        add(ResponseTimes.WINDOW / 2, Duration.ofSeconds(1));
        assertThat(times.mean()).hasSeconds(5);

        add(ResponseTimes.WINDOW / 2, Duration.ofSeconds(1));

        assertThat(times.mean()).hasSeconds(1);
        assertThat(times.median()).hasSeconds(1);
        assertThat(times.longest()).hasSeconds(1);
    }

    private void add(int answers, Duration time) {
        for (int i = 0; i < answers; i++) {
            times.add(time);
        }
    }
}
