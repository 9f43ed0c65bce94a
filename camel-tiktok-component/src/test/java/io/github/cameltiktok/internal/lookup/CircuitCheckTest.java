package io.github.cameltiktok.internal.lookup;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameltiktok.internal.lookup.ProviderCircuitBreaker.State;
import io.github.cameltiktok.internal.lookup.http.HttpTransport;
import io.github.cameltiktok.model.TikTokUser;
import io.github.cameltiktok.provider.ErrorKind;
import io.github.cameltiktok.provider.ProviderFailure;
import io.github.cameltiktok.provider.RetryAdvice;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The step before each call, which reports the outcome to the circuit breaker. */
final class CircuitCheckTest {

    private static final String PROVIDER = "apidirect";

    private final TestClock clock = new TestClock("2026-11-24T12:00:00Z");
    private final EngineFixture fixture = new EngineFixture();
    private final ProviderCircuitBreaker circuit = new ProviderCircuitBreaker(PROVIDER, clock, fixture.timer);
    private final AtomicInteger calls = new AtomicInteger();
    private Supplier<CompletableFuture<LookupResult<TikTokUser>>> call = CompletableFuture::new;
    private final LookupChain<TikTokUser> chain = chain();

    @AfterEach
    void stop() {
        fixture.close();
    }

    private LookupChain<TikTokUser> chain() {
        LookupPlan<TikTokUser> plan = Steps.plan(false, List.of(PROVIDER));
        ProviderCallConfig<TikTokUser> config = plan.providers().get(0);
        return new LookupChain<>(
                plan,
                List.of(new ProviderClient<>(
                        config,
                        new Bulkhead(1, 1),
                        circuit,
                        new CallQuota(PROVIDER, config.quota(), CallQuota.Store.NONE, clock, fixture.worker),
                        new HttpTransport(config.transport(), clock))),
                List.of(new Failover(() -> false), new CircuitCheck(), Steps.answering(execution -> {
                    calls.incrementAndGet();
                    return call.get();
                })),
                () -> {});
    }

    private CompletableFuture<LookupResult<TikTokUser>> find() {
        return chain.find(EngineFixture.query(Duration.ofHours(1)));
    }

    private void open() {
        circuit.onFailure(
                circuit.tryAcquire().orElseThrow(),
                ProviderFailure.withoutAnswer(ErrorKind.CREDENTIALS, RetryAdvice.NEVER, "refused the key"),
                true);
    }

    private void makeHalfOpen() {
        open();
        clock.advance(ProviderCircuitBreaker.OPEN_FOR_ACCOUNT.plusSeconds(1));
    }

    private void fail(ErrorKind errorKind) {
        call = () -> CompletableFuture.completedFuture(LookupResults.failed(PROVIDER, errorKind));
        find();
    }

    @Test
    void openCircuitMakesNoCallAndReportsItsReason() {
        open();

        LookupException refused = EngineFixture.failure(find());

        assertThat(refused).hasMessageStartingWith("was not called: circuit breaker open until");
        assertThat(refused.provider()).isEqualTo(PROVIDER);
        assertThat(refused.attempts()).isZero();
        assertThat(calls).hasValue(0);
    }

    static Stream<Arguments> neutralOutcomes() {
        return Stream.of(
                Arguments.of(
                        "not sent",
                        CompletableFuture.completedFuture(LookupResults.notSent(PROVIDER, ErrorKind.QUOTA))),
                Arguments.of("fault", CompletableFuture.failedFuture(new IllegalStateException("broken"))),
                Arguments.of("cancelled", cancelled()),
                Arguments.of(
                        "about another subject",
                        CompletableFuture.completedFuture(LookupResults.failed(PROVIDER, ErrorKind.ANOTHER_SUBJECT))));
    }

    private static CompletableFuture<LookupResult<TikTokUser>> cancelled() {
        CallFuture<LookupResult<TikTokUser>> cancelled = new CallFuture<>();
        cancelled.completeCancelled();
        return cancelled;
    }

    /** More lookups than probes, so that each must release its probe. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("neutralOutcomes")
    void neutralOutcomeReleasesTheProbe(String name, CompletableFuture<LookupResult<TikTokUser>> end) {
        makeHalfOpen();
        call = () -> end;

        for (int i = 0; i < 3 * ProviderCircuitBreaker.PROBES; i++) {
            find();
        }

        assertThat(calls).hasValue(3 * ProviderCircuitBreaker.PROBES);
        assertThat(circuit.status().state()).isEqualTo(State.HALF_OPEN);
    }

    @ParameterizedTest
    @EnumSource(
            value = ErrorKind.class,
            names = {"INVALID_REQUEST", "NOT_FOUND"})
    void successfulProbesCloseTheCircuit(ErrorKind answer) {
        makeHalfOpen();

        fail(answer);
        call = () -> CompletableFuture.completedFuture(LookupResults.user("khaby.lame"));
        find();
        assertThat(circuit.status().state()).isEqualTo(State.HALF_OPEN);
        find();

        assertThat(circuit.status().state()).isEqualTo(State.CLOSED);
    }

    @ParameterizedTest
    @EnumSource(
            value = ErrorKind.class,
            names = {"RATE_LIMIT", "UPSTREAM"})
    void failedProbesReopenTheCircuit(ErrorKind errorKind) {
        makeHalfOpen();

        for (int i = 0; i < ProviderCircuitBreaker.PROBES; i++) {
            fail(errorKind);
        }

        assertThat(circuit.status().state()).isEqualTo(State.OPEN);
        assertThat(circuit.status().errorKind()).isEqualTo(errorKind);
    }

    @ParameterizedTest
    @EnumSource(
            value = ErrorKind.class,
            names = {"CREDENTIALS", "QUOTA"})
    void oneFailureOfTheAccountOpensTheCircuit(ErrorKind errorKind) {
        fail(errorKind);

        assertThat(circuit.status().state()).isEqualTo(State.OPEN);
        assertThat(circuit.status().errorKind()).isEqualTo(errorKind);
    }

    /** A retry may follow and succeed. */
    @Test
    void failedCallOfARunningLookupDoesNotCount() {
        for (int i = 0; i < 2 * ProviderCircuitBreaker.MIN_LOOKUPS; i++) {
            fail(ErrorKind.UPSTREAM);
        }

        assertThat(circuit.status().state()).isEqualTo(State.CLOSED);
    }

    @Test
    void failedCallOfAnEndedLookupCounts() {
        for (int i = 0; i < ProviderCircuitBreaker.MIN_LOOKUPS; i++) {
            CallFuture<LookupResult<TikTokUser>> sent = new CallFuture<>();
            call = () -> sent;
            find().cancel(true);
            assertThat(sent.isCancelRequested()).isTrue();

            sent.complete(LookupResults.failed(PROVIDER, ErrorKind.UPSTREAM));
        }

        assertThat(circuit.status().state()).isEqualTo(State.OPEN);
    }
}
