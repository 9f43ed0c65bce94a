package io.github.cameltiktok.provider.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.statistics.Statistics;
import net.jqwik.api.statistics.StatisticsReport;
import org.jspecify.annotations.Nullable;
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

    @Property(tries = 5_000)
    @StatisticsReport(onFailureOnly = true)
    void timeInUsualFormatEqualsResultOfFormatter(
            @ForAll @IntRange(max = 9_999) int year,
            @ForAll @IntRange(max = 13) int month,
            @ForAll @IntRange(max = 32) int day,
            @ForAll @IntRange(max = 24) int hour,
            @ForAll @IntRange(max = 60) int minute,
            @ForAll @IntRange(max = 60) int second,
            @ForAll @IntRange(max = 999) int millis) {
        String text = String.format(
                Locale.ROOT, "%04d-%02d-%02dT%02d:%02d:%02d.%03dZ", year, month, day, hour, minute, second, millis);
        Instant expected = parsed(text);

        assertThat(TextTime.parse(text))
                .isEqualTo(expected == null || expected.isAfter(Instant.EPOCH) ? expected : null);

        Statistics.collect(expected != null);
        Statistics.coverage(coverage -> coverage.check(true).percentage(share -> share > 10));
        Statistics.coverage(coverage -> coverage.check(false).percentage(share -> share > 2));
    }

    private static @Nullable Instant parsed(String text) {
        try {
            return DateTimeFormatter.ISO_DATE_TIME.parse(text, Instant::from);
        } catch (DateTimeException e) {
            return null;
        }
    }
}
