package io.github.cameltiktok.watch;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An event of a watched subject.
 *
 * @param event kind of the event; {@code null} if every poll is emitted and nothing has changed
 * @param fields names of the changed fields, such as {@code stats.plays}
 * @param previous last emitted values of those fields, without fields unknown then
 * @param growthPerHour of each watched counter since the last event, changed or not; unknown ones are omitted
 * @param sinceLast time since the last event, 0 after a clock was set back; {@code null} for the first event
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
