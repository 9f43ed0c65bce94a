package io.github.cameltiktok.provider.apidirect;

import io.github.cameltiktok.provider.mapping.JsonFields;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** API Direct returns each time twice: as Unix seconds, which may be null, and as text in UTC. */
final class ApiDirectTimes {

    private ApiDirectTimes() {}

    static @Nullable Instant of(JsonFields fields, String secondsField, String textField) {
        Instant time = fields.epochSeconds(secondsField);
        return time != null ? time : fields.time(textField);
    }
}
