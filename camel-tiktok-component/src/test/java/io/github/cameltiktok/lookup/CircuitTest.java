package io.github.cameltiktok.lookup;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameltiktok.model.TikTokUser;
import io.github.cameltiktok.provider.FailureClass;
import io.github.cameltiktok.provider.ProviderFailure;
import io.github.cameltiktok.provider.Retry;
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

/** When a provider is left alone, what is told meanwhile, and how it is asked again. */
final class CircuitTest {

    private static final String WORKS = Peer.json(200, Rig.USER);

    private final TestClock clock = new TestClock("2026-11-24T12:00:00Z");
    private final Rig rig = new Rig(clock, BudgetStore.NONE, LookupObserver.NONE);
    private final AtomicReference<String> answer = new AtomicReference<>(WORKS);
    private final AtomicReference<CountDownLatch> gate = new AtomicReference<>(new CountDownLatch(0));
    private final Peer peer = Peer.start((request, line) -> {
        Latches.await(gate.get());
        line.write(answer.get());
    });
    private final Access access = Access.to(peer.uri());

    @AfterEach
    void stop() {
        rig.close();
        peer.close();
    }

    private static String error(int status, String code) {
        return Peer.json(status, "{\"error\":\"no " + code + "\",\"code\":\"" + code + "\"}");
    }

    private LookupException failure() {
        return Rig.failure(rig.findAnother(access));
    }

    private void works() throws Exception {
        assertThat(Rig.get(rig.findAnother(access)).id()).isEqualTo(Rig.ID);
    }

    private CircuitStatus status() {
        return rig.engine.circuits().get(0);
    }

    @ParameterizedTest(name = "{1}")
    @CsvSource({
        "401, invalid_api_key, KEY",
        "402, insufficient_credit, QUOTA",
        "403, account_blocked, QUOTA",
        "429, monthly_limit_exceeded, QUOTA",
    })
    void anAccountThatCannotBeUsedIsLeftAloneAtOnce(int status, String code, FailureClass failureClass) {
        answer.set(error(status, code));
        failure();

        LookupException refused = failure();

        assertThat(peer.requests()).hasSize(1);
        assertThat(refused)
                .hasMessage(
                        "was not asked, and will be again from 2026-11-24T12:01:00Z, because it answered: no " + code);
        assertThat(refused.attempts()).isZero();
        assertThat(refused.failure().failureClass()).isEqualTo(failureClass);
        assertThat(refused.failure().status()).isEqualTo(status);
        assertThat(refused.failure().code()).isEqualTo(code);
        assertThat(refused.failure().retry()).isEqualTo(Retry.NEVER);
        assertThat(refused.failure().retryAfter()).isEqualTo(Duration.ofMinutes(1));
        assertThat(status()).satisfies(circuit -> {
            assertThat(circuit.state()).isEqualTo(CircuitStatus.State.OPEN);
            assertThat(circuit.isAboutTheAccount()).isTrue();
            assertThat(circuit.reason()).isEqualTo("answered: no " + code);
            assertThat(circuit.until()).isEqualTo(Instant.parse("2026-11-24T12:01:00Z"));
        });
    }

    @Test
    void aQuotaThatSaysWhenItIsOverIsLeftAloneUntilThen() {
        answer.set(error(429, "daily_limit_exceeded").replaceFirst("\r\n", "\r\nRetry-After: 3600\r\n"));
        failure();

        assertThat(failure()).hasMessageContaining("will be again from 2026-11-24T13:00:00Z");
    }

    @Test
    void afterTheWaitAProbeFindsOutWhetherTheAccountIsInOrder() throws Exception {
        answer.set(error(402, "payment_required"));
        failure();
        clock.advance(Duration.ofSeconds(61));

        failure();
        failure();
        assertThat(peer.requests()).as("one probe failed, and that was enough").hasSize(2);

        clock.advance(Duration.ofSeconds(61));
        answer.set(WORKS);
        works();
        assertThat(status().state()).isEqualTo(CircuitStatus.State.PROBING);
        works();
        works();
        assertThat(status().state()).isEqualTo(CircuitStatus.State.CLOSED);
        assertThat(peer.requests()).hasSize(5);
    }

    @Test
    void onlyAFewProbesGoOutAtATime() throws Exception {
        answer.set(error(402, "payment_required"));
        failure();
        clock.advance(Duration.ofSeconds(61));
        answer.set(WORKS);
        CountDownLatch answers = new CountDownLatch(1);
        gate.set(answers);

        List<CompletableFuture<LookupResult<TikTokUser>>> probes = new ArrayList<>();
        for (int i = 0; i < Circuit.PROBES; i++) {
            probes.add(rig.findAnother(access));
        }
        LookupException refused = failure();
        answers.countDown();

        assertThat(refused)
                .hasMessage("was not asked while a few calls find out whether it works again;"
                        + " before, it answered: no payment_required");
        for (CompletableFuture<LookupResult<TikTokUser>> probe : probes) {
            Rig.get(probe);
        }
        assertThat(status().state()).isEqualTo(CircuitStatus.State.CLOSED);
    }

    @ParameterizedTest(name = "{1}")
    @CsvSource({
        "502, upstream_error",
        "429, upstream_rate_limit",
        "500, billing_error",
    })
    void aProviderThatFailsHalfOfTheTimeIsLeftAlone(int status, String code) throws Exception {
        for (int i = 0; i < 5; i++) {
            works();
        }
        answer.set(error(status, code));
        for (int i = 0; i < 5; i++) {
            failure();
        }

        LookupException refused = failure();

        assertThat(peer.requests()).hasSize(10);
        assertThat(refused).hasMessageContaining("was not asked, and will be again from 2026-11-24T12:00:30Z");
        assertThat(refused.failure().retry()).isEqualTo(Retry.YES);
        assertThat(status().isAboutTheAccount()).isFalse();
    }

    @ParameterizedTest(name = "{1}")
    @CsvSource({"404, not_found", "400, invalid_parameter"})
    void whatIsNotVisibleOrAskedWronglySaysNothingAgainstAProvider(int status, String code) {
        answer.set(error(status, code));
        for (int i = 0; i < 30; i++) {
            failure();
        }

        assertThat(peer.requests()).hasSize(30);
        assertThat(status().state()).isEqualTo(CircuitStatus.State.CLOSED);
    }

    @Test
    void lookupsThatNeverGotToACallSayNothingEither() {
        try (Peer silent = Peer.start((request, line) -> line.awaitHangUp())) {
            Access full = Access.to(silent.uri()).limit(1, 1);
            rig.findAnother(full);
            rig.findAnother(full);
            for (int i = 0; i < 30; i++) {
                assertThat(Rig.failure(rig.findAnother(full))).hasMessageContaining("lookups are under way");
            }

            assertThat(status().state()).isEqualTo(CircuitStatus.State.CLOSED);
        }
    }

    @Test
    void aProviderThatHangsUntilTheDeadlineIsLeftAloneToo() {
        try (Peer silent = Peer.start((request, line) -> line.awaitHangUp())) {
            Access impatient = Access.to(silent.uri()).deadline(100);
            List<CompletableFuture<LookupResult<TikTokUser>>> lookups = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                lookups.add(rig.findAnother(impatient));
            }
            lookups.forEach(Rig::failure);

            assertThat(Rig.failure(rig.findAnother(impatient)))
                    .hasMessageContaining("was not asked")
                    .hasMessageContaining("because it gave no result within the deadline");
        }
    }

    @Test
    void anotherKeyOfTheSameProviderHasACircuitOfItsOwn() throws Exception {
        answer.set(error(402, "payment_required"));
        failure();
        answer.set(WORKS);

        assertThat(failure()).hasMessageContaining("was not asked");
        assertThat(Rig.get(rig.findAnother(Access.to(peer.uri()).apiKey("another-key"))))
                .isNotNull();
    }

    @Test
    void bothResourcesShareTheCircuitOfAKey() {
        answer.set(error(402, "payment_required"));
        failure();

        CompletableFuture<?> video = rig.engine.lookup(access.forVideos()).find(Rig.query(Duration.ofSeconds(10)));

        assertThat(Rig.failure(video)).hasMessageContaining("was not asked");
    }

    @Test
    void anOperatorMayCloseIt() throws Exception {
        answer.set(error(401, "invalid_api_key"));
        failure();
        answer.set(WORKS);

        rig.engine.closeCircuits();

        works();
        assertThat(status().state()).isEqualTo(CircuitStatus.State.CLOSED);
    }

    @Test
    void aBudgetThatEndsBetweenTwoRetriesSaysNothingAgainstAnAccount() {
        answer.set(error(502, "upstream_error"));

        LookupException failure =
                Rig.failure(rig.findAnother(Access.to(peer.uri()).retries(3, 1).budget(2, null)));

        assertThat(failure.failure().failureClass()).isEqualTo(FailureClass.QUOTA);
        assertThat(status().state()).isEqualTo(CircuitStatus.State.CLOSED);
    }

    @Test
    void aKeyThatNobodyUsesAnyMoreLeavesNothingBehind() throws Exception {
        for (int i = 0; i < 50; i++) {
            Rig.get(rig.findAnother(Access.to(peer.uri()).apiKey("key-of-customer-" + i)));
        }

        Awaitility.await().untilAsserted(() -> {
            System.gc();
            assertThat(rig.engine.circuits()).isEmpty();
            assertThat(rig.engine.queues()).isEmpty();
        });
    }

    /** A failure of days ago must not be told as the reason. */
    @Test
    void aCircuitThatOpensOnTheRateBesideASuccessTellsTheTroubleOfThen() {
        TestClock time = new TestClock("2026-11-24T12:00:00Z");
        Circuit circuit = new Circuit("apidirect", time);
        circuit.failed(ProviderFailure.withoutAnswer(FailureClass.QUOTA, Retry.NEVER, "had no credit"));
        circuit.reset();
        for (int i = 1; i < Circuit.MIN_LOOKUPS; i++) {
            circuit.failed(ProviderFailure.withoutAnswer(FailureClass.UPSTREAM, Retry.YES, "was busy"));
        }

        circuit.works();

        assertThat(circuit.allows()).isFalse();
        assertThat(circuit.refusal().failure().failureClass()).isEqualTo(FailureClass.UPSTREAM);
        assertThat(circuit.refusal()).hasMessageContaining("was busy");
        assertThat(circuit.status().state()).isEqualTo(CircuitStatus.State.OPEN);
    }
}
