package io.github.cameltiktok.gateway.watch;

import io.github.cameltiktok.provider.Price;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
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

    CallerPolls(List<WatchRow> active) {
        this.active = List.copyOf(active);
    }

    /**
     * Estimates a watch.
     *
     * @param watchId id of the watch, which is compared with the others
     * @param price of a call; {@code null} if unknown
     */
    Estimate estimate(String watchId, String subjectId, Duration every, @Nullable Price price) {
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
                .map(WatchRow::subjectId)
                .distinct()
                .map(subject -> callsPerDay(others(watchId)
                        .filter(watch -> watch.subjectId().equals(subject))
                        .map(watch -> watch.settings().every())))
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
