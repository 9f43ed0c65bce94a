package io.github.cameltiktok.provider.mapping;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQueries;
import org.jspecify.annotations.Nullable;

/** Parses times in text. A fallback time is parsed on demand only, because parsing allocates 1.7 KB. */
public final class TextTime {

    /** Form of Peekalink's times, with 0 for any digit. The formatter took 15 % of the time for reading its responses. */
    private static final String UTC_MILLIS = "0000-00-00T00:00:00.000Z";

    private static final int NANOS_PER_MILLI = 1_000_000;
    private static final Instant MAX = Instant.parse("9999-12-31T23:59:59.999999999Z");

    private TextTime() {}

    /**
     * Parses a time in ISO 8601, or in the format {@code 2025-06-16 17:07:10} in UTC.
     *
     * @return {@code null} if unreadable, or for the start of Unix time, which is a Unix time of 0 converted to text
     */
    public static @Nullable Instant parse(@Nullable String text) {
        if (text == null) {
            return null;
        }
        try {
            Instant instant = isUtcMillis(text) ? utcMillis(text) : isoDateTime(text);
            return instant.isAfter(Instant.EPOCH) && !instant.isAfter(MAX) ? instant : null;
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static Instant isoDateTime(String text) {
        TemporalAccessor time =
                DateTimeFormatter.ISO_DATE_TIME.parse(text.strip().replace(' ', 'T'));
        ZoneOffset offset = time.query(TemporalQueries.offset());
        return LocalDateTime.from(time).toInstant(offset == null ? ZoneOffset.UTC : offset);
    }

    private static boolean isUtcMillis(String text) {
        if (text.length() != UTC_MILLIS.length()) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            char expected = UTC_MILLIS.charAt(i);
            if (expected == '0' ? !Syntax.isDigit(text.charAt(i)) : text.charAt(i) != expected) {
                return false;
            }
        }
        return true;
    }

    private static Instant utcMillis(String text) {
        return LocalDateTime.of(
                        number(text, 0, 4),
                        number(text, 5, 7),
                        number(text, 8, 10),
                        number(text, 11, 13),
                        number(text, 14, 16),
                        number(text, 17, 19),
                        number(text, 20, 23) * NANOS_PER_MILLI)
                .toInstant(ZoneOffset.UTC);
    }

    private static int number(String text, int start, int end) {
        return Integer.parseInt(text, start, end, 10);
    }
}
