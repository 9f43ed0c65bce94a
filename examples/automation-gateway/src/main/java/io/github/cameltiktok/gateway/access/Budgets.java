package io.github.cameltiktok.gateway.access;

import io.github.cameltiktok.gateway.api.Caller;
import io.github.cameltiktok.gateway.api.ProblemException;
import io.github.cameltiktok.gateway.api.ProblemType;
import io.github.cameltiktok.gateway.store.Database;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Paid calls of each caller per day (UTC). The totals of the day are kept in memory, so a check needs the database only once a
 * day. Calls are written at once; those that cannot be written are kept, and {@link #flush} writes them later. Thread-safe.
 *
 * <p>A check does not reserve: requests in flight may exceed the budget by one call each.
 */
public final class Budgets {

    private static final Logger LOG = LoggerFactory.getLogger(Budgets.class);

    private static final String NO_SOURCE = "";

    private final Database database;
    private final Clock clock;
    private final Map<DayOfCaller, Total> totals = new HashMap<>();
    private final Map<Row, Long> unwritten = new HashMap<>();
    private boolean isFailing;

    public Budgets(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    private record DayOfCaller(String caller, LocalDate day) {}

    private record Row(DayOfCaller day, String requestSource) {}

    /**
     * @param written calls in the database
     * @param open calls not yet written
     */
    private record Total(long written, long open) {

        long calls() {
            return written + open;
        }
    }

    /**
     * Checks that a caller has budget left.
     *
     * @return fails with {@link ProblemType#BUDGET_EXHAUSTED} and the time until midnight UTC
     */
    public CompletableFuture<Void> check(Caller caller) {
        Integer budget = caller.callsPerDay();
        if (budget == null) {
            return CompletableFuture.completedFuture(null);
        }
        Total known = known(today(caller));
        if (known != null) {
            return known.calls() < budget
                    ? CompletableFuture.completedFuture(null)
                    : CompletableFuture.failedFuture(exhausted(budget));
        }
        return usedToday(caller).thenAccept(calls -> {
            if (calls >= budget) {
                throw exhausted(budget);
            }
        });
    }

    /** Returns the paid calls of today. Without the database these are the calls since the start. */
    public CompletableFuture<Long> usedToday(Caller caller) {
        DayOfCaller day = today(caller);
        Total known = known(day);
        if (known != null) {
            return CompletableFuture.completedFuture(known.calls());
        }
        if (isFailing()) {
            return CompletableFuture.completedFuture(open(day));
        }
        return database.run(handle -> total(handle, day)).handle((written, failure) -> {
            if (written == null) {
                // Lookups go on without the database.
                return open(day);
            }
            return merge(day, written, 0).calls();
        });
    }

    /**
     * Counts paid calls of a caller.
     *
     * @param requestSource {@code null} if unknown
     * @param calls may be 0
     * @return completes when they are written, or are kept for later
     */
    public CompletableFuture<Void> count(Caller caller, @Nullable String requestSource, int calls) {
        if (calls <= 0) {
            return CompletableFuture.completedFuture(null);
        }
        Row row = new Row(today(caller), requestSource == null ? NO_SOURCE : requestSource);
        addOpen(row, calls);
        // While the database is away, an answer does not wait for it.
        return keepIfFailing(row, calls) ? CompletableFuture.completedFuture(null) : write(row, calls);
    }

    /** Writes calls that could not be written before, and forgets the totals of earlier days. */
    public CompletableFuture<Void> flush() {
        List<CompletableFuture<Void>> writes = new ArrayList<>();
        takeUnwritten().forEach((row, calls) -> writes.add(write(row, calls)));
        return CompletableFuture.allOf(writes.toArray(CompletableFuture[]::new));
    }

    private CompletableFuture<Void> write(Row row, long calls) {
        return database.run(handle -> {
                    handle.createUpdate("INSERT INTO spend (caller, day, request_source, calls)"
                                    + " VALUES (:caller, :day, :source, :calls)"
                                    + " ON CONFLICT (caller, day, request_source)"
                                    + " DO UPDATE SET calls = spend.calls + excluded.calls")
                            .bind("caller", row.day().caller())
                            .bind("day", row.day().day().toString())
                            .bind("source", row.requestSource())
                            .bind("calls", calls)
                            .execute();
                    return total(handle, row.day());
                })
                .handle((written, failure) -> {
                    if (written == null) {
                        keep(row, calls, failure);
                    } else {
                        written(row.day(), written, calls);
                    }
                    return null;
                });
    }

    private static long total(Handle handle, DayOfCaller day) {
        Optional<Long> total = handle.createQuery("SELECT SUM(calls) FROM spend WHERE caller = :caller AND day = :day")
                .bind("caller", day.caller())
                .bind("day", day.day().toString())
                .mapTo(Long.class)
                .findOne();
        return total.orElse(0L);
    }

    private synchronized @Nullable Total known(DayOfCaller day) {
        return totals.get(day);
    }

    private synchronized Total merge(DayOfCaller day, long written, long nowWritten) {
        Total before = totals.get(day);
        long open = (before == null ? open(day) : before.open()) - nowWritten;
        // Another write may have returned a higher total before.
        Total total = new Total(Math.max(written, before == null ? 0 : before.written()), Math.max(0, open));
        totals.put(day, total);
        return total;
    }

    private synchronized void written(DayOfCaller day, long written, long calls) {
        isFailing = false;
        merge(day, written, calls);
    }

    private synchronized void addOpen(Row row, long calls) {
        Total total = totals.get(row.day());
        if (total != null) {
            totals.put(row.day(), new Total(total.written(), total.open() + calls));
        }
    }

    private synchronized void keep(Row row, long calls, @Nullable Throwable failure) {
        unwritten.merge(row, calls, Long::sum);
        if (!isFailing) {
            isFailing = true;
            LOG.warn("Paid calls not written, kept until the database is back: {}", String.valueOf(failure));
        }
    }

    private synchronized boolean isFailing() {
        return isFailing;
    }

    private synchronized boolean keepIfFailing(Row row, long calls) {
        if (isFailing) {
            unwritten.merge(row, calls, Long::sum);
        }
        return isFailing;
    }

    private synchronized Map<Row, Long> takeUnwritten() {
        LocalDate today = day();
        totals.keySet().removeIf(day -> day.day().isBefore(today));
        Map<Row, Long> taken = Map.copyOf(unwritten);
        unwritten.clear();
        return taken;
    }

    private synchronized long open(DayOfCaller day) {
        return unwritten.entrySet().stream()
                .filter(entry -> entry.getKey().day().equals(day))
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    private DayOfCaller today(Caller caller) {
        return new DayOfCaller(caller.name(), day());
    }

    private LocalDate day() {
        return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    }

    private ProblemException exhausted(int budget) {
        Instant midnight = day().plusDays(1).atStartOfDay().toInstant(ZoneOffset.UTC);
        return new ProblemException(
                ProblemType.BUDGET_EXHAUSTED,
                "The key's budget of " + budget
                        + " paid calls a day is used up. It resets at midnight UTC. Cached answers" + " are free.",
                List.of(),
                Duration.between(clock.instant(), midnight),
                null);
    }
}
