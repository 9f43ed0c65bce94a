package io.github.cameltiktok.watch;

import io.github.cameltiktok.model.TikTokRecord;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Compares lookups with snapshots and decides which are events. Immutable and thread-safe. */
public final class Watch {

    private static final BigDecimal MILLIS_OF_AN_HOUR =
            BigDecimal.valueOf(Duration.ofHours(1).toMillis());

    private static final String COUNTERS = "stats.";

    private final WatchedFields fields;
    private final MinGrowth minGrowth;
    private final boolean emitsAll;

    /** @param emitsAll whether a lookup without a change is emitted as well */
    public Watch(WatchedFields fields, MinGrowth minGrowth, boolean emitsAll) {
        this.fields = fields;
        this.minGrowth = minGrowth;
        this.emitsAll = emitsAll;
    }

    /**
     * The result of a comparison.
     *
     * @param change to emit; {@code null} if none
     * @param next new baseline: from the moment the change is emitted, or at once if there is none
     */
    public record Outcome(@Nullable Change change, Snapshot next) {}

    /**
     * Compares a lookup with the last snapshot.
     *
     * @param last {@code null} if nothing was emitted yet
     * @param record {@code null} if the subject is not visible
     * @param now time of the lookup
     */
    public Outcome compare(@Nullable Snapshot last, @Nullable TikTokRecord record, Instant now) {
        if (record == null) {
            return vanished(last, now);
        }
        Map<String, Object> values = FieldValues.of(record);
        values.keySet().retainAll(fields.names());
        if (last == null || !last.visible() && last.fields().isEmpty()) {
            return new Outcome(
                    new Change(Event.FIRST, List.of(), Map.of(), Map.of(), null), new Snapshot(now, true, values));
        }
        List<String> changed = new ArrayList<>();
        Map<String, Object> previous = new TreeMap<>();
        last.fields().forEach((name, before) -> {
            Object value = values.get(name);
            // A field that has become unknown is no change: another provider may return fewer fields.
            if (value != null && !value.equals(before) && minGrowth.isEnough(name, before, value)) {
                changed.add(name);
                previous.put(name, before);
            }
        });
        Map<String, Object> known = new TreeMap<>(last.fields());
        Event event = !last.visible() ? Event.REAPPEARED : changed.isEmpty() ? null : Event.CHANGED;
        if (event == null && !emitsAll) {
            // A field that was unknown is no change, but its value is the baseline from now on.
            values.forEach(known::putIfAbsent);
            return new Outcome(null, new Snapshot(last.at(), true, known));
        }
        known.putAll(values);
        Duration sinceLast = sinceLast(last, now);
        Change change = new Change(event, changed, previous, growth(last, values, sinceLast), sinceLast);
        return new Outcome(change, new Snapshot(now, true, known));
    }

    private static Outcome vanished(@Nullable Snapshot last, Instant now) {
        if (last == null) {
            return new Outcome(null, new Snapshot(now, false, Map.of()));
        }
        if (!last.visible()) {
            return new Outcome(null, last);
        }
        Change change = new Change(Event.DISAPPEARED, List.of(), last.fields(), Map.of(), sinceLast(last, now));
        return new Outcome(change, new Snapshot(now, false, last.fields()));
    }

    /** Returns 0 if the clock was set back. */
    private static Duration sinceLast(Snapshot last, Instant now) {
        Duration duration = Duration.between(last.at(), now);
        return duration.isNegative() ? Duration.ZERO : duration;
    }

    /** Returns growth per hour; empty for two lookups in the same millisecond or after a clock was set back. */
    private static Map<String, BigDecimal> growth(Snapshot last, Map<String, Object> values, Duration time) {
        Map<String, BigDecimal> growth = new TreeMap<>();
        if (time.toMillis() <= 0) {
            return growth;
        }
        values.forEach((name, value) -> {
            if (name.startsWith(COUNTERS)
                    && value instanceof Long now
                    && last.fields().get(name) instanceof Long before) {
                growth.put(
                        name,
                        BigDecimal.valueOf(now)
                                .subtract(BigDecimal.valueOf(before))
                                .multiply(MILLIS_OF_AN_HOUR)
                                .divide(BigDecimal.valueOf(time.toMillis()), 2, RoundingMode.HALF_UP));
            }
        });
        return growth;
    }
}
