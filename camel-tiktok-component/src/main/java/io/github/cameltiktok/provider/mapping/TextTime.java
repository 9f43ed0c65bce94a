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
            TemporalAccessor time =
                    DateTimeFormatter.ISO_DATE_TIME.parse(text.strip().replace(' ', 'T'));
            ZoneOffset offset = time.query(TemporalQueries.offset());
            Instant instant = LocalDateTime.from(time).toInstant(offset == null ? ZoneOffset.UTC : offset);
            return instant.isAfter(Instant.EPOCH) && !instant.isAfter(MAX) ? instant : null;
        } catch (DateTimeException e) {
            return null;
        }
    }
}
