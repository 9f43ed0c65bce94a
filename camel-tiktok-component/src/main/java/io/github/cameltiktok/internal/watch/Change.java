package io.github.cameltiktok.internal.watch;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is worth telling about a watched video or creator.
 *
 * @param event what has happened; {@code null} if nothing has, and it is told all the same
 * @param fields names of the watched fields that have changed, such as {@code stats.plays}
 * @param previous their values when it was last told of; a field that was not known then is not in it
 * @param growthPerHour of each watched counter since then, changed or not, as far as known
 * @param sinceLast how long ago that was, never negative: 0 after a clock was set back; {@code null} the first time
 */
public record Change(
        @Nullable Event event,
        List<String> fields,
        Map<String, Object> previous,
        Map<String, BigDecimal> growthPerHour,
        @Nullable Duration sinceLast) {

    public Change {
        fields = List.copyOf(fields);
        previous = Map.copyOf(previous);
        growthPerHour = Map.copyOf(growthPerHour);
    }
}
