package io.github.cameltiktok.gateway.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cameltiktok.gateway.SettableClock;
import io.github.cameltiktok.gateway.api.Caller;
import io.github.cameltiktok.gateway.api.ProblemException;
import io.github.cameltiktok.gateway.api.ProblemType;
import io.github.cameltiktok.gateway.store.Database;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BudgetsTest {

    private final SettableClock clock = new SettableClock(Instant.parse("2026-12-01T22:30:00Z"));

    @TempDir
    Path folder;

    private Database database;
    private Budgets budgets;

    @BeforeEach
    void open() {
        database = Database.open("jdbc:sqlite:" + folder.resolve("gateway.db"), null, null);
        budgets = new Budgets(database, clock);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void budgetEndsUntilMidnightUtc() {
        Caller caller = caller(3);
        budgets.check(caller).join();
        budgets.count(caller, "ZAPIER", 2).join();
        budgets.check(caller).join();
        budgets.count(caller, "N8N", 1).join();

        ProblemException problem = refused(caller);
        assertThat(problem.type()).isEqualTo(ProblemType.BUDGET_EXHAUSTED);
        assertThat(problem.retryAfter()).isEqualTo(Duration.ofMinutes(90));

        clock.advance(Duration.ofMinutes(90));
        budgets.check(caller).join();
        assertThat(budgets.usedToday(caller).join()).isZero();
    }

    @Test
    void callsAreStoredByDayAndSource() {
        Caller caller = caller(10);
        budgets.count(caller, "ZAPIER", 2).join();
        budgets.count(caller, "ZAPIER", 1).join();
        budgets.count(caller, null, 4).join();
        clock.advance(Duration.ofDays(1));
        budgets.count(caller, "ZAPIER", 1).join();

        assertThat(rows()).containsExactly("2026-12-01  4", "2026-12-01 ZAPIER 3", "2026-12-02 ZAPIER 1");
    }

    @Test
    void callsOfAnotherInstanceCount() {
        Caller caller = caller(5);
        Budgets other = new Budgets(database, clock);
        budgets.check(caller).join();
        other.count(caller, "MAKE", 4).join();

        budgets.count(caller, "MAKE", 1).join();

        assertThat(refused(caller).type()).isEqualTo(ProblemType.BUDGET_EXHAUSTED);
    }

    @Test
    void simultaneousCallsAreAllCounted() {
        Caller caller = caller(1_000);
        budgets.check(caller).join();

        List<CompletableFuture<Void>> counts = IntStream.range(0, 200)
                .mapToObj(i -> budgets.count(caller, "N8N", 1))
                .toList();
        counts.forEach(CompletableFuture::join);

        assertThat(budgets.usedToday(caller).join()).isEqualTo(200);
        assertThat(new Budgets(database, clock).usedToday(caller).join()).isEqualTo(200);
    }

    @Test
    void callsDuringAWriteAreWrittenTogether() {
        Caller caller = caller(1_000);
        database.now(handle -> handle.execute("CREATE TABLE writes (calls INTEGER)"));
        database.now(handle -> handle.execute("CREATE TRIGGER write AFTER UPDATE ON spend"
                + " BEGIN INSERT INTO writes VALUES (new.calls - old.calls); END"));
        budgets.count(caller, "N8N", 1).join();
        CountDownLatch release = new CountDownLatch(1);
        CompletableFuture<Boolean> busy = busyUntil(release);

        List<CompletableFuture<Void>> counts = IntStream.range(0, 100)
                .mapToObj(i -> budgets.count(caller, "N8N", 1))
                .toList();
        assertThat(counts).noneMatch(CompletableFuture::isDone);
        assertThat(budgets.usedToday(caller).join()).isEqualTo(101);
        release.countDown();
        counts.forEach(CompletableFuture::join);

        assertThat(busy.join()).isTrue();
        List<Integer> writes = database.now(handle -> handle.createQuery("SELECT calls FROM writes")
                .mapTo(Integer.class)
                .list());
        assertThat(writes).containsExactly(1, 99);
    }

    @Test
    void callsDuringAFailedWriteDoNotWait() {
        Caller caller = caller(1_000);
        database.now(handle -> handle.execute("ALTER TABLE spend RENAME TO spend_away"));
        CountDownLatch release = new CountDownLatch(1);
        CompletableFuture<Boolean> busy = busyUntil(release);

        List<CompletableFuture<Void>> counts = IntStream.range(0, 3)
                .mapToObj(i -> budgets.count(caller, "N8N", 1))
                .toList();
        release.countDown();
        counts.forEach(CompletableFuture::join);

        assertThat(busy.join()).isTrue();
        assertThat(budgets.usedToday(caller).join()).isEqualTo(3);
        database.now(handle -> handle.execute("ALTER TABLE spend_away RENAME TO spend"));
        budgets.flush().join();
        assertThat(rows()).containsExactly("2026-12-01 N8N 3");
    }

    @Test
    void callsOutliveADatabaseThatIsAway() {
        Caller caller = caller(3);
        database.now(handle -> handle.execute("ALTER TABLE spend RENAME TO spend_away"));
        budgets.check(caller).join();
        budgets.count(caller, "ZAPIER", 2).join();
        assertThat(budgets.usedToday(caller).join()).isEqualTo(2);
        budgets.count(caller, "ZAPIER", 1).join();
        assertThat(refused(caller).type()).isEqualTo(ProblemType.BUDGET_EXHAUSTED);

        database.now(handle -> handle.execute("ALTER TABLE spend_away RENAME TO spend"));
        budgets.flush().join();

        assertThat(rows()).containsExactly("2026-12-01 ZAPIER 3");
        assertThat(budgets.usedToday(caller).join()).isEqualTo(3);
    }

    @Test
    void callerWithoutBudgetIsNeverRefused() {
        Caller caller = caller(null);
        budgets.count(caller, "ZAPIER", 1_000_000).join();

        budgets.check(caller).join();
    }

    private CompletableFuture<Boolean> busyUntil(CountDownLatch release) {
        return database.run(handle -> {
            try {
                return release.await(1, TimeUnit.MINUTES);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    private ProblemException refused(Caller caller) {
        CompletableFuture<Void> check = budgets.check(caller);
        assertThatThrownBy(check::join).isInstanceOf(CompletionException.class);
        return (ProblemException) check.handle((done, failure) -> {
                    Throwable cause = failure.getCause();
                    return cause == null ? failure : cause;
                })
                .join();
    }

    private List<String> rows() {
        return database.now(handle -> handle.createQuery(
                        "SELECT day || ' ' || request_source || ' ' || calls FROM spend ORDER BY day, request_source")
                .mapTo(String.class)
                .list());
    }

    private static Caller caller(Integer callsPerDay) {
        CallerSettings all = CallerSettings.defaults("team");
        return new CallerSettings(
                        "team",
                        all.scopes(),
                        all.requestsPerMinute(),
                        all.maxInFlight(),
                        callsPerDay,
                        all.maxWatches(),
                        all.minCadence(),
                        all.callbackHosts(),
                        all.requestSource())
                .withKey("0123456789abcdef");
    }
}
