package io.github.cameltiktok.provider.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Times as text. {@code TimesTest} covers their use by the providers. */
final class TextTimeTest {

    @ParameterizedTest
    @CsvSource({
        "2025-06-16T17:07:10.123Z, 2025-06-16T17:07:10.123Z",
        "2025-06-16T17:07:10.12Z, 2025-06-16T17:07:10.120Z",
        "2025-06-16T17:07:10.1234Z, 2025-06-16T17:07:10.123400Z",
        "2025-06-16T17:07:10.123z, 2025-06-16T17:07:10.123Z",
        "2025-06-16t17:07:10.123Z, 2025-06-16T17:07:10.123Z",
        "2025-06-16 17:07:10.123Z, 2025-06-16T17:07:10.123Z",
        "' 2025-06-16T17:07:10.123Z ', 2025-06-16T17:07:10.123Z",
        "2025-06-16T17:07:10Z, 2025-06-16T17:07:10Z",
        "2025-06-16T17:07:10.1234, 2025-06-16T17:07:10.123400Z",
        "2025-06-16T17:07+02:00:00, 2025-06-16T15:07:00Z",
        "2025-06-16T17:07:10.x23Z,",
        "2025-06-16T17:07:10;123Z,",
        "2025-06-16T17:07:10.12\u0663Z,",
    })
    void timeHasAnyFormatOfIso8601(String text, Instant expected) {
        assertThat(TextTime.parse(text)).isEqualTo(expected);
    }
}
