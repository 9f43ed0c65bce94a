package io.github.cameltiktok.gateway.delivery;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A delivery as the API shows it. Immutable.
 *
 * @param host of the callback URL; the rest of it is a secret
 * @param body of the event
 * @param dueAt time of the next attempt
 * @param endedAt {@code null} if pending
 * @param lastStatus of the last attempt; {@code null} without an answer
 */
record DeliveryRow(
        String id,
        String eventId,
        String eventType,
        @Nullable String watchId,
        String host,
        String body,
        String state,
        int attempts,
        boolean isReplay,
        Instant dueAt,
        Instant createdAt,
        @Nullable Instant endedAt,
        @Nullable Integer lastStatus) {

    /**
     * An attempt.
     *
     * @param status {@code null} without an answer
     * @param excerpt hostile text of the receiver, or the failure
     */
    record Try(int number, Instant at, @Nullable Integer status, long durationMs, String excerpt) {}
}
