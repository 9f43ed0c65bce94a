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
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Paid calls of each caller per day (UTC). The totals of the day are kept in memory, so a check needs the database only once a
 * day. Calls are written at once, those of many lookups in one transaction; calls that cannot be written are kept, and
 * {@link #flush} writes them later. Thread-safe.
 *
 * <p>A check does not reserve: requests in flight may exceed the budget by one call each.
 */
public final class Budgets {

    private static final Logger LOG = LoggerFactory.getLogger(Budgets.class);

    private static final String NO_SOURCE = "";

    private final Database database;
    private final Clock clock;
    /** Calls in the database. */
    private final Map<DayOfCaller, Long> totals = new HashMap<>();
    /** Calls that are not in the database yet, those of the write in flight included. */
    private final Map<Row, Long> unwritten = new HashMap<>();
    /** Completes with the write that begins after the one in flight. */
    private CompletableFuture<Void> nextWrite = new CompletableFuture<>();

    private boolean isWriting;
    private boolean isFailing;

    public Budgets(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    private record DayOfCaller(String caller, LocalDate day) {}

    private record Row(DayOfCaller day, String requestSource) implements Comparable<Row> {

        private static final Comparator<Row> ORDER = Comparator.comparing(
                        (Row row) -> row.day().caller())
                .thenComparing(row -> row.day().day())
                .thenComparing(Row::requestSource);

        @Override
        public int compareTo(Row other) {
            return ORDER.compare(this, other);
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
        Long known = known(today(caller));
        if (known != null) {
            return known < budget
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
        Long known = known(day);
        if (known != null) {
            return CompletableFuture.completedFuture(known);
        }
        if (isFailing()) {
            return CompletableFuture.completedFuture(open(day));
        }
        return database.run(handle -> total(handle, day)).handle((written, failure) -> {
            if (written == null) {
                // Lookups go on without the database.
                return open(day);
            }
            return merge(day, written);
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
        CompletableFuture<Void> written;
        synchronized (this) {
            unwritten.merge(row, (long) calls, Long::sum);
            if (isFailing) {
                // While the database is away, an answer does not wait for it.
                return CompletableFuture.completedFuture(null);
            }
            written = nextWrite;
        }
        write();
        return written;
    }

    /**
     * Writes calls that could not be written before, and forgets the totals of earlier days.
     *
     * @return completes when all calls until now are written, or are kept
     */
    public synchronized CompletableFuture<Void> flush() {
        LocalDate today = day();
        totals.keySet().removeIf(day -> day.day().isBefore(today));
        if (unwritten.isEmpty()) {
            return CompletableFuture.completedFuture(null);
        }
        CompletableFuture<Void> written = nextWrite;
        write();
        return written;
    }

    /** Writes all calls in one transaction. While a write is in flight, its end starts the next one. */
    private synchronized void write() {
        if (isWriting || unwritten.isEmpty()) {
            return;
        }
        isWriting = true;
        Map<Row, Long> calls = Map.copyOf(unwritten);
        CompletableFuture<Void> ending = nextWrite;
        nextWrite = new CompletableFuture<>();
        database.run(handle -> write(handle, calls)).whenComplete((written, failure) -> {
            ended(calls, written, failure);
            ending.complete(null);
        });
    }

    private static Map<DayOfCaller, Long> write(Handle handle, Map<Row, Long> calls) {
        Map<DayOfCaller, Long> written = new HashMap<>();
        // In order, because two instances of a gateway on Postgres could wait for each other's rows.
        new TreeMap<>(calls)
                .forEach((row, number) -> handle.createUpdate("INSERT INTO spend (caller, day, request_source, calls)"
                                + " VALUES (:caller, :day, :source, :calls)"
                                + " ON CONFLICT (caller, day, request_source)"
                                + " DO UPDATE SET calls = spend.calls + excluded.calls")
                        .bind("caller", row.day().caller())
                        .bind("day", row.day().day().toString())
                        .bind("source", row.requestSource())
                        .bind("calls", number)
                        .execute());
        calls.keySet().forEach(row -> written.computeIfAbsent(row.day(), day -> total(handle, day)));
        return written;
    }

    private synchronized void ended(
            Map<Row, Long> calls, @Nullable Map<DayOfCaller, Long> written, @Nullable Throwable failure) {
        isWriting = false;
        if (written != null) {
            isFailing = false;
            calls.forEach((row, number) ->
                    unwritten.computeIfPresent(row, (same, all) -> all > number ? all - number : null));
            written.forEach(this::merge);
        } else if (!isFailing) {
            isFailing = true;
            LOG.warn("Paid calls not written, kept until the database is back: {}", String.valueOf(failure));
        }
        if (written == null || unwritten.isEmpty()) {
            nextWrite.complete(null);
            nextWrite = new CompletableFuture<>();
        } else {
            write();
        }
    }

    private static long total(Handle handle, DayOfCaller day) {
        Optional<Long> total = handle.createQuery("SELECT SUM(calls) FROM spend WHERE caller = :caller AND day = :day")
                .bind("caller", day.caller())
                .bind("day", day.day().toString())
                .mapTo(Long.class)
                .findOne();
        return total.orElse(0L);
    }

    private synchronized @Nullable Long known(DayOfCaller day) {
        Long written = totals.get(day);
        return written == null ? null : written + open(day);
    }

    private synchronized long merge(DayOfCaller day, long written) {
        // A later write may have returned its higher total before.
        return totals.merge(day, written, Math::max) + open(day);
    }

    private synchronized boolean isFailing() {
        return isFailing;
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
