package io.github.cameltiktok.internal.lookup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.cameltiktok.model.TikTokUser;
import io.github.cameltiktok.provider.ErrorKind;
import io.github.cameltiktok.provider.ProviderFailure;
import io.github.cameltiktok.provider.RetryAdvice;
import java.io.IOException;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Over real sockets: what is asked again, how often, when, and what becomes of it when time runs out. */
final class RetryingTest {

    private static final ProviderFailure HOURLY_RETRY = new ProviderFailure(
            ErrorKind.UPSTREAM, RetryAdvice.YES, "answered: no", 502, null, null, Duration.ofHours(1));

    private final Rig rig = new Rig();

    @AfterEach
    void stop() {
        rig.close();
    }

    static Stream<Arguments> brokenConnections() {
        return Stream.of(
                troubled("reset instead of an answer", (request, line) -> line.reset()),
                troubled("closed instead of an answer", (request, line) -> line.close()),
                troubled("reset in the head", (request, line) -> {
                    line.write("HTTP/1.1 200 OK\r\nContent-Ty");
                    line.reset();
                }),
                troubled("reset in the body", (request, line) -> {
                    line.write("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"user\"");
                    line.reset();
                }),
                troubled("closed in the body", (request, line) -> {
                    line.write("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"user\"");
                    line.close();
                }),
                troubled("silence", (request, line) -> line.awaitHangUp()),
                troubled("a proxy's page", (request, line) -> line.write(Peer.json(502, "<html></html>"))),
                troubled("an upstream error", (request, line) -> line.write(Peer.json(502, error("upstream_error")))));
    }

    private static Arguments troubled(String name, Peer.Script script) {
        return arguments(name, script);
    }

    private static String error(String code) {
        return "{\"error\":\"no\",\"code\":\"" + code + "\"}";
    }

    /** Plays one script for the first calls, and answers afterwards. */
    private static Peer peer(int troubles, Peer.Script trouble) {
        CountDownLatch left = new CountDownLatch(troubles);
        return Peer.start((request, line) -> {
            boolean isTrouble = left.getCount() > 0;
            left.countDown();
            if (isTrouble) {
                trouble.play(request, line);
            } else {
                line.write(Peer.json(200, Rig.USER));
            }
        });
    }

    private static Peer.Script answer(int status, String code) {
        return (request, line) -> line.write(Peer.json(status, error(code)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("brokenConnections")
    void aTroubleThatPassesIsNotSeen(String name, Peer.Script trouble) throws Exception {
        try (Peer peer = peer(2, trouble)) {
            Access access = Access.to(peer.uri()).retries(3, 1).responseTimeout(1_000);

            assertThat(Rig.get(rig.find(access)).handle()).isEqualTo("khaby.lame");
            assertThat(peer.requests()).hasSize(3);
        }
    }

    static Stream<Arguments> billedAndUnreadable() {
        return Stream.of(
                troubled("cut", (request, line) -> line.write(Peer.json(200, "{\"user\":{"))),
                troubled("empty", (request, line) -> line.write(Peer.json(200, ""))),
                troubled("HTML", (request, line) -> line.write(Peer.json(200, "<html></html>"))),
                troubled(
                        "about another creator",
                        (request, line) -> line.write(Peer.json(200, "{\"user\":{\"username\":\"mallory\"}}"))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("billedAndUnreadable")
    void answerThatIsBilledAndUselessIsPaidForTwiceAtMost(String name, Peer.Script trouble) {
        try (Peer peer = peer(100, trouble)) {
            LookupException failure = Rig.failure(rig.find(Access.to(peer.uri()).retries(3, 1)));

            assertThat(failure.attempts()).isEqualTo(2);
            assertThat(peer.requests()).extracting(Peer.Request::connection).containsExactly(1, 2);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("billedAndUnreadable")
    void answerThatIsBilledAndUselessOnceIsNotSeen(String name, Peer.Script trouble) throws Exception {
        try (Peer peer = peer(1, trouble)) {
            assertThat(Rig.get(rig.find(Access.to(peer.uri()).retries(3, 1))).handle())
                    .isEqualTo("khaby.lame");
            assertThat(peer.requests()).hasSize(2);
        }
    }

    @Test
    void aTroubleThatStaysIsToldAfterTheLastRetry() {
        try (Peer peer = peer(100, answer(502, "upstream_error"))) {
            LookupException failure = Rig.failure(rig.find(Access.to(peer.uri()).retries(3, 1)));

            assertThat(failure).hasMessage("answered: no");
            assertThat(failure.attempts()).isEqualTo(4);
            assertThat(peer.requests()).hasSize(4);
        }
    }

    @Test
    void aConnectionThatIsRefusedIsTriedAgain() throws IOException {
        Peer peer = peer(0, answer(500, "never"));
        peer.close();

        LookupException failure = Rig.failure(rig.find(Access.to(peer.uri()).retries(2, 1)));

        assertThat(failure).hasMessage("could not connect to %s", peer.uri());
        assertThat(failure.attempts()).isEqualTo(3);
    }

    @Test
    void theWaitsDouble() {
        try (Peer peer = peer(100, answer(502, "upstream_error"))) {
            long start = System.nanoTime();
            Rig.failure(rig.find(Access.to(peer.uri()).retries(3, 100)));

            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .isBetween(Duration.ofMillis(700), Duration.ofSeconds(5));
        }
    }

    @Test
    void aRetryAfterInSecondsIsWaitedFor() throws Exception {
        try (Peer peer = peer(1, (request, line) -> line.write(retryAfter("1")))) {
            long start = System.nanoTime();
            Rig.get(rig.find(Access.to(peer.uri()).retries(1, 1)));

            assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofSeconds(1));
        }
    }

    @Test
    void aRetryAfterAsADateIsWaitedFor() throws Exception {
        // The date has no fractions of a second, so that the wait is one of 1 to 2 s.
        ZonedDateTime date = ZonedDateTime.now(ZoneOffset.UTC).plusSeconds(2).truncatedTo(ChronoUnit.SECONDS);
        String text = DateTimeFormatter.RFC_1123_DATE_TIME.format(date);
        try (Peer peer = peer(1, (request, line) -> line.write(retryAfter(text)))) {
            Rig.get(rig.find(Access.to(peer.uri()).retries(1, 1)));

            // Waits are counted in milliseconds.
            assertThat(ZonedDateTime.now(ZoneOffset.UTC)).isAfter(date.minus(5, ChronoUnit.MILLIS));
        }
    }

    private static String retryAfter(String value) {
        return Peer.json(429, error("upstream_rate_limit")).replaceFirst("\r\n", "\r\nRetry-After: " + value + "\r\n");
    }

    @Test
    void aWaitBeyondTheDeadlineIsNotBegunAndTheFailureItselfIsTold() {
        try (Peer peer = peer(100, (request, line) -> line.write(retryAfter("30")))) {
            long start = System.nanoTime();
            LookupException failure =
                    Rig.failure(rig.find(Access.to(peer.uri()).retries(3, 1).deadline(10_000)));

            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
            assertThat(failure.failure().errorKind()).isEqualTo(ErrorKind.RATE_LIMIT);
            assertThat(failure.failure().retryAfter()).isEqualTo(Duration.ofSeconds(30));
            assertThat(peer.requests()).hasSize(1);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("hopeless")
    void whatTheSameCallCannotMendIsNotAskedAgain(String name, Peer.Script trouble) {
        try (Peer peer = peer(100, trouble)) {
            Rig.failure(rig.find(Access.to(peer.uri()).retries(3, 1).maxResponseSize(1_000)));

            assertThat(peer.requests()).hasSize(1);
        }
    }

    static Stream<Arguments> hopeless() {
        return Stream.of(
                troubled("caller", answer(400, "invalid_parameter")),
                troubled("key", answer(401, "invalid_api_key")),
                troubled("billing", answer(402, "insufficient_credit")),
                troubled("account", answer(403, "account_blocked")),
                troubled("not found", answer(404, "not_found")),
                troubled("quota", answer(429, "monthly_limit_exceeded")),
                troubled("provider broken", answer(500, "auth_error")),
                troubled(
                        "redirect",
                        (request, line) ->
                                line.write("HTTP/1.1 302 Found\r\nLocation: /\r\nContent-Length: 0\r\n\r\n")),
                troubled("too large", (request, line) -> line.write(Peer.json(200, " ".repeat(2_000)))));
    }

    @Test
    void aLookupThatWaitsForItsRetryHoldsNeitherPlaceNorConnection() throws Exception {
        try (Peer peer = peer(1, answer(502, "upstream_error"))) {
            Access one =
                    Access.to(peer.uri()).limit(1, 10).retries(1, 3_600_000).deadline(7_200_000);
            CompletableFuture<LookupResult<TikTokUser>> waiting = rig.findAnother(one);
            Awaitility.await().until(() -> rig.engine.waitingForRetry() == 1);

            assertThat(Rig.get(rig.findAnother(one)).id()).isEqualTo(Rig.ID);
            assertThat(waiting).isNotDone();
        }
    }

    @Test
    void givingUpEndsTheWaitAndTakesItOffTheTimer() {
        try (Peer peer = peer(1, answer(502, "upstream_error"))) {
            CompletableFuture<LookupResult<TikTokUser>> waiting =
                    rig.find(Access.to(peer.uri()).retries(1, 3_600_000).deadline(7_200_000));
            Awaitility.await().until(() -> rig.engine.waitingForRetry() == 1);

            waiting.cancel(true);

            assertThat(rig.engine.waitingForRetry()).isZero();
            assertThat(Tasks.of(rig.timer)).isEmpty();
            assertThat(peer.requests()).hasSize(1);
        }
    }

    @Test
    void closingTheEngineEndsTheWaitAsAFailure() {
        try (Peer peer = peer(1, answer(502, "upstream_error"))) {
            CompletableFuture<LookupResult<TikTokUser>> waiting =
                    rig.find(Access.to(peer.uri()).retries(1, 3_600_000).deadline(7_200_000));
            Awaitility.await().until(() -> rig.engine.waitingForRetry() == 1);

            rig.engine.close();

            assertThat(Rig.failure(waiting)).hasMessage("was cancelled because the component is stopping");
            assertThat(Tasks.of(rig.timer)).isEmpty();
        }
    }

    /** The call fails while the engine is being closed, when the other delays have been ended already. */
    @Test
    void delayThatBeginsDuringAStopEndsAtOnce() {
        AtomicInteger calls = new AtomicInteger();
        LookupStep last = Steps.answering(execution -> CompletableFuture.completedFuture(
                calls.incrementAndGet() == 1
                        ? LookupResult.Failed.called("a", HOURLY_RETRY, null)
                        : LookupResults.notSent("a", ErrorKind.UPSTREAM)));
        LookupChain<TikTokUser> chain = Steps.chain(
                Steps.plan(false, 3, List.of("a")),
                new Bulkhead(1, 1),
                rig.timer,
                new Failover(() -> true),
                new Retrying(rig.worker, () -> true),
                last);

        LookupException failure = Rig.failure(chain.find(Rig.query(Duration.ofHours(10))));

        assertThat(failure).hasMessage("a was not called");
        assertThat(failure.attempts()).isEqualTo(1);
        assertThat(Tasks.of(rig.timer)).isEmpty();
    }

    @Test
    void aFullLineIsNotWaitedFor() {
        try (Peer silent = Peer.start((request, line) -> line.awaitHangUp())) {
            Access full =
                    Access.to(silent.uri()).limit(1, 1).retries(3, 3_600_000).deadline(7_200_000);
            rig.findAnother(full);
            rig.findAnother(full);

            CompletableFuture<LookupResult<TikTokUser>> refused = rig.findAnother(full);

            assertThat(refused).isDone();
            assertThat(rig.engine.waitingForRetry()).isZero();
        }
    }

    @Test
    void aShortResponseTimeoutLeavesTimeForTheRetries() {
        try (Peer silent = peer(100, (request, line) -> line.awaitHangUp())) {
            long start = System.nanoTime();
            LookupException failure =
                    Rig.failure(rig.find(Access.to(silent.uri()).retries(4, 1).responseTimeout(100)));

            assertThat(failure.attempts()).isEqualTo(5);
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(4));
        }
    }
}
