package io.github.cameltiktok.gateway.event;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A stored event. Immutable.
 *
 * @param id opaque id, the same in all deliveries
 * @param caller name of the caller that owns it
 * @param position order of the caller's events, from 1, without gaps
 * @param watchId {@code null} for events of a batch
 * @param type such as {@code video.changed}
 * @param createdAt time of the event
 * @param body exact JSON that is signed and sent, in one line
 */
public record Event(
        String id,
        String caller,
        long position,
        @Nullable String watchId,
        String type,
        Instant createdAt,
        String body) {}
