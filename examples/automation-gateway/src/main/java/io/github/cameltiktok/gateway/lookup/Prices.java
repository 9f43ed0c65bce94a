package io.github.cameltiktok.gateway.lookup;

import io.github.cameltiktok.model.TikTokResource;
import io.github.cameltiktok.provider.Price;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Estimates of cost, by the prices of the providers. Free calls are not deducted. Immutable and thread-safe. */
public final class Prices {

    private static final BigDecimal SECONDS_OF_A_DAY =
            BigDecimal.valueOf(Duration.ofDays(1).toSeconds());

    private final ProviderCatalog providers;

    public Prices(ProviderCatalog providers) {
        this.providers = providers;
    }

    /**
     * Estimated cost of polls.
     *
     * @param callsPerDay calls a day, if each poll takes one; at most 2 decimals
     * @param pricePerDay their price; {@code null} if unknown
     * @param currency currency or unit of the price; {@code null} if unknown
     */
    public record Estimate(
            BigDecimal callsPerDay,
            @Nullable BigDecimal pricePerDay,
            @Nullable String currency) {}

    /**
     * Returns the price of a successful call; {@code null} if unknown.
     *
     * @param provider name of the provider, or comma-separated names of which the first counts; {@code null} for the default
     */
    public @Nullable Price of(@Nullable String provider, TikTokResource kind) {
        return providers.first(provider).map(found -> found.price(kind)).orElse(null);
    }

    /**
     * Returns the cost of a lookup that succeeded: the price of one call, because providers bill no failed calls.
     *
     * @param attempts calls of the lookup; 0 costs nothing
     * @return {@code null} if the price is unknown
     */
    public @Nullable BigDecimal cost(String provider, TikTokResource kind, int attempts) {
        if (attempts == 0) {
            return BigDecimal.ZERO;
        }
        Price price = of(provider, kind);
        return price == null ? null : price.amount();
    }

    /**
     * Estimates polls of one subject.
     *
     * @param provider name of the provider, or comma-separated names of which the first counts; {@code null} for the default
     * @param every time between two polls, at least 1 s
     */
    public Estimate estimate(@Nullable String provider, TikTokResource kind, Duration every) {
        BigDecimal seconds = BigDecimal.valueOf(every.toSeconds());
        Price price = of(provider, kind);
        return new Estimate(
                plain(SECONDS_OF_A_DAY.divide(seconds, 2, RoundingMode.HALF_UP)),
                price == null
                        ? null
                        : plain(price.amount().multiply(SECONDS_OF_A_DAY).divide(seconds, 4, RoundingMode.HALF_UP)),
                price == null ? null : price.unit());
    }

    /** Returns an amount for people: {@code $0.024}, {@code 40 credits}, {@code 0.2 EUR}. */
    public static String text(BigDecimal amount, String unit) {
        String number = plain(amount).toPlainString();
        if (unit.equals("USD")) {
            return '$' + number;
        }
        boolean isWord = Character.isLowerCase(unit.charAt(0));
        return number + ' ' + unit + (isWord && amount.compareTo(BigDecimal.ONE) != 0 ? "s" : "");
    }

    /** Returns a price for machines, such as {@code 0.006 USD}; {@code null} for none. */
    static @Nullable String text(@Nullable Price price) {
        return price == null ? null : plain(price.amount()).toPlainString() + ' ' + price.unit();
    }

    /** Without zeros at the end, and without an exponent. */
    private static BigDecimal plain(BigDecimal number) {
        BigDecimal stripped = number.stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }
}
