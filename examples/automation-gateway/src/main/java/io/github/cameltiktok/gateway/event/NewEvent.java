package io.github.cameltiktok.gateway.event;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An event to append. Immutable.
 *
 * @param id opaque id; the body has the same
 * @param caller name of the caller that owns it
 * @param watchId {@code null} for events of a batch
 * @param type such as {@code video.changed}
 * @param createdAt time of the event
 * @param body exact JSON that is signed and sent, in one line
 */
public record NewEvent(
        String id, String caller, @Nullable String watchId, String type, Instant createdAt, String body) {

    Event at(long position) {
        return new Event(id, caller, position, watchId, type, createdAt, body);
    }
}
