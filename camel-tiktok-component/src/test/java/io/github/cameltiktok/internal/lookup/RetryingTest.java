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

    private final EngineFixture fixture = new EngineFixture();

    @AfterEach
    void stop() {
        fixture.close();
    }

    static Stream<Arguments> brokenConnections() {
        return Stream.of(
                troubled("reset instead of an answer", (request, connection) -> connection.reset()),
                troubled("closed instead of an answer", (request, connection) -> connection.close()),
                troubled("reset in the head", (request, connection) -> {
                    connection.write("HTTP/1.1 200 OK\r\nContent-Ty");
                    connection.reset();
                }),
                troubled("reset in the body", (request, connection) -> {
                    connection.write("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"user\"");
                    connection.reset();
                }),
                troubled("closed in the body", (request, connection) -> {
                    connection.write("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"user\"");
                    connection.close();
                }),
                troubled("silence", (request, connection) -> connection.awaitHangUp()),
                troubled(
                        "a proxy's page",
                        (request, connection) -> connection.write(RawHttpServer.json(502, "<html></html>"))),
                troubled(
                        "an upstream error",
                        (request, connection) -> connection.write(RawHttpServer.json(502, error("upstream_error")))));
    }

    private static Arguments troubled(String name, RawHttpServer.Script script) {
        return arguments(name, script);
    }

    private static String error(String code) {
        return "{\"error\":\"no\",\"code\":\"" + code + "\"}";
    }

    /** Plays one script for the first calls, and answers afterwards. */
    private static RawHttpServer server(int troubles, RawHttpServer.Script trouble) {
        CountDownLatch left = new CountDownLatch(troubles);
        return RawHttpServer.start((request, connection) -> {
            boolean isTrouble = left.getCount() > 0;
            left.countDown();
            if (isTrouble) {
                trouble.play(request, connection);
            } else {
                connection.write(RawHttpServer.json(200, EngineFixture.USER));
            }
        });
    }

    private static RawHttpServer.Script answer(int status, String code) {
        return (request, connection) -> connection.write(RawHttpServer.json(status, error(code)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("brokenConnections")
    void aTroubleThatPassesIsNotSeen(String name, RawHttpServer.Script trouble) throws Exception {
        try (RawHttpServer server = server(2, trouble)) {
            LookupSettings settings =
                    LookupSettings.to(server.uri()).retries(3, 1).responseTimeout(1_000);

            assertThat(EngineFixture.record(fixture.find(settings)).handle()).isEqualTo("khaby.lame");
            assertThat(server.requests()).hasSize(3);
        }
    }

    static Stream<Arguments> billedAndUnreadable() {
        return Stream.of(
                troubled("cut", (request, connection) -> connection.write(RawHttpServer.json(200, "{\"user\":{"))),
                troubled("empty", (request, connection) -> connection.write(RawHttpServer.json(200, ""))),
                troubled("HTML", (request, connection) -> connection.write(RawHttpServer.json(200, "<html></html>"))),
                troubled(
                        "about another creator",
                        (request, connection) ->
                                connection.write(RawHttpServer.json(200, "{\"user\":{\"username\":\"mallory\"}}"))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("billedAndUnreadable")
    void answerThatIsBilledAndUselessIsPaidForTwiceAtMost(String name, RawHttpServer.Script trouble) {
        try (RawHttpServer server = server(100, trouble)) {
            LookupException failure = EngineFixture.failure(
                    fixture.find(LookupSettings.to(server.uri()).retries(3, 1)));

            assertThat(failure.attempts()).isEqualTo(2);
            assertThat(server.requests())
                    .extracting(RawHttpServer.Request::connection)
                    .containsExactly(1, 2);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("billedAndUnreadable")
    void answerThatIsBilledAndUselessOnceIsNotSeen(String name, RawHttpServer.Script trouble) throws Exception {
        try (RawHttpServer server = server(1, trouble)) {
            assertThat(EngineFixture.record(
                                    fixture.find(LookupSettings.to(server.uri()).retries(3, 1)))
                            .handle())
                    .isEqualTo("khaby.lame");
            assertThat(server.requests()).hasSize(2);
        }
    }

    @Test
    void aTroubleThatStaysIsToldAfterTheLastRetry() {
        try (RawHttpServer server = server(100, answer(502, "upstream_error"))) {
            LookupException failure = EngineFixture.failure(
                    fixture.find(LookupSettings.to(server.uri()).retries(3, 1)));

            assertThat(failure).hasMessage("answered: no");
            assertThat(failure.attempts()).isEqualTo(4);
            assertThat(server.requests()).hasSize(4);
        }
    }

    @Test
    void aConnectionThatIsRefusedIsTriedAgain() throws IOException {
        RawHttpServer server = server(0, answer(500, "never"));
        server.close();

        LookupException failure = EngineFixture.failure(
                fixture.find(LookupSettings.to(server.uri()).retries(2, 1)));

        assertThat(failure).hasMessage("could not connect to %s", server.uri());
        assertThat(failure.attempts()).isEqualTo(3);
    }

    @Test
    void theWaitsDouble() {
        try (RawHttpServer server = server(100, answer(502, "upstream_error"))) {
            long start = System.nanoTime();
            EngineFixture.failure(fixture.find(LookupSettings.to(server.uri()).retries(3, 100)));

            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .isBetween(Duration.ofMillis(700), Duration.ofSeconds(5));
        }
    }

    @Test
    void aRetryAfterInSecondsIsWaitedFor() throws Exception {
        try (RawHttpServer server = server(1, (request, connection) -> connection.write(retryAfter("1")))) {
            long start = System.nanoTime();
            EngineFixture.record(fixture.find(LookupSettings.to(server.uri()).retries(1, 1)));

            assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofSeconds(1));
        }
    }

    @Test
    void aRetryAfterAsADateIsWaitedFor() throws Exception {
        // The date has no fractions of a second, so that the wait is one of 1 to 2 s.
        ZonedDateTime date = ZonedDateTime.now(ZoneOffset.UTC).plusSeconds(2).truncatedTo(ChronoUnit.SECONDS);
        String text = DateTimeFormatter.RFC_1123_DATE_TIME.format(date);
        try (RawHttpServer server = server(1, (request, connection) -> connection.write(retryAfter(text)))) {
            EngineFixture.record(fixture.find(LookupSettings.to(server.uri()).retries(1, 1)));

            // Waits are counted in milliseconds.
            assertThat(ZonedDateTime.now(ZoneOffset.UTC)).isAfter(date.minus(5, ChronoUnit.MILLIS));
        }
    }

    private static String retryAfter(String value) {
        return RawHttpServer.json(429, error("upstream_rate_limit"))
                .replaceFirst("\r\n", "\r\nRetry-After: " + value + "\r\n");
    }

    @Test
    void aWaitBeyondTheDeadlineIsNotBegunAndTheFailureItselfIsTold() {
        try (RawHttpServer server = server(100, (request, connection) -> connection.write(retryAfter("30")))) {
            long start = System.nanoTime();
            LookupException failure = EngineFixture.failure(
                    fixture.find(LookupSettings.to(server.uri()).retries(3, 1).deadline(10_000)));

            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
            assertThat(failure.failure().errorKind()).isEqualTo(ErrorKind.RATE_LIMIT);
            assertThat(failure.failure().retryAfter()).isEqualTo(Duration.ofSeconds(30));
            assertThat(server.requests()).hasSize(1);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("hopeless")
    void whatTheSameCallCannotMendIsNotAskedAgain(String name, RawHttpServer.Script trouble) {
        try (RawHttpServer server = server(100, trouble)) {
            EngineFixture.failure(
                    fixture.find(LookupSettings.to(server.uri()).retries(3, 1).maxResponseSize(1_000)));

            assertThat(server.requests()).hasSize(1);
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
                        (request, connection) ->
                                connection.write("HTTP/1.1 302 Found\r\nLocation: /\r\nContent-Length: 0\r\n\r\n")),
                troubled(
                        "too large",
                        (request, connection) -> connection.write(RawHttpServer.json(200, " ".repeat(2_000)))));
    }

    @Test
    void aLookupThatWaitsForItsRetryHoldsNeitherPlaceNorConnection() throws Exception {
        try (RawHttpServer server = server(1, answer(502, "upstream_error"))) {
            LookupSettings one = LookupSettings.to(server.uri())
                    .limit(1, 10)
                    .retries(1, 3_600_000)
                    .deadline(7_200_000);
            CompletableFuture<LookupResult<TikTokUser>> waiting = fixture.findNewCreator(one);
            Awaitility.await().until(() -> fixture.engine.waitingForRetry() == 1);

            assertThat(EngineFixture.record(fixture.findNewCreator(one)).id()).isEqualTo(EngineFixture.ID);
            assertThat(waiting).isNotDone();
        }
    }

    @Test
    void givingUpEndsTheWaitAndTakesItOffTheTimer() {
        try (RawHttpServer server = server(1, answer(502, "upstream_error"))) {
            CompletableFuture<LookupResult<TikTokUser>> waiting = fixture.find(
                    LookupSettings.to(server.uri()).retries(1, 3_600_000).deadline(7_200_000));
            Awaitility.await().until(() -> fixture.engine.waitingForRetry() == 1);

            waiting.cancel(true);

            assertThat(fixture.engine.waitingForRetry()).isZero();
            assertThat(PendingTasks.of(fixture.timer)).isEmpty();
            assertThat(server.requests()).hasSize(1);
        }
    }

    @Test
    void closingTheEngineEndsTheWaitAsAFailure() {
        try (RawHttpServer server = server(1, answer(502, "upstream_error"))) {
            CompletableFuture<LookupResult<TikTokUser>> waiting = fixture.find(
                    LookupSettings.to(server.uri()).retries(1, 3_600_000).deadline(7_200_000));
            Awaitility.await().until(() -> fixture.engine.waitingForRetry() == 1);

            fixture.engine.close();

            assertThat(EngineFixture.failure(waiting)).hasMessage("was cancelled because the component is stopping");
            assertThat(PendingTasks.of(fixture.timer)).isEmpty();
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
                fixture.timer,
                new Failover(() -> true),
                new Retrying(fixture.worker, () -> true),
                last);

        LookupException failure = EngineFixture.failure(chain.find(EngineFixture.query(Duration.ofHours(10))));

        assertThat(failure).hasMessage("a was not called");
        assertThat(failure.attempts()).isEqualTo(1);
        assertThat(PendingTasks.of(fixture.timer)).isEmpty();
    }

    @Test
    void aFullLineIsNotWaitedFor() {
        try (RawHttpServer silent = RawHttpServer.start((request, connection) -> connection.awaitHangUp())) {
            LookupSettings full = LookupSettings.to(silent.uri())
                    .limit(1, 1)
                    .retries(3, 3_600_000)
                    .deadline(7_200_000);
            fixture.findNewCreator(full);
            fixture.findNewCreator(full);

            CompletableFuture<LookupResult<TikTokUser>> refused = fixture.findNewCreator(full);

            assertThat(refused).isDone();
            assertThat(fixture.engine.waitingForRetry()).isZero();
        }
    }

    @Test
    void aShortResponseTimeoutLeavesTimeForTheRetries() {
        try (RawHttpServer silent = server(100, (request, connection) -> connection.awaitHangUp())) {
            long start = System.nanoTime();
            LookupException failure = EngineFixture.failure(
                    fixture.find(LookupSettings.to(silent.uri()).retries(4, 1).responseTimeout(100)));

            assertThat(failure.attempts()).isEqualTo(5);
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(4));
        }
    }
}
