package io.github.cameltiktok.provider;

import java.math.BigDecimal;

/**
 * What a successful call costs.
 *
 * @param amount not negative
 * @param unit currency or the provider's own unit, such as {@code USD} or {@code credit}
 */
public record Price(BigDecimal amount, String unit) {

    /** Returns a price of so many units. */
    public static Price of(String amount, String unit) {
        return new Price(new BigDecimal(amount), unit);
    }
}
