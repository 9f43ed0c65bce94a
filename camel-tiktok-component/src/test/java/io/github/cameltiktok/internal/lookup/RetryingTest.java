package io.github.cameltiktok.internal.lookup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.cameltiktok.model.TikTokUser;
import io.github.cameltiktok.provider.ErrorKind;
import io.github.cameltiktok.provider.ProviderFailure;
import io.github.cameltiktok.provider.RetryAdvice;
import java.io.IOException;
import java.time.Duration;
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

/** Retries over real sockets: for which failures, how often, and with which delay. */
final class RetryingTest {

    private static final ProviderFailure HOURLY_RETRY = new ProviderFailure(
            ErrorKind.UPSTREAM, RetryAdvice.YES, "answered: no", 502, null, null, Duration.ofHours(1));

    private final EngineFixture fixture = new EngineFixture();

    @AfterEach
    void stop() {
        fixture.close();
    }

    static Stream<Arguments> transientFailures() {
        return Stream.of(
                failing("reset without a response", (request, connection) -> connection.reset()),
                failing("reset within the body", (request, connection) -> {
                    connection.write("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"user\"");
                    connection.reset();
                }),
                failing("silence", (request, connection) -> connection.awaitHangUp()),
                failing(
                        "HTML page of a proxy",
                        (request, connection) -> connection.write(RawHttpServer.json(502, "<html></html>"))),
                failing(
                        "upstream error",
                        (request, connection) -> connection.write(RawHttpServer.json(502, error("upstream_error")))));
    }

    private static Arguments failing(String name, RawHttpServer.Script script) {
        return arguments(name, script);
    }

    private static String error(String code) {
        return "{\"error\":\"no\",\"code\":\"" + code + "\"}";
    }

    /** Plays a script for the first calls, and responds with a creator afterwards. */
    private static RawHttpServer server(int failures, RawHttpServer.Script script) {
        CountDownLatch left = new CountDownLatch(failures);
        return RawHttpServer.start((request, connection) -> {
            boolean isFailing = left.getCount() > 0;
            left.countDown();
            if (isFailing) {
                script.play(request, connection);
            } else {
                connection.write(RawHttpServer.json(200, EngineFixture.USER));
            }
        });
    }

    private static RawHttpServer.Script answer(int status, String code) {
        return (request, connection) -> connection.write(RawHttpServer.json(status, error(code)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("transientFailures")
    void transientFailureIsRetried(String name, RawHttpServer.Script script) throws Exception {
        try (RawHttpServer server = server(1, script)) {
            LookupSettings settings =
                    LookupSettings.to(server.uri()).retries(3, 1).responseTimeout(1_000);

            assertThat(EngineFixture.record(fixture.find(settings)).handle()).isEqualTo("khaby.lame");
            assertThat(server.requests()).hasSize(2);
        }
    }

    static Stream<Arguments> billedAndUnreadable() {
        return Stream.of(
                failing("truncated", (request, connection) -> connection.write(RawHttpServer.json(200, "{\"user\":{"))),
                failing("empty", (request, connection) -> connection.write(RawHttpServer.json(200, ""))),
                failing("HTML", (request, connection) -> connection.write(RawHttpServer.json(200, "<html></html>"))),
                failing(
                        "another creator",
                        (request, connection) ->
                                connection.write(RawHttpServer.json(200, "{\"user\":{\"username\":\"mallory\"}}"))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("billedAndUnreadable")
    void billedFailureIsRetriedOnceOnANewConnection(String name, RawHttpServer.Script script) {
        try (RawHttpServer server = server(100, script)) {
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
    void retryAfterABilledFailureSucceeds(String name, RawHttpServer.Script script) throws Exception {
        try (RawHttpServer server = server(1, script)) {
            assertThat(EngineFixture.record(
                                    fixture.find(LookupSettings.to(server.uri()).retries(3, 1)))
                            .handle())
                    .isEqualTo("khaby.lame");
            assertThat(server.requests()).hasSize(2);
        }
    }

    @Test
    void lastFailureIsReportedAfterAllRetries() {
        try (RawHttpServer server = server(100, answer(502, "upstream_error"))) {
            LookupException failure = EngineFixture.failure(
                    fixture.find(LookupSettings.to(server.uri()).retries(3, 1)));

            assertThat(failure).hasMessage("answered: no");
            assertThat(failure.attempts()).isEqualTo(4);
            assertThat(server.requests()).hasSize(4);
        }
    }

    @Test
    void refusedConnectionIsRetried() throws IOException {
        RawHttpServer server = server(0, answer(500, "never"));
        server.close();

        LookupException failure = EngineFixture.failure(
                fixture.find(LookupSettings.to(server.uri()).retries(2, 1)));

        assertThat(failure).hasMessage("could not connect to %s", server.uri());
        assertThat(failure.attempts()).isEqualTo(3);
    }

    @Test
    void retryWaitsForRetryAfter() throws Exception {
        try (RawHttpServer server = server(1, (request, connection) -> connection.write(retryAfter("1")))) {
            long start = System.nanoTime();
            EngineFixture.record(fixture.find(LookupSettings.to(server.uri()).retries(1, 1)));

            assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofSeconds(1));
        }
    }

    private static String retryAfter(String value) {
        return RawHttpServer.json(429, error("upstream_rate_limit"))
                .replaceFirst("\r\n", "\r\nRetry-After: " + value + "\r\n");
    }

    @Test
    void delayBeyondTheDeadlineIsNotStarted() {
        try (RawHttpServer server = server(100, (request, connection) -> connection.write(retryAfter("30")))) {
            LookupException failure = EngineFixture.failure(
                    fixture.find(LookupSettings.to(server.uri()).retries(3, 1).deadline(10_000)));

            assertThat(failure.failure().errorKind()).isEqualTo(ErrorKind.RATE_LIMIT);
            assertThat(failure.failure().retryAfter()).isEqualTo(Duration.ofSeconds(30));
            assertThat(server.requests()).hasSize(1);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("permanentFailures")
    void permanentFailureIsNotRetried(String name, RawHttpServer.Script script) {
        try (RawHttpServer server = server(100, script)) {
            EngineFixture.failure(
                    fixture.find(LookupSettings.to(server.uri()).retries(3, 1).maxResponseSize(1_000)));

            assertThat(server.requests()).hasSize(1);
        }
    }

    static Stream<Arguments> permanentFailures() {
        return Stream.of(
                failing("invalid request", answer(400, "invalid_parameter")),
                failing("API key", answer(401, "invalid_api_key")),
                failing("billing", answer(402, "insufficient_credit")),
                failing("account", answer(403, "account_blocked")),
                failing("not found", answer(404, "not_found")),
                failing("quota", answer(429, "monthly_limit_exceeded")),
                failing("provider broken", answer(500, "auth_error")),
                failing(
                        "redirect",
                        (request, connection) ->
                                connection.write("HTTP/1.1 302 Found\r\nLocation: /\r\nContent-Length: 0\r\n\r\n")),
                failing(
                        "too large",
                        (request, connection) -> connection.write(RawHttpServer.json(200, " ".repeat(2_000)))));
    }

    @Test
    void retryDelayHoldsNoPermit() throws Exception {
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
    void cancellingEndsTheDelayAndRemovesTheTimerTask() {
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
    void closingTheEngineEndsTheDelayAsAFailure() {
        try (RawHttpServer server = server(1, answer(502, "upstream_error"))) {
            CompletableFuture<LookupResult<TikTokUser>> waiting = fixture.find(
                    LookupSettings.to(server.uri()).retries(1, 3_600_000).deadline(7_200_000));
            Awaitility.await().until(() -> fixture.engine.waitingForRetry() == 1);

            fixture.engine.close();

            assertThat(EngineFixture.failure(waiting)).hasMessage("was cancelled because the component is stopping");
            assertThat(PendingTasks.of(fixture.timer)).isEmpty();
        }
    }

    /** The call fails while the engine is closing, after all other delays have ended. */
    @Test
    void delayStartedDuringAStopEndsAtOnce() {
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
    void refusalByAFullQueueIsNotRetried() {
        try (RawHttpServer silent = RawHttpServer.silent()) {
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
}
