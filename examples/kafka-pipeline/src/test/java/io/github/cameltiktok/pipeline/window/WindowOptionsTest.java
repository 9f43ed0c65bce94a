package io.github.cameltiktok.pipeline.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WindowOptionsTest {

    @ParameterizedTest
    @CsvSource({"64,1,64", "64,4,16", "64,12,5", "64,64,1", "3,4,1", "1,1,1", "64,0,64"})
    void partitionHasEqualShareOfAtLeastOne(String maxInFlight, int partitions, int share) {
        assertThat(WindowOptions.of(properties(maxInFlight)).share(partitions)).isEqualTo(share);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 'window.max.in.flight must be at least 1, but is 0'",
        "-5, 'window.max.in.flight must be at least 1, but is -5'",
        "many, 'window.max.in.flight must be a number, but is many'",
        "'', 'window.max.in.flight must be a number, but is '"
    })
    void invalidMaximumIsRejected(String value, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> WindowOptions.of(properties(value)))
                .withMessage(message);
    }

    @Test
    void missingMaximumIsRejected() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> WindowOptions.of(new Properties()))
                .withMessageContaining("window.max.in.flight must be");
    }

    private static Properties properties(String maxInFlight) {
        Properties properties = new Properties();
        properties.setProperty("window.max.in.flight", maxInFlight);
        return properties;
    }
}
