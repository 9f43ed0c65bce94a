package io.github.cameltiktok.internal.lookup;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameltiktok.internal.lookup.Bulkhead.Admission;
import io.github.cameltiktok.internal.lookup.Bulkhead.Permit;
import io.github.cameltiktok.internal.lookup.Bulkhead.Refusal;
import io.github.cameltiktok.provider.ErrorKind;
import io.github.cameltiktok.provider.ProviderFailure;
import io.github.cameltiktok.provider.RetryAdvice;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class BulkheadTest {

    private static final Duration LONG = Duration.ofHours(1);

    @Test
    void freePermitIsGrantedAtOnce() {
        assertThat(new Bulkhead(1, 0).acquire(LONG)).isCompleted();
    }

    @Test
    void fullQueueRefuses() {
        Bulkhead bulkhead = new Bulkhead(1, 1);
        bulkhead.acquire(LONG);
        bulkhead.acquire(LONG);

        ProviderFailure failure = refusal(bulkhead.acquire(LONG)).failure();
        assertThat(failure.message())
                .isEqualTo("was not called: queue full: 1 in flight, 1 waiting"
                        + " (raise maxConcurrentRequests or maxQueuedRequests)");
        assertThat(failure.errorKind()).isEqualTo(ErrorKind.RATE_LIMIT);
        assertThat(failure.retry()).isEqualTo(RetryAdvice.YES);
    }

    @Test
    void permitsAreGrantedInOrderOfArrival() {
        Bulkhead bulkhead = new Bulkhead(1, 100);
        Permit permit = permit(bulkhead.acquire(LONG));
        List<Integer> served = new ArrayList<>();
        List<CompletableFuture<Admission>> queue =
                IntStream.range(0, 100).mapToObj(i -> bulkhead.acquire(LONG)).toList();
        IntStream.range(0, 100).forEach(i -> queue.get(i).thenRun(() -> served.add(i)));

        permit.release();
        queue.forEach(admission -> permit(admission).release());

        assertThat(served).isEqualTo(IntStream.range(0, 100).boxed().toList());
    }

    @Test
    void lookupThatLeavesFreesItsPlaceInTheQueue() {
        Bulkhead bulkhead = new Bulkhead(1, 1);
        bulkhead.acquire(LONG);
        bulkhead.acquire(LONG).cancel(false);

        assertThat(bulkhead.acquire(LONG)).isNotDone();
    }

    @Test
    void lookupThatHasLeftIsSkipped() {
        Bulkhead bulkhead = new Bulkhead(1, 2);
        Permit permit = permit(bulkhead.acquire(LONG));
        CompletableFuture<Admission> first = bulkhead.acquire(LONG);
        CompletableFuture<Admission> second = bulkhead.acquire(LONG);

        first.cancel(false);
        permit.release();

        assertThat(second).isCompleted();
    }

    @Test
    void secondReleaseHasNoEffect() {
        Bulkhead bulkhead = new Bulkhead(1, 10);
        Permit permit = permit(bulkhead.acquire(LONG));
        permit.release();
        permit.release();

        assertThat(bulkhead.acquire(LONG)).isCompleted();
        assertThat(bulkhead.acquire(LONG)).isNotDone();
    }

    @Test
    void closingRefusesQueuedAndFutureLookups() {
        Bulkhead bulkhead = new Bulkhead(1, 10);
        Permit permit = permit(bulkhead.acquire(LONG));
        CompletableFuture<Admission> waiting = bulkhead.acquire(LONG);

        bulkhead.close();
        permit.release();

        assertThat(refusal(waiting).failure().message()).isEqualTo("was cancelled because the component is stopping");
        assertThat(refusal(bulkhead.acquire(LONG)).failure().message())
                .isEqualTo("was cancelled because the component is stopping");
    }

    /** Two permits and responses of 1 s: n waiting lookups take n / 2 s, and one response is expected within 1.05 s. */
    @ParameterizedTest(name = "{0} waiting, {1} ms left")
    @CsvSource({"0, 1049, false", "0, 1050, true", "3, 2549, false", "3, 2550, true", "9, 5549, false", "9, 5550, true"
    })
    void lookupIsQueuedOnlyWithTimeForAResponse(int waiting, long left, boolean isQueued) {
        Bulkhead bulkhead = respondingIn(Duration.ofSeconds(1), 2);
        bulkhead.acquire(LONG);
        bulkhead.acquire(LONG);
        for (int i = 0; i < waiting; i++) {
            bulkhead.acquire(LONG);
        }

        CompletableFuture<Admission> admission = bulkhead.acquire(Duration.ofMillis(left));

        assertThat(admission.isDone()).isEqualTo(!isQueued);
    }

    @Test
    void refusalForTimeReportsRetryAfter() {
        Bulkhead bulkhead = respondingIn(Duration.ofSeconds(1), 2);
        for (int i = 0; i < 12; i++) {
            bulkhead.acquire(LONG);
        }

        Refusal refusal = refusal(bulkhead.acquire(Duration.ofSeconds(4)));

        assertThat(refusal.outOfTime()).isTrue();
        assertThat(refusal.failure().errorKind()).isEqualTo(ErrorKind.RATE_LIMIT);
        assertThat(refusal.failure().retry()).isEqualTo(RetryAdvice.YES);
        assertThat(refusal.failure().retryAfter()).isEqualTo(Duration.ofMillis(2050));
        assertThat(refusal.failure().message())
                .isEqualTo("was not called: 10 lookups waiting, too many for a response before the deadline");
    }

    @Test
    void expectedResponseTimeBeforeTheFirstResponseIsTheFloor() {
        Bulkhead bulkhead = new Bulkhead(1, 100);
        bulkhead.acquire(LONG);

        assertThat(bulkhead.acquire(Duration.ofMillis(149))).isDone();
        assertThat(bulkhead.acquire(Duration.ofMillis(150))).isNotDone();
    }

    @Test
    void permitWithoutTimeForAResponseIsRefused() {
        Bulkhead bulkhead = respondingIn(Duration.ofSeconds(1), 1);

        assertThat(bulkhead.refusalIfTooLate(Duration.ofMillis(1049))).isNotNull();
        assertThat(bulkhead.refusalIfTooLate(Duration.ofMillis(1050))).isNull();
    }

    @Test
    void freePermitIsRefusedBelowTheMedianUnlessNoCallIsInFlight() {
        Bulkhead bulkhead = respondingIn(Duration.ofSeconds(1), 2);

        assertThat(permit(bulkhead.acquire(Duration.ofMillis(500)))).isNotNull();
        assertThat(refusal(bulkhead.acquire(Duration.ofMillis(500))).outOfTime())
                .isTrue();
        assertThat(permit(bulkhead.acquire(Duration.ofMillis(1000)))).isNotNull();
    }

    @Test
    void expectedResponseTimeFollowsAFasterProvider() {
        Bulkhead bulkhead = respondingIn(Duration.ofSeconds(10), 1);
        for (int i = 0; i < ResponseTimes.WINDOW; i++) {
            respond(bulkhead, Duration.ofMillis(200));
        }

        assertThat(bulkhead.responseTime()).isEqualTo(Duration.ofMillis(250));
    }

    @ParameterizedTest(name = "responses in {0} ms: {1} ms")
    @CsvSource({"1, 100", "99, 100", "100, 100", "150, 100"})
    void fullQueueReportsRetryAfter(long responseTime, long retryAfter) {
        Bulkhead bulkhead = new Bulkhead(1, 0);
        respond(bulkhead, Duration.ofMillis(responseTime));
        bulkhead.acquire(LONG);

        Refusal refusal = refusal(bulkhead.acquire(LONG));

        assertThat(refusal.outOfTime()).isFalse();
        assertThat(refusal.failure().retryAfter()).hasMillis(retryAfter);
    }

    @Test
    void refusalForTimeReportsRemainingAndResponseTime() {
        Refusal refusal = respondingIn(Duration.ofSeconds(1), 1).tooLate(Duration.ofMillis(-3));

        assertThat(refusal.failure().message())
                .isEqualTo("was not called: 0 ms left until the deadline, recent responses took up to 1000 ms");
        assertThat(refusal.failure().retryAfter()).hasSeconds(1);
        assertThat(refusal.outOfTime()).isTrue();
    }

    @Test
    void bulkheadIsUnusedWithoutPermitsInUse() {
        Bulkhead bulkhead = new Bulkhead(1, 1);
        assertThat(bulkhead.isUnused()).isTrue();

        Permit permit = permit(bulkhead.acquire(LONG));
        CompletableFuture<Admission> waiting = bulkhead.acquire(LONG);
        assertThat(bulkhead.isUnused()).isFalse();
        assertThat(bulkhead.status("apidirect", "user")).isEqualTo(new Bulkhead.Status("apidirect", "user", 1, 1, 1));

        permit.release();
        assertThat(bulkhead.isUnused())
                .as("the permit has passed to the next lookup")
                .isFalse();
        permit(waiting).release();
        assertThat(bulkhead.isUnused()).isTrue();
    }

    private static Bulkhead respondingIn(Duration time, int permits) {
        Bulkhead bulkhead = new Bulkhead(permits, 1_000);
        for (int i = 0; i < 3; i++) {
            respond(bulkhead, time);
        }
        return bulkhead;
    }

    private static void respond(Bulkhead bulkhead, Duration time) {
        Permit permit = permit(bulkhead.acquire(LONG));
        permit.onResponse(time);
        permit.release();
    }

    private static Permit permit(CompletableFuture<Admission> admission) {
        assertThat(admission).isCompleted();
        return (Permit) admission.join();
    }

    private static Refusal refusal(CompletableFuture<Admission> admission) {
        assertThat(admission).isCompleted();
        return (Refusal) admission.join();
    }
}
