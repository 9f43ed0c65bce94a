package io.github.cameltiktok.gateway.watch;

import io.github.cameltiktok.model.TikTokResource;
import io.github.cameltiktok.watch.Snapshot;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A watch with its subject and callback, as the database has them. Immutable.
 *
 * @param endpointId {@code null} if events are pulled
 * @param callbackHost host of the callback; {@code null} without one
 * @param endpointState state of the callback; {@code null} without one
 * @param snapshot {@code null} before the first poll
 * @param state {@code active} or {@code disabled}
 * @param nextPollAt of the subject; {@code null} if it is not polled
 */
record WatchRow(
        String id,
        String caller,
        String subjectId,
        TikTokResource kind,
        String url,
        String provider,
        Instant anchorAt,
        @Nullable String endpointId,
        @Nullable String callbackHost,
        @Nullable String endpointState,
        WatchSettings settings,
        String requestSource,
        @Nullable Snapshot snapshot,
        Instant nextDueAt,
        long lastSequence,
        String state,
        Instant createdAt,
        @Nullable Instant nextPollAt) {

    /** Returns whether the watch is polled. */
    boolean isActive() {
        return state.equals("active") && (endpointState == null || endpointState.equals("active"));
    }

    /** Returns {@code active}, {@code disabled}, or {@code gone} after the callback answered 410. */
    String shownState() {
        if ("gone".equals(endpointState)) {
            return "gone";
        }
        return isActive() ? "active" : "disabled";
    }

    static WatchRow of(ResultSet row) throws SQLException {
        String snapshot = row.getString("snapshot");
        long nextPollAt = row.getLong("next_poll_at");
        boolean isPolled = !row.wasNull();
        return new WatchRow(
                row.getString("id"),
                row.getString("caller"),
                row.getString("subject_id"),
                TikTokResource.ofUriName(row.getString("kind")).orElseThrow(),
                row.getString("url"),
                row.getString("provider"),
                Instant.ofEpochMilli(row.getLong("anchor_at")),
                row.getString("endpoint_id"),
                row.getString("host"),
                row.getString("endpoint_state"),
                new WatchSettings(
                        Duration.ofSeconds(row.getLong("every_seconds")),
                        row.getString("fields"),
                        row.getString("min_growth"),
                        Set.of(row.getString("events").split(",", -1)),
                        row.getString("label")),
                row.getString("request_source"),
                snapshot == null ? null : Snapshot.parse(snapshot),
                Instant.ofEpochMilli(row.getLong("next_due_at")),
                row.getLong("last_sequence"),
                row.getString("state"),
                Instant.ofEpochMilli(row.getLong("created_at")),
                isPolled ? Instant.ofEpochMilli(nextPollAt) : null);
    }
}
