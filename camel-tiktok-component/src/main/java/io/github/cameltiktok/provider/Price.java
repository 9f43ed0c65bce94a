package io.github.cameltiktok.provider;

import java.math.BigDecimal;

/**
 * Price of a successful call.
 *
 * @param amount not negative
 * @param unit currency, or the provider's own unit: {@code USD}, {@code credit}
 */
public record Price(BigDecimal amount, String unit) {

    /** Returns a price whose amount is given as decimal text, such as {@code 0.006}. */
    public static Price of(String amount, String unit) {
        return new Price(new BigDecimal(amount), unit);
    }
}
