package io.github.cameltiktok.provider.mapping;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Detects ids that a provider rounded because it handled them as JSON numbers: as doubles or as decimal digits. */
public final class RoundedId {

    /** A double preserves at least 15 decimal digits. Programs write up to 17 and fill the rest with zeros. */
    private static final int MIN_SIGNIFICANT_DIGITS = 15;

    private static final int MAX_SIGNIFICANT_DIGITS = 17;

    /** Ids have up to 19 digits. Parsing takes quadratic time, so longer text is not parsed. */
    private static final int MAX_DIGITS = 40;

    private RoundedId() {}

    /**
     * Returns whether an id in a response is a rounding of the requested id. The same id counts as its own rounding.
     *
     * @param given id in the response; {@code null} if absent
     * @param exact requested id; {@code null} if unknown
     */
    public static boolean isRoundingOf(@Nullable String given, @Nullable String exact) {
        if (given == null || exact == null || !isShortNumber(given) || !isShortNumber(exact)) {
            return false;
        }
        BigDecimal number = new BigDecimal(given);
        double nearest = Double.parseDouble(exact);
        int digits = number.stripTrailingZeros().precision();
        if (digits > MAX_SIGNIFICANT_DIGITS) {
            return number.compareTo(new BigDecimal(nearest)) == 0;
        }
        BigDecimal difference = number.subtract(new BigDecimal(exact)).abs();
        BigDecimal lastDigit =
                BigDecimal.ONE.scaleByPowerOfTen(exact.length() - Math.max(digits, MIN_SIGNIFICANT_DIGITS));
        return number.doubleValue() == nearest || difference.compareTo(lastDigit) < 0;
    }

    /** Returns the id in the response; {@code null} if it is only a rounding of the requested id. */
    public static @Nullable String unlessRounded(@Nullable String given, @Nullable String exact) {
        return given == null || given.equals(exact) || !isRoundingOf(given, exact) ? given : null;
    }

    private static boolean isShortNumber(String text) {
        return text.length() <= MAX_DIGITS && Syntax.isDigits(text);
    }
}
