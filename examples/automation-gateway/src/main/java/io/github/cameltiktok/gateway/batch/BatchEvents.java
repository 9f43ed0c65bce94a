package io.github.cameltiktok.gateway.batch;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.cameltiktok.gateway.delivery.Outbox;
import io.github.cameltiktok.gateway.event.EventFeed;
import io.github.cameltiktok.gateway.event.Events;
import io.github.cameltiktok.gateway.event.NewEvent;
import io.github.cameltiktok.gateway.store.Ids;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** Events of batches that have a callback. Thread-safe. */
final class BatchEvents {

    private final Events events;
    private final Outbox outbox;
    private final EventFeed feed;

    BatchEvents(Events events, Outbox outbox, EventFeed feed) {
        this.events = events;
        this.outbox = outbox;
        this.feed = feed;
    }

    /** Appends {@code batch.item} in the transaction that inserts the line. */
    void item(Handle handle, BatchTable.Row batch, BatchLine line, Instant now) {
        ObjectNode head = head(
                "batch.item",
                batch,
                now,
                "Subject " + (line.index() + 1) + " of "
                        + batch.request().subjects().size() + ": " + line.outcome());
        head.put("input", batch.request().subjects().get(line.index()));
        // The line is JSON already: its fields follow those of the head.
        String text = head.toString();
        append(
                handle,
                batch,
                head,
                now,
                text.substring(0, text.length() - 1) + ',' + line.json().substring(1));
    }

    /** Appends {@code batch.completed} in the transaction that completes the batch. */
    void completed(Handle handle, BatchTable.Row batch, List<String> lines, Instant now) {
        long failed = lines.stream().filter(BatchLine::isFailed).count();
        ObjectNode event = head(
                "batch.completed",
                batch,
                now,
                "Batch complete: " + (lines.size() - failed) + " found, " + failed + " failed");
        event.put("total", lines.size());
        event.put("done", lines.size());
        event.put("failed", failed);
        append(handle, batch, event, now, event.toString());
    }

    /** Wakes deliveries and readers, after the commit. */
    void wake(BatchTable.Row batch) {
        outbox.wake();
        feed.wake(batch.caller());
    }

    private void append(Handle handle, BatchTable.Row batch, ObjectNode head, Instant now, String body) {
        NewEvent event = new NewEvent(
                head.path("id").asText(),
                batch.caller(),
                null,
                head.path("type").asText(),
                now,
                body);
        outbox.enqueue(handle, events.append(handle, event), batch.endpointId());
    }

    private static ObjectNode head(String type, BatchTable.Row batch, Instant now, String summary) {
        ObjectNode head = JsonNodeFactory.instance.objectNode();
        head.put("id", Ids.next("evt_"));
        head.put("type", type);
        head.put("timestamp", now.toString());
        head.put("batchId", batch.id());
        if (batch.request().requestSource() != null) {
            head.put("requestSource", batch.request().requestSource());
        }
        head.put("sample", false);
        head.put("summary", summary);
        return head;
    }
}
