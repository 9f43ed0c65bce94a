package io.github.cameltiktok.provider.mapping;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Recognises an id that a provider has handled as a JSON number, and so rounded: to a double, or to its decimal digits. */
public final class RoundedId {

    /** A double keeps 15 decimal digits for certain. Programs write up to 17, and zeros in place of the others. */
    private static final int MIN_SIGNIFICANT_DIGITS = 15;

    private static final int MAX_SIGNIFICANT_DIGITS = 17;

    private RoundedId() {}

    /**
     * Returns whether an id in an answer is another one rounded.
     *
     * @param given id in the answer; {@code null} if none
     * @param exact id that was asked for; {@code null} if none
     */
    public static boolean isRoundingOf(@Nullable String given, @Nullable String exact) {
        if (given == null || exact == null || !isDigits(given) || !isDigits(exact)) {
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

    /** Returns the id that an answer gives, or {@code null} where the answer gives only a rounding of the exact one. */
    public static @Nullable String unlessRounded(@Nullable String given, @Nullable String exact) {
        return given == null || given.equals(exact) || !isRoundingOf(given, exact) ? given : null;
    }

    private static boolean isDigits(String text) {
        return !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9');
    }
}
