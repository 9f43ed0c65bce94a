package io.github.cameltiktok.internal.lookup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cameltiktok.provider.ErrorKind;
import io.github.cameltiktok.provider.ProviderFailure;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CallQuotaTest {

    private static final String KEY = "tiktok.budget.apidirect";

    private final TestClock clock = new TestClock("2026-11-24T23:00:00Z");
    private final Store store = new Store();

    /** A store in memory. */
    private static final class Store implements CallQuota.Store {

        private final Map<String, String> states = new ConcurrentHashMap<>();
        private boolean broken;

        @Override
        public @Nullable String load(String key) {
            return states.get(key);
        }

        @Override
        public void save(String key, String counts) {
            if (broken) {
                throw new IllegalStateException("disk full");
            }
            states.put(key, counts);
        }
    }

    private CallQuota quota(@Nullable Integer perDay, @Nullable Integer perMonth) {
        return new CallQuota("apidirect", new CallQuota.Limits(perDay, perMonth), store, clock, Runnable::run);
    }

    private static String refusal(CallQuota quota) {
        return Objects.requireNonNull(quota.take().join(), "a refusal").message();
    }

    private static void spend(CallQuota quota, int calls) {
        for (int i = 0; i < calls; i++) {
            assertThat(quota.take().join()).isNull();
        }
    }

    @Test
    void dailyLimitIsResetAtMidnightUtc() {
        CallQuota quota = quota(3, null);
        spend(quota, 3);
        assertThat(refusal(quota))
                .isEqualTo("was not called: its 3 calls of 2026-11-24 (UTC) are used up (maxRequestsPerDay)");

        clock.advance(Duration.ofHours(1).minusMillis(1));
        assertThat(quota.take().join()).isNotNull();
        clock.advance(Duration.ofMillis(1));
        spend(quota, 3);
        assertThat(refusal(quota)).contains("2026-11-25");
    }

    @Test
    void monthlyLimitIsResetOnTheFirst() {
        CallQuota quota = quota(null, 2);
        spend(quota, 2);
        clock.advance(Duration.ofDays(6));
        assertThat(refusal(quota))
                .isEqualTo("was not called: its 2 calls of 2026-11 (UTC) are used up (maxRequestsPerMonth)");

        clock.advance(Duration.ofHours(1));
        spend(quota, 2);
    }

    @Test
    void refusalReportsTheTimeUntilTheReset() {
        CallQuota day = quota(1, null);
        CallQuota month = quota(1, 1);
        spend(day, 1);

        assertThat(day.take().join())
                .isNotNull()
                .extracting(ProviderFailure::retryAfter)
                .isEqualTo(Duration.ofHours(1));
        // With both limits used up, the longer wait applies.
        assertThat(month.take().join()).isNull();
        assertThat(month.take().join())
                .isNotNull()
                .extracting(ProviderFailure::retryAfter)
                .isEqualTo(Duration.ofDays(6).plusHours(1));
    }

    @Test
    void dailyCallsCountForTheMonth() {
        CallQuota quota = quota(2, 3);
        spend(quota, 2);
        clock.advance(Duration.ofDays(1));
        spend(quota, 1);

        assertThat(refusal(quota)).contains("maxRequestsPerMonth");
        assertThat(quota.status()).isEqualTo(new CallQuota.Status("apidirect", 1, 2, 3, 3));
    }

    @Test
    void countsSurviveARestart() {
        spend(quota(5, 100), 3);

        CallQuota restarted = quota(5, 100);
        spend(restarted, 2);

        assertThat(restarted.take().join()).isNotNull();
        assertThat(store.states).containsEntry(KEY, "2026-11-24 5 5");
    }

    @Test
    void restartOnAnotherDayResetsTheDay() {
        spend(quota(5, 100), 3);
        clock.advance(Duration.ofDays(1));

        assertThat(quota(5, 100).status()).isEqualTo(new CallQuota.Status("apidirect", 0, 5, 3, 100));
    }

    @Test
    void unlimitedCallsAreCountedButNotSaved() {
        CallQuota quota = quota(null, null);
        spend(quota, 7);

        assertThat(quota.status()).isEqualTo(new CallQuota.Status("apidirect", 7, null, 7, null));
        assertThat(store.states).isEmpty();
    }

    @Test
    void brokenStoreStopsNoCallAndLosesNoCount() {
        CallQuota quota = quota(2, null);
        store.broken = true;

        spend(quota, 2);

        assertThat(quota.take().join()).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "5", "2026-11-24", "2026-11-24 -1 5", "yesterday 1 1", "2026-11-24 99999999999 1"})
    void malformedStateIsRejectedWithItsKey(String state) {
        store.states.put(KEY, state);

        assertThatThrownBy(() -> quota(5, null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "stateRepository must hold a day and two counts under " + KEY + ", but holds '" + state + "'");
    }

    @Test
    void lookupOverTheLimitFailsAsQuotaWithoutACall() throws Exception {
        try (EngineFixture fixture = new EngineFixture();
                RawHttpServer server = RawHttpServer.responding(200, EngineFixture.USER)) {
            LookupSettings settings = LookupSettings.to(server.uri()).quota(2, null);
            EngineFixture.record(fixture.findNewCreator(settings));
            EngineFixture.record(fixture.findNewCreator(settings));

            LookupException failure = EngineFixture.failure(fixture.findNewCreator(settings));

            assertThat(failure.failure().errorKind()).isEqualTo(ErrorKind.QUOTA);
            assertThat(failure).hasMessageEndingWith("(UTC) are used up (maxRequestsPerDay)");
            assertThat(failure.attempts()).isZero();
            assertThat(server.requests()).hasSize(2);
            assertThat(fixture.engine.circuits())
                    .singleElement()
                    .extracting(ProviderCircuitBreaker.Status::state)
                    .isEqualTo(ProviderCircuitBreaker.State.CLOSED);
        }
    }

    @Test
    void eachRetryCountsAndAUsedUpQuotaOpensNoCircuit() {
        try (EngineFixture fixture = new EngineFixture();
                RawHttpServer server = RawHttpServer.start((request, connection) ->
                        connection.write(RawHttpServer.json(502, "{\"error\":\"no\",\"code\":\"upstream_error\"}")))) {
            LookupException failure = EngineFixture.failure(fixture.findNewCreator(
                    LookupSettings.to(server.uri()).retries(3, 1).quota(3, null)));

            assertThat(failure.failure().errorKind()).isEqualTo(ErrorKind.QUOTA);
            assertThat(server.requests()).hasSize(3);
            assertThat(fixture.engine.circuits())
                    .singleElement()
                    .extracting(ProviderCircuitBreaker.Status::state)
                    .isEqualTo(ProviderCircuitBreaker.State.CLOSED);
        }
    }

    @Test
    void clockSetBackResetsNoCount() {
        CallQuota quota = quota(3, 100);
        spend(quota, 3);

        clock.advance(Duration.ofDays(-40));

        assertThat(quota.take().join()).isNotNull();
        assertThat(quota.status()).isEqualTo(new CallQuota.Status("apidirect", 3, 3, 3, 100));
    }

    @Test
    void countIsSavedOnTheWorkerBeforeTheCall() {
        Queue<Runnable> worker = new ArrayDeque<>();
        CallQuota quota = new CallQuota("apidirect", new CallQuota.Limits(10, null), store, clock, worker::add);

        CompletableFuture<ProviderFailure> taken = quota.take();
        assertThat(taken).isNotDone();
        assertThat(store.states).isEmpty();
        worker.remove().run();

        assertThat(taken).isCompletedWithValue(null);
        assertThat(store.states).containsEntry(KEY, "2026-11-24 1 1");
    }

    @Test
    void waitingCallsShareOneSave() {
        Queue<Runnable> worker = new ArrayDeque<>();
        CallQuota quota = new CallQuota("apidirect", new CallQuota.Limits(10, null), store, clock, worker::add);
        List<CompletableFuture<ProviderFailure>> taken = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            taken.add(quota.take());
        }

        assertThat(worker).as("one save for all").hasSize(1);
        worker.remove().run();

        assertThat(taken).allSatisfy(call -> assertThat(call).isCompletedWithValue(null));
        assertThat(store.states).containsEntry(KEY, "2026-11-24 5 5");
    }
}
