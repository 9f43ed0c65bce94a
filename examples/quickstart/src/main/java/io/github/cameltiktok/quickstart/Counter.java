package io.github.cameltiktok.quickstart;

import org.jspecify.annotations.Nullable;

/** Writes counters as people say them: 18.9M. */
final class Counter {

    private static final String UNITS = "KMBTQ";
    private static final int THOUSAND = 1000;

    private Counter() {}

    /** Cuts instead of rounding, so that no creator gets a follower as a present; {@code -} for an unknown counter. */
    static String text(@Nullable Long value) {
        if (value == null) {
            return "-";
        }
        if (value < THOUSAND) {
            return value.toString();
        }
        long tenths = value / (THOUSAND / 10);
        int unit = 0;
        while (tenths >= 10L * THOUSAND && unit < UNITS.length() - 1) {
            tenths /= THOUSAND;
            unit++;
        }
        return tenths / 10 + "." + tenths % 10 + UNITS.charAt(unit);
    }
}
