package io.github.cameltiktok.internal.lookup;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameltiktok.internal.lookup.http.HttpTransport;
import io.github.cameltiktok.internal.lookup.metrics.LookupListener;
import io.github.cameltiktok.internal.lookup.metrics.LookupListener.Outcome;
import io.github.cameltiktok.link.TikTokLink;
import io.github.cameltiktok.model.TikTokUser;
import io.github.cameltiktok.provider.ErrorKind;
import io.github.cameltiktok.provider.ProviderFailure;
import io.github.cameltiktok.provider.ProviderOperation;
import io.github.cameltiktok.provider.ProviderRequest;
import io.github.cameltiktok.provider.ProviderResponse;
import io.github.cameltiktok.provider.RetryAdvice;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One call after queue, circuit breaker and metrics, over real sockets. */
final class ProviderCallTest {

    /** Longer than any wait of a test. */
    private static final long FOREVER_MILLIS = 60_000;

    private final TestClock clock = new TestClock("2026-11-24T12:00:00Z");
    private final EngineFixture fixture = new EngineFixture();
    private final Bulkhead bulkhead = new Bulkhead(1, 10);
    private final ProviderCircuitBreaker circuit = new ProviderCircuitBreaker("apidirect", clock, fixture.timer);
    private final HttpTransport transport =
            new HttpTransport(new HttpTransport.Settings(Duration.ofMillis(FOREVER_MILLIS), null, null, 0), clock);
    private final CountDownLatch gate = new CountDownLatch(1);
    private final List<LookupListener.Call> reported = new CopyOnWriteArrayList<>();

    @AfterEach
    void stop() {
        gate.countDown();
        transport.close();
        fixture.close();
    }

    private LookupChain<TikTokUser> chain(LookupSettings settings) {
        LookupListener listener = new LookupListener() {
            @Override
            public void called(Call call) {
                reported.add(call);
            }
        };
        LookupPlan<TikTokUser> plan = settings.forUsers();
        ProviderCallConfig<TikTokUser> config = plan.providers().get(0);
        CallQuota quota = new CallQuota("apidirect", config.quota(), CallQuota.Store.NONE, clock, fixture.worker);
        return new LookupChain<>(
                plan,
                List.of(new ProviderClient<>(config, bulkhead, circuit, quota, transport)),
                List.of(
                        new Failover(() -> false),
                        new PermitQueue(fixture.timer, fixture.worker),
                        new CircuitCheck(),
                        new QuotaCheck(),
                        new CallMetrics(listener),
                        new ProviderCall(fixture.timer, fixture.worker)),
                () -> {});
    }

    private CompletableFuture<LookupResult<TikTokUser>> find(LookupSettings settings) {
        return chain(settings).find(EngineFixture.query(Duration.ofMillis(FOREVER_MILLIS)));
    }

    private static LookupSettings withLongTimeout(URI address) {
        return LookupSettings.to(address).responseTimeout(FOREVER_MILLIS);
    }

    private RawHttpServer responding(String answer) {
        return RawHttpServer.start((request, connection) -> {
            Latches.await(gate);
            connection.write(answer);
        });
    }

    private int permitsInUse() {
        return bulkhead.status("apidirect", "user").inUse();
    }

    private void makeHalfOpen() {
        circuit.onFailure(
                circuit.tryAcquire().orElseThrow(),
                ProviderFailure.withoutAnswer(ErrorKind.CREDENTIALS, RetryAdvice.NEVER, "refused the key"),
                true);
        clock.advance(ProviderCircuitBreaker.OPEN_FOR_ACCOUNT.plusSeconds(1));
    }

    @Test
    void sentCallSurvivesItsCancelledLookup() {
        try (RawHttpServer server = responding(RawHttpServer.json(200, EngineFixture.USER))) {
            CompletableFuture<LookupResult<TikTokUser>> lookup = find(withLongTimeout(server.uri()));
            Awaitility.await().until(() -> server.requests().size() == 1);

            lookup.cancel(true);

            assertThat(permitsInUse()).isEqualTo(1);
            assertThat(server.openConnections()).isEqualTo(1);
            assertThat(reported).isEmpty();
            gate.countDown();

            Awaitility.await().until(() -> permitsInUse() == 0 && reported.size() == 1);
            assertThat(reported).extracting(LookupListener.Call::outcome).containsExactly(Outcome.FOUND);
            assertThat(server.requests()).hasSize(1);
        }
    }

    @Test
    void rejectedKeyOpensTheCircuitAfterItsCancelledLookup() {
        try (RawHttpServer server =
                responding(RawHttpServer.json(401, "{\"error\":\"no\",\"code\":\"invalid_api_key\"}"))) {
            CompletableFuture<LookupResult<TikTokUser>> lookup = find(withLongTimeout(server.uri()));
            Awaitility.await().until(() -> server.requests().size() == 1);

            lookup.cancel(true);
            gate.countDown();

            Awaitility.await().until(() -> circuit.status().state() == ProviderCircuitBreaker.State.OPEN);
            Awaitility.await().until(() -> permitsInUse() == 0 && reported.size() == 1);
            assertThat(reported).extracting(LookupListener.Call::outcome).containsExactly(Outcome.CREDENTIALS);
        }
    }

    /** More lookups than probes, so that each aborted call must release its probe. */
    @Test
    void connectingCallIsAbortedWithItsLookup() throws Exception {
        makeHalfOpen();
        try (FullBacklog full = new FullBacklog()) {
            for (int i = 1; i <= 2 * ProviderCircuitBreaker.PROBES; i++) {
                int calls = i;
                CompletableFuture<LookupResult<TikTokUser>> lookup = find(withLongTimeout(full.uri()));
                assertThat(lookup).isNotDone();
                assertThat(permitsInUse()).isEqualTo(1);

                lookup.cancel(true);

                Awaitility.await().until(() -> permitsInUse() == 0 && reported.size() == calls);
            }
        }
        assertThat(reported).extracting(LookupListener.Call::outcome).containsOnly(Outcome.CANCELLED);
        assertThat(circuit.status().state()).isEqualTo(ProviderCircuitBreaker.State.HALF_OPEN);
        Awaitility.await().until(transport::isUnused);
    }

    @Test
    void callOfAnEndedLookupEndsAfterResponseTimeout() {
        try (RawHttpServer silent = RawHttpServer.silent()) {
            CompletableFuture<LookupResult<TikTokUser>> lookup =
                    find(LookupSettings.to(silent.uri()).responseTimeout(300));
            Awaitility.await().until(() -> silent.requests().size() == 1);

            lookup.cancel(true);

            Awaitility.await().until(() -> permitsInUse() == 0 && reported.size() == 1);
            assertThat(reported).extracting(LookupListener.Call::outcome).containsExactly(Outcome.UNAVAILABLE);
            Awaitility.await().until(() -> PendingTasks.of(fixture.timer).isEmpty());
        }
    }

    @Test
    void responseAfterAnEndedLookupRemovesTheTimerTask() {
        try (RawHttpServer server = responding(RawHttpServer.json(200, EngineFixture.USER))) {
            CompletableFuture<LookupResult<TikTokUser>> lookup = find(withLongTimeout(server.uri()));
            Awaitility.await().until(() -> server.requests().size() == 1);
            lookup.cancel(true);
            assertThat(PendingTasks.of(fixture.timer)).hasSize(1);

            gate.countDown();

            Awaitility.await().until(() -> PendingTasks.of(fixture.timer).isEmpty());
        }
    }

    @Test
    void callOfACancelledLookupIsAbortedAfterTimerShutdown() {
        try (RawHttpServer silent = RawHttpServer.silent()) {
            CompletableFuture<LookupResult<TikTokUser>> lookup = find(withLongTimeout(silent.uri()));
            Awaitility.await().until(() -> silent.requests().size() == 1);
            fixture.timer.shutdownNow();

            lookup.cancel(true);

            Awaitility.await().until(() -> permitsInUse() == 0 && silent.openConnections() == 0);
        }
    }

    @Test
    void queueReceivesTheTimesOfResponsesOnly() {
        Duration unknown = bulkhead.responseTime();
        try (RawHttpServer resetting = RawHttpServer.start((request, connection) -> connection.reset())) {
            EngineFixture.failure(find(withLongTimeout(resetting.uri())));
        }
        assertThat(bulkhead.responseTime()).isEqualTo(unknown);

        gate.countDown();
        try (RawHttpServer server = responding(RawHttpServer.json(200, EngineFixture.USER))) {
            assertThat(find(withLongTimeout(server.uri()))).succeedsWithin(Duration.ofSeconds(20));
        }
        assertThat(bulkhead.responseTime()).isNotEqualTo(unknown).isPositive();
    }

    @ParameterizedTest(name = "{0} {1}, Retry-After {2} s: {3} s")
    @CsvSource({
        "503, upstream_error, 599, 599",
        "503, upstream_error, 999999999, 600",
        "429, upstream_rate_limit, 601, 600",
        "402, payment_required, 999999999, 600",
        // 43,200 s until midnight.
        "429, daily_limit_exceeded, 999999999, 43200",
        "429, daily_limit_exceeded, 43199, 43199",
    })
    void retryAfterIsCappedAndForADailyQuotaAtMidnight(int status, String code, long retryAfter, long reportedAfter) {
        gate.countDown();
        String answer = RawHttpServer.json(status, "{\"error\":\"no\",\"code\":\"" + code + "\"}")
                .replaceFirst("\r\n", "\r\nRetry-After: " + retryAfter + "\r\n");
        try (RawHttpServer server = responding(answer)) {
            LookupException failure =
                    EngineFixture.failure(find(withLongTimeout(server.uri()).maxRetryAfter(Duration.ofMinutes(10))));

            assertThat(failure.failure().retryAfter()).hasSeconds(reportedAfter);
        }
    }

    @Test
    void capBeyondMidnightAppliesToADailyQuota() {
        gate.countDown();
        String answer = RawHttpServer.json(429, "{\"error\":\"no\",\"code\":\"daily_limit_exceeded\"}")
                .replaceFirst("\r\n", "\r\nRetry-After: 999999999\r\n");
        try (RawHttpServer server = responding(answer)) {
            LookupException failure =
                    EngineFixture.failure(find(withLongTimeout(server.uri()).maxRetryAfter(Duration.ofDays(2))));

            assertThat(failure.failure().retryAfter()).hasDays(2);
        }
    }

    @Test
    void exceptionWhileBuildingTheRequestSendsNothing() {
        gate.countDown();
        try (RawHttpServer server = responding(RawHttpServer.json(200, EngineFixture.USER))) {
            LookupException failure =
                    EngineFixture.failure(find(withLongTimeout(server.uri()).users(new Broken())));

            assertThat(failure).hasMessage("could not be called or understood: NoClassDefFoundError");
            assertThat(failure.attempts()).isZero();
            assertThat(permitsInUse()).isZero();
            assertThat(reported).isEmpty();
            assertThat(server.connections()).isZero();
        }
    }

    @Test
    void exceptionWhileReadingTheResponseIsAFailure() {
        gate.countDown();
        try (RawHttpServer server = responding(RawHttpServer.json(200, EngineFixture.USER))) {
            LookupException failure =
                    EngineFixture.failure(find(withLongTimeout(server.uri()).users(new Unreadable())));

            assertThat(failure).hasMessage("could not be called or understood: IllegalStateException");
            assertThat(failure.attempts()).isEqualTo(1);
            assertThat(failure.failure().retry()).isEqualTo(RetryAdvice.NEVER);
        }
    }

    @Test
    void repeatedKeyIsMasked() {
        gate.countDown();
        try (RawHttpServer server = responding(RawHttpServer.json(
                401, "{\"error\":\"no key " + LookupSettings.KEY + "\",\"code\":\"invalid_api_key\"}"))) {
            LookupException failure = EngineFixture.failure(find(withLongTimeout(server.uri())));

            assertThat(failure).hasMessageStartingWith("answered: no key ");
            assertThat(failure.getMessage()).doesNotContain(LookupSettings.KEY);
        }
    }

    private record Unreadable() implements ProviderOperation<TikTokUser> {

        @Override
        public ProviderRequest request(TikTokLink subject, String requestSource) {
            return ProviderRequest.get("/", "q", "1");
        }

        @Override
        public TikTokUser read(TikTokLink subject, ProviderResponse response) {
            throw new IllegalStateException("cannot read " + response.status());
        }
    }

    private record Broken() implements ProviderOperation<TikTokUser> {

        @Override
        public ProviderRequest request(TikTokLink subject, String requestSource) {
            throw new NoClassDefFoundError("com/example/Missing");
        }

        @Override
        public TikTokUser read(TikTokLink subject, ProviderResponse response) {
            throw new AssertionError("no response expected");
        }
    }
}
