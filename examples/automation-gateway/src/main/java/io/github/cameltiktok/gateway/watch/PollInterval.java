package io.github.cameltiktok.gateway.watch;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The time between two polls as text. */
final class PollInterval {

    static final Duration SHORTEST = Duration.ofSeconds(10);
    static final Duration LONGEST = Duration.ofDays(30);

    private static final String RULE =
            "every must be a time from 10 seconds to 30 days, as in PT6H, 6h or 1h30m, but is '%s'";
    private static final int MOST_CHARACTERS = 32;

    /** Camel's form. A bare number would be milliseconds there, so it needs a unit here. */
    private static final Pattern CAMEL =
            Pattern.compile("(?:(\\d{1,5})d)?(?:(\\d{1,5})h)?(?:(\\d{1,6})m)?(?:(\\d{1,7})s)?");

    private PollInterval() {}

    /**
     * Parses ISO 8601, such as {@code PT6H}, or Camel's form, such as {@code 1h30m}.
     *
     * @throws IllegalArgumentException with the rule and the value
     */
    static Duration parse(String text) {
        Duration every = text.length() > MOST_CHARACTERS ? Duration.ZERO : duration(text.strip());
        if (every.compareTo(SHORTEST) < 0 || every.compareTo(LONGEST) > 0) {
            String shown = text.length() > MOST_CHARACTERS ? text.substring(0, MOST_CHARACTERS) + '…' : text;
            throw new IllegalArgumentException(String.format(Locale.ROOT, RULE, shown));
        }
        return every.truncatedTo(ChronoUnit.SECONDS);
    }

    /** Returns 0 for anything else. */
    private static Duration duration(String text) {
        Matcher camel = CAMEL.matcher(text.toLowerCase(Locale.ROOT));
        if (camel.matches()) {
            return Duration.ofDays(number(camel, 1))
                    .plusHours(number(camel, 2))
                    .plusMinutes(number(camel, 3))
                    .plusSeconds(number(camel, 4));
        }
        try {
            return Duration.parse(text);
        } catch (DateTimeException e) {
            return Duration.ZERO;
        }
    }

    private static long number(Matcher camel, int group) {
        return camel.group(group) == null ? 0 : Long.parseLong(camel.group(group));
    }
}
