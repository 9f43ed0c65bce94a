package io.github.cameltiktok.gateway.watch;

import io.github.cameltiktok.gateway.lookup.Prices;
import io.github.cameltiktok.model.TikTokResource;
import io.github.cameltiktok.provider.Price;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The polls of a caller's active watches. Watches of one subject share polls, so their cost counts once. Watches of other
 * callers do not count: they may end at any time, and are secret. Immutable.
 */
final class CallerPolls {

    private static final BigDecimal SECONDS_OF_A_DAY =
            BigDecimal.valueOf(Duration.ofDays(1).toSeconds());
    private static final int DIGITS = 9;

    private final List<WatchRow> active;
    private final Prices prices;

    CallerPolls(List<WatchRow> active, Prices prices) {
        this.active = List.copyOf(active);
        this.prices = prices;
    }

    /** Estimates a watch, compared with the others. */
    Estimate estimate(WatchRow watch) {
        return estimate(watch, watch.settings().every());
    }

    /** Estimates a watch with another cadence. */
    Estimate estimate(WatchRow watch, Duration every) {
        return estimate(watch.id(), watch.subjectId(), every, price(watch.provider(), watch.kind()));
    }

    /** Estimates a watch that is to be created. */
    Estimate estimate(String watchId, String subjectId, WatchRequest request) {
        return estimate(watchId, subjectId, request.settings().every(), price(request.provider(), request.kind()));
    }

    private @Nullable Price price(String provider, TikTokResource kind) {
        return prices.of(provider.isEmpty() ? null : provider, kind);
    }

    private Estimate estimate(String watchId, String subjectId, Duration every, @Nullable Price price) {
        List<Duration> others = others(watchId)
                .filter(watch -> watch.subjectId().equals(subjectId))
                .map(watch -> watch.settings().every())
                .toList();
        BigDecimal before = callsPerDay(others.stream());
        BigDecimal after = callsPerDay(Stream.concat(others.stream(), Stream.of(every)));
        return Estimate.of(after.subtract(before), price, others.size());
    }

    /** Returns the calls per day of all watches but one. */
    BigDecimal callsPerDayWithout(String watchId) {
        return others(watchId)
                .collect(Collectors.groupingBy(
                        WatchRow::subjectId,
                        Collectors.mapping(watch -> watch.settings().every(), Collectors.toList())))
                .values()
                .stream()
                .map(cadences -> callsPerDay(cadences.stream()))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private Stream<WatchRow> others(String watchId) {
        return active.stream().filter(watch -> !watch.id().equals(watchId));
    }

    /** Returns the calls per day of one subject. */
    private static BigDecimal callsPerDay(Stream<Duration> cadences) {
        return cadences.min(Duration::compareTo)
                .map(every -> SECONDS_OF_A_DAY.divide(
                        BigDecimal.valueOf(Objects.requireNonNull(every).toSeconds()), DIGITS, RoundingMode.HALF_UP))
                .orElse(BigDecimal.ZERO);
    }
}
