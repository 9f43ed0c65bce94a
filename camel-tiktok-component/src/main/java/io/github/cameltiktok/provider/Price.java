package io.github.cameltiktok.provider;

import java.math.BigDecimal;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Price of a successful call.
 *
 * @param amount not negative
 * @param unit currency, or the provider's own unit: {@code USD}, {@code credit}
 */
public record Price(BigDecimal amount, String unit) {

    private static final Pattern TEXT = Pattern.compile("(\\d{1,9}(?:\\.\\d{1,9})?) +([A-Za-z]{1,16})");

    /**
     * Returns the price that a text states.
     *
     * @param text amount and unit, such as {@code 0.006 USD}
     * @throws IllegalArgumentException if the text is anything else
     */
    public static Price parse(String text) {
        Matcher matcher = TEXT.matcher(text.strip());
        if (!matcher.matches()) {
            throw new IllegalArgumentException("must be an amount and a unit, as in 0.006 USD, but was '" + text + "'");
        }
        return new Price(new BigDecimal(matcher.group(1)), matcher.group(2));
    }
}
