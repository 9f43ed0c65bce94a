package io.github.cameltiktok.gateway.event;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * A changed field. Immutable.
 *
 * @param field name in the normalised JSON, such as {@code stats.plays}
 * @param before last value; {@code null} if unknown
 * @param after new value
 * @param delta new value less the last one; {@code null} for anything but numbers
 * @param perHour growth since the last event per hour; {@code null} for anything but counters, or if unknown
 */
public record FieldChange(
        String field,
        @Nullable JsonNode before,
        JsonNode after,
        @Nullable BigDecimal delta,
        @Nullable BigDecimal perHour) {}
