package io.github.cameltiktok.gateway.watch;

import io.github.cameltiktok.gateway.delivery.Outbox;
import io.github.cameltiktok.gateway.event.EventFeed;
import io.github.cameltiktok.gateway.event.Events;
import io.github.cameltiktok.gateway.lookup.Lookups;
import io.github.cameltiktok.gateway.store.Database;
import io.github.cameltiktok.gateway.watch.DueSubjects.Claim;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Claims due subjects and polls them, a bounded number at a time. Several instances share the work. Thread-safe. */
public final class PollJob implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(PollJob.class);

    /** Longer than a lookup takes, so that a stop loses no paid call. */
    private static final Duration LONGEST_STOP = Duration.ofSeconds(25);

    private final Database database;
    private final Clock clock;
    private final PollRound round;
    private final ProviderHolds holds = new ProviderHolds();
    private final DueSubjects subjects = new DueSubjects();
    private final int maxInFlight;
    private final Set<CompletableFuture<Void>> inFlight = ConcurrentHashMap.newKeySet();

    private CompletableFuture<?> claiming = CompletableFuture.completedFuture(null);
    private boolean isClosed;
    private boolean isFailing;

    /** @param maxInFlight most polls at a time */
    public PollJob(
            Database database,
            Clock clock,
            Lookups lookups,
            Events events,
            EventFeed feed,
            Outbox outbox,
            int maxInFlight) {
        this.database = database;
        this.clock = clock;
        this.round =
                new PollRound(database, clock, lookups, new PollCommit(clock, events, outbox), feed, outbox, holds);
        this.maxInFlight = maxInFlight;
    }

    /**
     * Polls what is due. To be called every second.
     *
     * @return completes after the polls that this call has started; never fails
     */
    public CompletableFuture<Void> tick() {
        int free;
        CompletableFuture<List<CompletableFuture<Void>>> started;
        synchronized (this) {
            free = maxInFlight - inFlight.size();
            if (isClosed || !claiming.isDone() || free <= 0) {
                return CompletableFuture.completedFuture(null);
            }
            Instant now = clock.instant();
            started = database.run(handle -> {
                        subjects.resume(handle, database.isPostgres(), now);
                        return subjects.claim(handle, database.isPostgres(), now, free, holds.held(now));
                    })
                    .handle(this::start);
            claiming = started;
        }
        return started.thenCompose(polls -> {
            CompletableFuture<Void> all = CompletableFuture.allOf(polls.toArray(CompletableFuture[]::new));
            return polls.size() == free ? all.thenCompose(done -> tick()) : all;
        });
    }

    private synchronized List<CompletableFuture<Void>> start(
            @Nullable List<Claim> claims, @Nullable Throwable failure) {
        if (claims == null) {
            if (!isFailing) {
                isFailing = true;
                LOG.warn("Polls wait, because due subjects cannot be claimed: {}", String.valueOf(failure));
            }
            return List.of();
        }
        isFailing = false;
        return claims.stream().map(this::start).toList();
    }

    private CompletableFuture<Void> start(Claim claim) {
        CompletableFuture<Void> poll = round.poll(claim);
        inFlight.add(poll);
        return poll.whenComplete((done, failure) -> inFlight.remove(poll));
    }

    /** Starts no more polls, and waits up to 25 s for those in flight. Call it before the database is closed. */
    @Override
    public void close() {
        CompletableFuture<?> lastClaim;
        synchronized (this) {
            isClosed = true;
            lastClaim = claiming;
        }
        try {
            lastClaim
                    .thenCompose(done -> CompletableFuture.allOf(inFlight.toArray(CompletableFuture[]::new)))
                    .get(LONGEST_STOP.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            LOG.info("{} polls not ended in {}; they are repeated after the next start", inFlight.size(), LONGEST_STOP);
        }
    }
}
