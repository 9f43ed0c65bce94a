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
        "2025-02-30T17:07:10.123Z,",
        "2025-06-16T24:00:00.000Z,",
        "2025-06-16T23:59:60.000Z,",
        "+025-06-16T17:07:10.123Z,",
        "0000-06-16T17:07:10.123Z,",
        "1970-01-01T00:00:00.000Z,",
        "9999-12-31T23:59:59.999Z, 9999-12-31T23:59:59.999Z",
    })
    void timeHasAnyFormatOfIso8601(String text, Instant expected) {
        assertThat(TextTime.parse(text)).isEqualTo(expected);
    }
}
