package io.github.cameltiktok.model;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a record comes from.
 *
 * @param provider the name of the provider that answered, {@code apidirect} for one
 * @param requestId the provider's own id of the request, for its support desk
 * @param retrievedAt when the answer arrived here
 * @param inferred paths of the fields that were worked out here from other data, not given by the provider:
 *     {@code publishedAt}, {@code author.url}
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Source(
        String provider,
        @Nullable String requestId,
        @JsonSerialize(using = ToStringSerializer.class) Instant retrievedAt,
        List<String> inferred) {

    public Source {
        inferred = List.copyOf(inferred);
    }
}
