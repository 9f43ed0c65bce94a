package io.github.cameltiktok.model;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Origin of a record.
 *
 * @param provider name of the provider, such as {@code apidirect}
 * @param requestId the provider's id of the call, for requests to its support
 * @param retrievedAt time at which the response was complete
 * @param inferred paths of derived fields, such as {@code publishedAt} or {@code author.url}; the provider did not return
 *     them
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
