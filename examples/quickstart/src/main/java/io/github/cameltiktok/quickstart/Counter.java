package io.github.cameltiktok.quickstart;

import org.jspecify.annotations.Nullable;

/** Formats counters in short form, such as 18.9M. */
final class Counter {

    private static final String UNITS = "KMBTQ";
    private static final int THOUSAND = 1000;

    private Counter() {}

    /** Returns the counter rounded down, so that it is never overstated; {@code -} for null. */
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
