package io.github.cameltiktok.internal.message;

import io.github.cameltiktok.link.LogSafe;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Converts ids that are numbers to text. */
final class WholeNumber {

    /** An id has at most 19 digits. A longer number breaks the rule for ids, and parsing it would cost time. */
    private static final int MAX_DIGITS = 40;

    /** 2^53 - 1: above it a double skips whole numbers. */
    private static final double MAX_EXACT_DOUBLE = 9_007_199_254_740_991d;

    /** 2^24 - 1: above it a float skips whole numbers. */
    private static final double MAX_EXACT_FLOAT = 16_777_215d;

    private WholeNumber() {}

    /**
     * Returns the digits of a whole number.
     *
     * @param place of the number, for the message
     * @throws InvalidArgumentException if the number is not whole, or may have been rounded: a floating-point number above
     *     2^53, or a number with an exponent
     */
    static String digits(String place, Number number) {
        BigDecimal exact = exact(number);
        if (exact == null || exact.remainder(BigDecimal.ONE).signum() != 0) {
            throw new InvalidArgumentException(place + " must be text or a whole number, but was "
                    + LogSafe.of(number.toString()) + " of type "
                    + number.getClass().getSimpleName() + ", which is not whole or was rounded. Send ids as text");
        }
        return exact.toBigInteger().toString();
    }

    private static @Nullable BigDecimal exact(Number number) {
        if (number instanceof Double || number instanceof Float) {
            double value = number.doubleValue();
            double max = number instanceof Float ? MAX_EXACT_FLOAT : MAX_EXACT_DOUBLE;
            return Math.abs(value) <= max ? new BigDecimal(value) : null;
        }
        try {
            BigDecimal exact = number instanceof BigDecimal decimal ? decimal : new BigDecimal(number.toString());
            boolean hasExponent = exact.scale() < 0;
            return hasExponent || exact.precision() > MAX_DIGITS || exact.scale() > MAX_DIGITS ? null : exact;
        } catch (NumberFormatException e) {
            return null;
        }
    }
}
