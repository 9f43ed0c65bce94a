package io.github.cameltiktok.gateway.batch;

import io.github.cameltiktok.gateway.store.Database;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes the lines of one batch, and its events with them, as long as it has the lease. */
final class BatchRun implements Flow.Subscriber<BatchLine> {

    private static final Logger LOG = LoggerFactory.getLogger(BatchRun.class);

    private final Database database;
    private final BatchTable table;
    private final BatchEvents events;
    private final Clock clock;
    private final BatchTable.Row batch;
    private final String owner;
    private final CompletableFuture<Void> end = new CompletableFuture<>();
    private volatile Flow.@Nullable Subscription lines;

    private enum Written {
        LINE,
        LAST_LINE,
        /** Another owner has the lease, or the batch is gone. */
        NOTHING
    }

    BatchRun(Database database, BatchTable table, BatchEvents events, Clock clock, BatchTable.Row batch, String owner) {
        this.database = database;
        this.table = table;
        this.events = events;
        this.clock = clock;
        this.batch = batch;
        this.owner = owner;
    }

    /** Completes when nothing more is written. */
    CompletableFuture<Void> end() {
        return end;
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
        lines = subscription;
        subscription.request(LineStream.CONCURRENCY);
    }

    @Override
    public void onNext(BatchLine line) {
        database.run(handle -> write(handle, line)).whenComplete((written, failure) -> {
            if (failure != null) {
                LOG.warn("Batch {} interrupted, it goes on when its lease ends: {}", batch.id(), failure.toString());
                cancel();
                return;
            }
            if (batch.endpointId() != null) {
                events.wake(batch);
            }
            switch (written) {
                case LINE -> more();
                case LAST_LINE, NOTHING -> cancel();
            }
        });
    }

    private Written write(Handle handle, BatchLine line) {
        Instant now = clock.instant();
        if (!table.extend(handle, batch.id(), owner, now.plus(BatchRunner.LEASE))) {
            return Written.NOTHING;
        }
        if (table.insertLine(handle, batch.id(), line) && batch.endpointId() != null) {
            events.item(handle, batch, line, now);
        }
        if (table.numbers(handle, batch.id()).size()
                < batch.request().subjects().size()) {
            return Written.LINE;
        }
        table.complete(handle, batch.id(), now);
        if (batch.endpointId() != null) {
            List<String> all = table.lines(handle, batch.id());
            events.completed(handle, batch, all, now);
        }
        return Written.LAST_LINE;
    }

    /** Stops, and returns the lease. */
    void stop() {
        cancel();
        database.run(handle -> {
                    table.release(handle, batch.id(), owner);
                    return null;
                })
                .exceptionally(failure -> null);
    }

    private void more() {
        Flow.Subscription subscription = lines;
        if (subscription != null) {
            subscription.request(1);
        }
    }

    private void cancel() {
        Flow.Subscription subscription = lines;
        if (subscription != null) {
            subscription.cancel();
        }
        end.complete(null);
    }

    @Override
    public void onError(Throwable failure) {
        LOG.error("Batch {} interrupted", batch.id(), failure);
        end.complete(null);
    }

    /** Without a line left, another run has written the last ones; otherwise the last write ends the run. */
    @Override
    public void onComplete() {}
}
