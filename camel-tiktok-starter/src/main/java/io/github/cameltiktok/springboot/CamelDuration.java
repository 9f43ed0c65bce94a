package io.github.cameltiktok.springboot;

import java.util.regex.Pattern;
import org.apache.camel.util.TimeUtils;
import org.springframework.boot.convert.DurationStyle;

/**
 * A duration in the notation of Camel ({@code 1h30m}, {@code 20000}) or of Spring Boot ({@code 10m}, {@code PT10M}). A
 * type of its own leaves the conversion of other durations in the application unchanged.
 */
public record CamelDuration(long milliseconds) {

    /** Camel reads any other text as 0. */
    private static final Pattern CAMEL = Pattern.compile("\\d+|(?=\\d)(\\d+d)?(\\d+h)?(\\d+m)?(\\d+s)?(\\d+ms)?");

    /**
     * Parses a duration.
     *
     * @throws IllegalArgumentException if the text is not a duration
     */
    static CamelDuration parse(String text) {
        String trimmed = text.strip();
        if (CAMEL.matcher(trimmed).matches()) {
            return new CamelDuration(TimeUtils.toMilliSeconds(trimmed));
        }
        try {
            return new CamelDuration(DurationStyle.detectAndParse(trimmed).toMillis());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "a duration must be milliseconds or have units, as in 20000, 10m, 1h30m or PT10M, but was '" + text
                            + "'",
                    e);
        }
    }
}
