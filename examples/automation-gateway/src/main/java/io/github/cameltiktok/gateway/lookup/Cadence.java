package io.github.cameltiktok.gateway.lookup;

import io.github.cameltiktok.model.TikTokResource;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A time between two polls, as lists of platforms offer it.
 *
 * @param every time between two polls
 * @param estimate calls and price of a day
 * @param label text for people, with the price
 */
record Cadence(Duration every, Prices.Estimate estimate, String label) {

    private static final List<Duration> OFFERED = List.of(
            Duration.ofSeconds(10),
            Duration.ofMinutes(1),
            Duration.ofMinutes(5),
            Duration.ofMinutes(15),
            Duration.ofMinutes(30),
            Duration.ofHours(1),
            Duration.ofHours(3),
            Duration.ofHours(6),
            Duration.ofHours(12),
            Duration.ofDays(1),
            Duration.ofDays(7));

    /**
     * Returns the cadences that a caller may choose, shortest first.
     *
     * @param least least time between two polls
     * @param provider of the polls
     */
    static List<Cadence> from(
            Duration least, Prices prices, ProviderCatalog.@Nullable Provider provider, TikTokResource kind) {
        return OFFERED.stream()
                .filter(every -> every.compareTo(least) >= 0)
                .map(every -> of(every, prices, provider, kind))
                .toList();
    }

    private static Cadence of(
            Duration every, Prices prices, ProviderCatalog.@Nullable Provider provider, TikTokResource kind) {
        Prices.Estimate estimate = prices.estimate(provider == null ? null : provider.name(), kind, every);
        return new Cadence(every, estimate, label(every, estimate, provider == null ? null : provider.title()));
    }

    private static String label(Duration every, Prices.Estimate estimate, @Nullable String provider) {
        StringBuilder label = new StringBuilder(name(every))
                .append(": ")
                .append(estimate.callsPerDay().toPlainString())
                .append(estimate.callsPerDay().intValue() == 1 ? " call a day" : " calls a day");
        if (estimate.pricePerDay() != null && estimate.currency() != null) {
            label.append(", ")
                    .append(Prices.text(estimate.pricePerDay(), estimate.currency()))
                    .append(" a day");
        }
        return provider == null
                ? label.toString()
                : label.append(" (").append(provider).append(')').toString();
    }

    private static String name(Duration every) {
        if (every.toSecondsPart() == 0 && every.toMinutesPart() == 0) {
            return every.toHoursPart() == 0 ? name(every.toDays(), "day") : name(every.toHours(), "hour");
        }
        return every.toSecondsPart() == 0 ? name(every.toMinutes(), "minute") : name(every.toSeconds(), "second");
    }

    private static String name(long number, String unit) {
        return number == 1 ? "Every " + unit : "Every " + number + ' ' + unit + 's';
    }
}
