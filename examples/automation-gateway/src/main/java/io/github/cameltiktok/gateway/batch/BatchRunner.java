package io.github.cameltiktok.gateway.batch;

import io.github.cameltiktok.gateway.access.CallerSettings;
import io.github.cameltiktok.gateway.access.KeyTable;
import io.github.cameltiktok.gateway.api.Caller;
import io.github.cameltiktok.gateway.store.Database;
import io.github.cameltiktok.gateway.store.Ids;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs batches in the background, each under a lease. After a crash, any instance looks up the lines that are missing, as soon as
 * the lease is over. Thread-safe.
 */
public final class BatchRunner implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(BatchRunner.class);

    /** Longer than a lookup takes, because each finished line extends the lease. */
    static final Duration LEASE = Duration.ofSeconds(60);

    private static final Duration PURGE_INTERVAL = Duration.ofMinutes(10);

    /** Batches at a time in this instance; others wait in the database. */
    private static final int MAX_RUNNING = 4;

    private final Database database;
    private final BatchTable table;
    private final BatchLookups lookups;
    private final BatchEvents events;
    private final Clock clock;
    private final Set<BatchRun> running = ConcurrentHashMap.newKeySet();
    private final Set<Wait> waits = ConcurrentHashMap.newKeySet();
    private volatile Instant nextPurge = Instant.MIN;
    private volatile boolean isClosed;
    private volatile boolean isFailing;

    BatchRunner(Database database, BatchTable table, BatchLookups lookups, BatchEvents events, Clock clock) {
        this.database = database;
        this.table = table;
        this.lookups = lookups;
        this.events = events;
        this.clock = clock;
    }

    /** A batch under a lease, with its finished lines. */
    private record Claimed(
            BatchTable.Row batch,
            List<Integer> finished,
            @Nullable Caller payer) {}

    /** A client that waits for the end of a batch. */
    private record Wait(String batchId, CompletableFuture<Void> end) {}

    /**
     * Returns a stage that ends when a batch of this instance is complete, or after a time; 0 for at once. It never fails, and says
     * nothing about batches of other instances.
     */
    CompletionStage<Void> completion(String batchId, int seconds) {
        if (seconds == 0) {
            return CompletableFuture.completedFuture(null);
        }
        Wait wait = new Wait(batchId, new CompletableFuture<>());
        waits.add(wait);
        return wait.end()
                .completeOnTimeout(null, seconds, TimeUnit.SECONDS)
                .whenComplete((end, failure) -> waits.remove(wait));
    }

    private void endWaits(String batchId) {
        waits.stream().filter(wait -> wait.batchId().equals(batchId)).forEach(wait -> wait.end()
                .complete(null));
    }

    /**
     * Starts batches without a lease, and deletes those that have expired. To be called every few seconds.
     *
     * @return completes when the batches have started; never fails
     */
    public CompletableFuture<Void> tick() {
        return purge().thenCompose(purged -> start()).<Void>handle((started, failure) -> {
            reportChange(failure);
            return null;
        });
    }

    /** Reports the begin and the end of failures, not each one. */
    private void reportChange(@Nullable Throwable failure) {
        boolean wasFailing = isFailing;
        isFailing = failure != null;
        if (failure != null && !wasFailing) {
            LOG.warn("Batches wait, because they cannot be claimed: {}", failure.toString());
        } else if (failure == null && wasFailing) {
            LOG.info("Batches can be claimed again");
        }
    }

    private CompletableFuture<Void> purge() {
        Instant now = clock.instant();
        if (now.isBefore(nextPurge)) {
            return CompletableFuture.completedFuture(null);
        }
        nextPurge = now.plus(PURGE_INTERVAL);
        return database.run(handle -> {
            table.deleteExpired(handle, now);
            return null;
        });
    }

    /** Starts batches without a lease. */
    CompletableFuture<Void> start() {
        int free = MAX_RUNNING - running.size();
        if (isClosed || free <= 0) {
            return CompletableFuture.completedFuture(null);
        }
        String owner = Ids.next("run_");
        return database.run(handle -> claim(handle, owner, free))
                .thenAccept(claimed -> claimed.forEach(one -> run(one, owner)));
    }

    private List<Claimed> claim(Handle handle, String owner, int limit) {
        return table.claim(handle, owner, clock.instant(), LEASE, limit).stream()
                .map(batch -> new Claimed(
                        batch,
                        table.numbers(handle, batch.id()),
                        KeyTable.find(handle, batch.caller())
                                .map(BatchRunner::payer)
                                .orElse(null)))
                .toList();
    }

    private static Caller payer(CallerSettings settings) {
        return settings.withKey("batch");
    }

    private void run(Claimed claimed, String owner) {
        Caller payer = claimed.payer();
        if (payer == null) {
            LOG.warn(
                    "Batch {} not run: its caller {} is gone",
                    claimed.batch().id(),
                    claimed.batch().caller());
            return;
        }
        List<Integer> missing = IntStream.range(
                        0, claimed.batch().request().subjects().size())
                .filter(index -> !claimed.finished().contains(index))
                .boxed()
                .toList();
        BatchRun run = new BatchRun(database, table, events, clock, claimed.batch(), owner);
        running.add(run);
        run.end().whenComplete((done, failure) -> {
            running.remove(run);
            endWaits(claimed.batch().id());
            if (!isClosed) {
                // The next one, if any waits.
                start().exceptionally(notStarted -> null);
            }
        });
        new LineStream<>(missing, index -> lookups.line(claimed.batch().request(), index, payer)).subscribe(run);
    }

    /** Starts no more lookups, and returns the leases, so that another instance goes on at once. */
    @Override
    public void close() {
        isClosed = true;
        running.forEach(BatchRun::stop);
        waits.forEach(wait -> wait.end().complete(null));
    }
}
