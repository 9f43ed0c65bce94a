package io.github.cameltiktok.provider.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class VideoIdsTest {

    private static final Instant NOW = Instant.parse("2026-11-22T10:15:30Z");

    /** First and last id of the seconds at both ends of the trusted range. */
    @ParameterizedTest
    @CsvSource({
        "7516594811734854943, 2025-06-16T17:06:48Z",
        "6234602014664294399, ",
        "6234602014664294400, 2016-01-01T00:00:00Z",
        "7710937455762866175, 2026-11-22T10:15:30Z",
        "7710937455762866176, ",
        "1, ",
        "9223372036854775807, ",
        "18446744073709551615, ",
        "9999999999999999999999999, "
    })
    void uploadTimeIsReadFrom2016ToNow(String id, Instant expected) {
        assertThat(VideoIds.uploadTime(id, NOW)).isEqualTo(expected);
    }

    @Test
    void futureUploadTimeIsRejected() {
        Instant second = Instant.parse("2025-06-16T17:06:48Z");

        assertThat(VideoIds.uploadTime("7516594811734854943", second)).isEqualTo(second);
        assertThat(VideoIds.uploadTime("7516594811734854943", second.minusNanos(1)))
                .isNull();
    }

    @Test
    void missingIdHasNoUploadTime() {
        assertThat(VideoIds.uploadTime(null, NOW)).isNull();
    }
}
