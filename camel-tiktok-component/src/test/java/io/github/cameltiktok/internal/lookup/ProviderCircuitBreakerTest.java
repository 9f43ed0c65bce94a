package io.github.cameltiktok.internal.lookup;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import io.github.cameltiktok.internal.lookup.metrics.LookupListener;
import io.github.cameltiktok.link.TikTokLink;
import io.github.cameltiktok.model.TikTokUser;
import io.github.cameltiktok.provider.ErrorKind;
import io.github.cameltiktok.provider.ProviderFailure;
import io.github.cameltiktok.provider.ProviderOperation;
import io.github.cameltiktok.provider.ProviderRequest;
import io.github.cameltiktok.provider.ProviderResponse;
import io.github.cameltiktok.provider.RetryAdvice;
import io.github.cameltiktok.provider.apidirect.ApiDirect;
import io.github.cameltiktok.secrets.CapturedLog;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Opening, half-open probes and closing of the circuit, in the engine and alone. */
final class ProviderCircuitBreakerTest {

    private static final ProviderFailure BUSY =
            ProviderFailure.withoutAnswer(ErrorKind.UPSTREAM, RetryAdvice.YES, "was busy");

    private static final String WORKS = RawHttpServer.json(200, EngineFixture.USER);

    private final TestClock clock = new TestClock("2026-11-24T12:00:00Z");
    private final EngineFixture fixture = new EngineFixture(clock, CallQuota.Store.NONE, LookupListener.NONE);
    private final AtomicReference<String> answer = new AtomicReference<>(WORKS);
    private final AtomicReference<CountDownLatch> gate = new AtomicReference<>(new CountDownLatch(0));
    private final RawHttpServer server = RawHttpServer.start((request, connection) -> {
        Latches.await(gate.get());
        connection.write(answer.get());
    });
    private final LookupSettings settings = LookupSettings.to(server.uri());

    @AfterEach
    void stop() {
        fixture.close();
        server.close();
    }

    private static String error(int status, String code) {
        return RawHttpServer.json(status, "{\"error\":\"no " + code + "\",\"code\":\"" + code + "\"}");
    }

    private LookupException failure() {
        return EngineFixture.failure(fixture.findNewCreator(settings));
    }

    private void works() throws Exception {
        assertThat(EngineFixture.record(fixture.findNewCreator(settings)).id()).isEqualTo(EngineFixture.ID);
    }

    private ProviderCircuitBreaker.Status status() {
        return fixture.engine.circuits().get(0);
    }

    @ParameterizedTest(name = "{1}")
    @CsvSource({
        "401, invalid_api_key, CREDENTIALS",
        "402, insufficient_credit, QUOTA",
        "403, account_blocked, QUOTA",
        "429, monthly_limit_exceeded, QUOTA",
    })
    void failureOfTheAccountOpensTheCircuitAtOnce(int status, String code, ErrorKind errorKind) {
        answer.set(error(status, code));
        failure();

        LookupException refused = failure();

        assertThat(server.requests()).hasSize(1);
        assertThat(refused)
                .hasMessage("was not called: circuit breaker open until 2026-11-24T12:01:00Z, because it answered: no "
                        + code);
        assertThat(refused.attempts()).isZero();
        assertThat(refused.failure().errorKind()).isEqualTo(errorKind);
        assertThat(refused.failure().status()).isEqualTo(status);
        assertThat(refused.failure().code()).isEqualTo(code);
        assertThat(refused.failure().retry()).isEqualTo(RetryAdvice.NEVER);
        assertThat(refused.failure().retryAfter()).isEqualTo(Duration.ofMinutes(1));
        assertThat(status()).satisfies(circuit -> {
            assertThat(circuit.state()).isEqualTo(ProviderCircuitBreaker.State.OPEN);
            assertThat(circuit.isAccountProblem()).isTrue();
            assertThat(circuit.reason()).isEqualTo("answered: no " + code);
            assertThat(circuit.until()).isEqualTo(Instant.parse("2026-11-24T12:01:00Z"));
        });
    }

    @Test
    void circuitStaysOpenForRetryAfterOfAQuota() {
        answer.set(error(429, "daily_limit_exceeded").replaceFirst("\r\n", "\r\nRetry-After: 3600\r\n"));
        failure();

        assertThat(failure()).hasMessageContaining("open until 2026-11-24T13:00:00Z");
    }

    @Test
    void failedProbeReopensAndThreeSuccessfulProbesCloseTheCircuit() throws Exception {
        answer.set(error(402, "payment_required"));
        failure();
        clock.advance(Duration.ofSeconds(61));

        failure();
        failure();
        assertThat(server.requests()).as("one failed probe").hasSize(2);

        clock.advance(Duration.ofSeconds(61));
        answer.set(WORKS);
        works();
        assertThat(status().state()).isEqualTo(ProviderCircuitBreaker.State.HALF_OPEN);
        works();
        works();
        assertThat(status().state()).isEqualTo(ProviderCircuitBreaker.State.CLOSED);
        assertThat(server.requests()).hasSize(5);
    }

    @Test
    void halfOpenCircuitLimitsConcurrentProbes() throws Exception {
        answer.set(error(402, "payment_required"));
        failure();
        clock.advance(Duration.ofSeconds(61));
        answer.set(WORKS);
        CountDownLatch answers = new CountDownLatch(1);
        gate.set(answers);

        List<CompletableFuture<LookupResult<TikTokUser>>> probes = new ArrayList<>();
        for (int i = 0; i < ProviderCircuitBreaker.PROBES; i++) {
            probes.add(fixture.findNewCreator(settings));
        }
        LookupException refused = failure();
        answers.countDown();

        assertThat(refused)
                .hasMessage("was not called: circuit breaker half-open, waiting for its probe calls; it opened"
                        + " because it answered: no payment_required");
        for (CompletableFuture<LookupResult<TikTokUser>> probe : probes) {
            EngineFixture.record(probe);
        }
        assertThat(status().state()).isEqualTo(ProviderCircuitBreaker.State.CLOSED);
    }

    @ParameterizedTest(name = "{1}")
    @CsvSource({
        "502, upstream_error",
        "429, upstream_rate_limit",
        "500, billing_error",
    })
    void circuitOpensWhenHalfOfTheLookupsFail(int status, String code) throws Exception {
        for (int i = 0; i < 5; i++) {
            works();
        }
        answer.set(error(status, code));
        for (int i = 0; i < 5; i++) {
            failure();
        }

        LookupException refused = failure();

        assertThat(server.requests()).hasSize(10);
        assertThat(refused).hasMessageContaining("was not called: circuit breaker open until 2026-11-24T12:00:30Z");
        assertThat(refused.failure().retry()).isEqualTo(RetryAdvice.YES);
        assertThat(status().isAccountProblem()).isFalse();
    }

    @ParameterizedTest(name = "{1}")
    @CsvSource({"404, not_found", "400, invalid_parameter"})
    void notFoundAndInvalidRequestDoNotOpenTheCircuit(int status, String code) {
        answer.set(error(status, code));
        for (int i = 0; i < 30; i++) {
            failure();
        }

        assertThat(server.requests()).hasSize(30);
        assertThat(status().state()).isEqualTo(ProviderCircuitBreaker.State.CLOSED);
    }

    @Test
    void lookupsWithoutACallDoNotOpenTheCircuit() {
        try (RawHttpServer silent = RawHttpServer.silent()) {
            LookupSettings full = LookupSettings.to(silent.uri()).limit(1, 1);
            fixture.findNewCreator(full);
            fixture.findNewCreator(full);
            for (int i = 0; i < 30; i++) {
                assertThat(EngineFixture.failure(fixture.findNewCreator(full))).hasMessageContaining("queue full");
            }

            assertThat(status().state()).isEqualTo(ProviderCircuitBreaker.State.CLOSED);
        }
    }

    @Test
    void responseTimeoutsAfterTheDeadlineOpenTheCircuit() {
        try (RawHttpServer silent = RawHttpServer.silent()) {
            LookupSettings shortDeadline =
                    LookupSettings.to(silent.uri()).deadline(100).responseTimeout(300);
            List<CompletableFuture<LookupResult<TikTokUser>>> lookups = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                lookups.add(fixture.findNewCreator(shortDeadline));
            }
            assertThat(lookups).allSatisfy(lookup -> assertThat(EngineFixture.failure(lookup))
                    .hasMessage("gave no result within the deadline of 100 ms"));

            Awaitility.await().until(() -> status().state() == ProviderCircuitBreaker.State.OPEN);
            assertThat(EngineFixture.failure(fixture.findNewCreator(shortDeadline)))
                    .hasMessageContaining("circuit breaker open")
                    .hasMessageContaining("within responseTimeout");
        }
    }

    @Test
    void eachApiKeyHasItsOwnCircuit() throws Exception {
        answer.set(error(402, "payment_required"));
        failure();
        answer.set(WORKS);

        assertThat(failure()).hasMessageContaining("was not called");
        assertThat(EngineFixture.record(
                        fixture.findNewCreator(LookupSettings.to(server.uri()).apiKey("another-key"))))
                .isNotNull();
    }

    @Test
    void resourcesShareTheCircuitOfAnApiKey() {
        answer.set(error(402, "payment_required"));
        failure();

        CompletableFuture<? extends LookupResult<?>> video =
                fixture.engine.lookup(settings.forVideos()).find(EngineFixture.query(Duration.ofSeconds(10)));

        assertThat(EngineFixture.failure(video)).hasMessageContaining("was not called");
    }

    @Test
    void closeCircuitsClosesAnOpenCircuit() throws Exception {
        answer.set(error(401, "invalid_api_key"));
        failure();
        answer.set(WORKS);

        fixture.engine.closeCircuits();

        works();
        assertThat(status().state()).isEqualTo(ProviderCircuitBreaker.State.CLOSED);
    }

    @Test
    void stateOfAnUnusedApiKeyIsDiscarded() throws Exception {
        for (int i = 0; i < 50; i++) {
            LookupSettings customer = LookupSettings.to(server.uri()).apiKey("key-of-customer-" + i);
            try (LookupChain<TikTokUser> chain = fixture.engine.lookup(customer.forUsers())) {
                EngineFixture.record(chain.find(EngineFixture.query(customer.deadline())));
            }
        }

        Awaitility.await().untilAsserted(() -> {
            fixture.engine.sweep(Duration.ZERO);
            assertThat(fixture.engine.circuits()).isEmpty();
            assertThat(fixture.engine.queues()).isEmpty();
        });
    }

    @Test
    void openCircuitIsKeptWithoutAChain() {
        answer.set(error(401, "invalid_api_key"));
        for (int i = 0; i < 8; i++) {
            try (LookupChain<TikTokUser> chain = fixture.engine.lookup(settings.forUsers())) {
                EngineFixture.failure(chain.find(EngineFixture.query(settings.deadline())));
            }
            fixture.engine.sweep(Duration.ZERO);
        }

        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void failuresAreKeptForAnHourWithoutAChain() {
        answer.set(error(502, "upstream_error"));
        try (LookupChain<TikTokUser> chain = fixture.engine.lookup(settings.forUsers())) {
            EngineFixture.failure(chain.find(EngineFixture.query(settings.deadline())));
        }
        clock.advance(ProviderCircuitBreaker.FAILURE_COUNTS_FOR);
        fixture.engine.sweep(Duration.ZERO);
        assertThat(fixture.engine.circuits()).hasSize(1);

        clock.advance(Duration.ofMillis(1));
        fixture.engine.sweep(Duration.ZERO);
        assertThat(fixture.engine.circuits()).isEmpty();
    }

    @Test
    void openingEndsWaitsForPermitAndRetry() {
        CountDownLatch answers = new CountDownLatch(1);
        gate.set(answers);
        LookupSettings one = LookupSettings.to(server.uri())
                .limit(1, 600)
                .retries(3, 3_600_000)
                .deadline(7_200_000);
        List<CompletableFuture<LookupResult<TikTokUser>>> lookups = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            lookups.add(fixture.findNewCreator(one));
        }
        answer.set(error(401, "invalid_api_key"));

        answers.countDown();

        assertThat(lookups).allSatisfy(lookup -> assertThat(
                        EngineFixture.failure(lookup).failure().errorKind())
                .isEqualTo(ErrorKind.CREDENTIALS));
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void permitOfAnErrorResponsePassesOnAfterTheCircuitIsOpen() {
        CountDownLatch reading = new CountDownLatch(1);
        CountDownLatch mayRead = new CountDownLatch(1);
        ProviderOperation<TikTokUser> users = new ApiDirect().user();
        LookupSettings slowToRead = LookupSettings.to(server.uri()).limit(1, 10).users(new ProviderOperation<>() {
            @Override
            public ProviderRequest request(TikTokLink subject, String requestSource) {
                return users.request(subject, requestSource);
            }

            @Override
            public TikTokUser read(TikTokLink subject, ProviderResponse response) {
                reading.countDown();
                Latches.await(mayRead);
                return users.read(subject, response);
            }
        });
        answer.set(error(402, "insufficient_credit"));
        CompletableFuture<LookupResult<TikTokUser>> first = fixture.findNewCreator(slowToRead);
        CompletableFuture<LookupResult<TikTokUser>> waiting = fixture.findNewCreator(slowToRead);
        Latches.await(reading);

        assertThat(fixture.engine.queues()).singleElement().satisfies(queue -> {
            assertThat(queue.inUse()).isEqualTo(1);
            assertThat(queue.waiting()).isEqualTo(1);
        });
        mayRead.countDown();

        EngineFixture.failure(first);
        assertThat(EngineFixture.failure(waiting)).hasMessageContaining("was not called: circuit breaker open");
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void openingEndsTheRetryDelayWithItsReason() {
        answer.set(error(502, "upstream_error"));
        LookupSettings longDeadline =
                LookupSettings.to(server.uri()).retries(3, 3_600_000).deadline(7_200_000);
        CompletableFuture<LookupResult<TikTokUser>> waiting = fixture.findNewCreator(longDeadline);
        Awaitility.await().until(() -> fixture.engine.waitingForRetry() == 1);

        answer.set(error(402, "payment_required"));
        failure();

        LookupException refused = EngineFixture.failure(waiting);
        assertThat(refused.failure().errorKind()).isEqualTo(ErrorKind.QUOTA);
        assertThat(refused.attempts()).isEqualTo(1);
        assertThat(server.requests()).hasSize(2);
    }

    @Test
    void anotherSubjectDoesNotOpenTheCircuit() {
        answer.set(RawHttpServer.json(200, "{\"user\":{\"username\":\"renamed\",\"user_id\":\"1\"}}"));
        for (int i = 0; i < 30; i++) {
            failure();
        }

        assertThat(status().state()).isEqualTo(ProviderCircuitBreaker.State.CLOSED);
    }

    /** An earlier failure of the account must not be the reported reason. */
    @Test
    void circuitThatOpensOnASuccessReportsTheLatestFailure() {
        TestClock time = new TestClock("2026-11-24T12:00:00Z");
        ProviderCircuitBreaker circuit = new ProviderCircuitBreaker("apidirect", time, fixture.timer);
        circuit.onFailure(
                circuit.tryAcquire().getAsInt(),
                ProviderFailure.withoutAnswer(ErrorKind.QUOTA, RetryAdvice.NEVER, "had no credit"),
                true);
        circuit.reset();
        for (int i = 1; i < ProviderCircuitBreaker.MIN_LOOKUPS; i++) {
            circuit.onFailure(circuit.tryAcquire().getAsInt(), BUSY, true);
        }

        circuit.onSuccess(circuit.tryAcquire().getAsInt());

        assertThat(circuit.tryAcquire()).isEmpty();
        assertThat(circuit.refusal().errorKind()).isEqualTo(ErrorKind.UPSTREAM);
        assertThat(circuit.refusal().message()).contains("was busy");
        assertThat(circuit.status().state()).isEqualTo(ProviderCircuitBreaker.State.OPEN);
    }

    @Test
    void callsAcquiredBeforeTheOpeningAreNoProbes() {
        ProviderCircuitBreaker circuit = new ProviderCircuitBreaker("apidirect", clock, fixture.timer);
        int early = circuit.tryAcquire().getAsInt();
        for (int i = 0; i < ProviderCircuitBreaker.MIN_LOOKUPS; i++) {
            circuit.onFailure(circuit.tryAcquire().getAsInt(), BUSY, true);
        }
        clock.advance(ProviderCircuitBreaker.OPEN_FOR_FAILURES.plusSeconds(1));
        assertThat(circuit.tryAcquire()).isPresent();

        for (int i = 0; i < ProviderCircuitBreaker.PROBES; i++) {
            circuit.onSuccess(early);
            circuit.release(early);
        }

        assertThat(circuit.status().state()).isEqualTo(ProviderCircuitBreaker.State.HALF_OPEN);
        assertThat(circuit.tryAcquire()).isPresent();
        assertThat(circuit.tryAcquire()).isPresent();
        assertThat(circuit.tryAcquire()).as("no further permission").isEmpty();
    }

    @Test
    void circuitReopensAfterAMinuteWithUnfinishedProbes() {
        ProviderCircuitBreaker circuit = new ProviderCircuitBreaker("apidirect", clock, fixture.timer);
        for (int i = 0; i < ProviderCircuitBreaker.MIN_LOOKUPS; i++) {
            circuit.onFailure(circuit.tryAcquire().getAsInt(), BUSY, true);
        }
        clock.advance(ProviderCircuitBreaker.OPEN_FOR_FAILURES.plusSeconds(1));
        for (int i = 0; i < ProviderCircuitBreaker.PROBES; i++) {
            assertThat(circuit.tryAcquire()).isPresent();
        }

        clock.advance(ProviderCircuitBreaker.LONGEST_HALF_OPEN.plusSeconds(1));
        assertThat(circuit.tryAcquire()).isEmpty();
        assertThat(circuit.status().state()).isEqualTo(ProviderCircuitBreaker.State.OPEN);
        assertThat(circuit.status().until()).isAfter(clock.instant());
        assertThat(circuit.status().reason()).isEqualTo("was busy");
        clock.advance(ProviderCircuitBreaker.OPEN_FOR_FAILURES.plusSeconds(1));

        assertThat(circuit.tryAcquire()).as("a new probe").isPresent();
    }

    @Test
    void waitStartedWhileOpenEndsAtOnce() {
        ProviderCircuitBreaker circuit = new ProviderCircuitBreaker("apidirect", clock, fixture.timer);
        assertThat(circuit.refusalWhileOpen()).isNull();
        circuit.onFailure(
                circuit.tryAcquire().getAsInt(),
                ProviderFailure.withoutAnswer(ErrorKind.QUOTA, RetryAdvice.NEVER, "had no credit"),
                true);
        CompletableFuture<String> during = new CompletableFuture<>();
        CompletableFuture<String> afterwards = new CompletableFuture<>();

        circuit.completeWhenOpen(during, ProviderFailure::message);
        assertThat(circuit.refusalWhileOpen()).isNotNull();
        clock.advance(ProviderCircuitBreaker.OPEN_FOR_ACCOUNT);
        circuit.completeWhenOpen(afterwards, ProviderFailure::message);

        assertThat(during).isCompletedWithValueMatching(message -> message.contains("had no credit"));
        assertThat(circuit.refusalWhileOpen()).isNull();
        assertThat(afterwards).isNotDone();
    }

    @Test
    void circuitWithAWaitIsNotIdle() {
        ProviderCircuitBreaker circuit = new ProviderCircuitBreaker("apidirect", clock, fixture.timer);
        assertThat(circuit.isIdle()).isTrue();

        CompletableFuture<Boolean> delay = circuit.startRetryDelay(Duration.ofHours(1));
        assertThat(circuit.isIdle()).isFalse();
        assertThat(circuit.pendingRetries()).isEqualTo(1);

        circuit.close();
        assertThat(delay).isCompletedWithValue(true);
        assertThat(circuit.isIdle()).isTrue();
        assertThat(circuit.pendingRetries()).isZero();
    }

    @Test
    void eachOpeningAndClosingIsLoggedOnce() {
        ProviderCircuitBreaker circuit = new ProviderCircuitBreaker("logged", clock, fixture.timer);
        try (CapturedLog log = new CapturedLog(Level.INFO)) {
            List<Integer> calls = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                calls.add(circuit.tryAcquire().getAsInt());
            }
            calls.forEach(call -> circuit.onFailure(
                    call,
                    ProviderFailure.withoutAnswer(ErrorKind.CREDENTIALS, RetryAdvice.NEVER, "refused the key"),
                    true));
            assertThat(about(log)).containsExactly("open until 2026-11-24T12:01:00Z: it refused the key");

            clock.advance(ProviderCircuitBreaker.OPEN_FOR_ACCOUNT.plusSeconds(1));
            for (int i = 0; i < ProviderCircuitBreaker.PROBES; i++) {
                circuit.onSuccess(circuit.tryAcquire().getAsInt());
            }
            assertThat(about(log)).containsExactly("closed: calls are made again");
        }
    }

    private static List<String> about(CapturedLog log) {
        String start = "Circuit breaker of logged ";
        return log.take().stream()
                .filter(line -> line.contains(start))
                .map(line -> line.substring(line.indexOf(start) + start.length()))
                .toList();
    }

    @Test
    void refusalOfAClosedCircuitHasAReason() {
        ProviderFailure refused = new ProviderCircuitBreaker("apidirect", clock, fixture.timer).refusal();

        assertThat(refused.message()).isEqualTo("was not called: its circuit breaker was open until just now");
        assertThat(refused.retry()).isEqualTo(RetryAdvice.YES);
    }
}
