package io.github.cameltiktok.internal.lookup;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameltiktok.model.TikTokUser;
import io.github.cameltiktok.provider.ErrorKind;
import io.github.cameltiktok.provider.RetryAdvice;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class DeadlineTest {

    private static final Duration LIMIT = Duration.ofMillis(400);

    private final EngineFixture fixture = new EngineFixture();

    @AfterEach
    void stop() {
        fixture.close();
    }

    @Test
    void deadlineIncludesTheWaitForTheResponse() {
        try (RawHttpServer silent = RawHttpServer.silent()) {
            expires(LookupSettings.to(silent.uri()).responseTimeout(3_000));
        }
    }

    @Test
    void connectionIsClosedInTimeWhileAllWorkersAreBusy() {
        int workers = fixture.worker.getMaximumPoolSize();
        CountDownLatch busy = new CountDownLatch(workers);
        CountDownLatch routes = new CountDownLatch(1);
        try (RawHttpServer silent = RawHttpServer.silent()) {
            LookupChain<TikTokUser> chain = fixture.engine.lookup(
                    LookupSettings.to(silent.uri()).responseTimeout(2_500).forUsers());
            for (int i = 0; i < workers; i++) {
                fixture.worker.execute(() -> {
                    busy.countDown();
                    Latches.await(routes);
                });
            }
            Latches.await(busy);

            CompletableFuture<LookupResult<TikTokUser>> lookup = chain.find(EngineFixture.query(Duration.ofSeconds(2)));

            Awaitility.await().until(() -> silent.requests().size() == 1 && silent.openConnections() == 0);
            assertThat(lookup).as("the route continues on a worker only").isNotDone();
            routes.countDown();
            assertThat(EngineFixture.failure(lookup)).hasMessageContaining("within the deadline");
        } finally {
            routes.countDown();
        }
    }

    /** The HTTP client does not cancel a response with an error status itself. */
    @ParameterizedTest
    @ValueSource(ints = {200, 500})
    void deadlineEndsATricklingBody(int status) {
        try (RawHttpServer slow = RawHttpServer.start((request, connection) -> {
            connection.write("HTTP/1.1 " + status + " Status\r\nContent-Length: 1000000\r\n\r\n");
            connection.trickle();
        })) {
            expires(LookupSettings.to(slow.uri()).responseTimeout(800));

            Awaitility.await().until(() -> slow.openConnections() == 0);
        }
    }

    @Test
    void responseRemovesTheTimerTask() throws Exception {
        try (RawHttpServer server = RawHttpServer.responding(200, EngineFixture.USER)) {
            for (int i = 0; i < 20; i++) {
                EngineFixture.record(fixture.find(server.uri()));
            }

            assertThat(PendingTasks.of(fixture.timer)).isEmpty();
        }
    }

    @Test
    void failureAndCancellingRemoveTheTimerTask() {
        try (RawHttpServer resetting = RawHttpServer.start((request, connection) -> connection.reset());
                RawHttpServer silent = RawHttpServer.silent()) {
            EngineFixture.failure(fixture.find(resetting.uri()));
            fixture.find(LookupSettings.to(silent.uri()).responseTimeout(500)).cancel(true);

            Awaitility.await().until(() -> PendingTasks.of(fixture.timer).isEmpty());
        }
    }

    @Test
    void lookupLeavesTheQueueBeforeItsRouteContinues() {
        List<CompletableFuture<Boolean>> lookups = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            Bulkhead bulkhead = new Bulkhead(1, 1);
            bulkhead.acquire(Duration.ofHours(1));
            lookups.add(Steps.chain(
                            Steps.plan(false, List.of("apidirect")),
                            bulkhead,
                            fixture.timer,
                            new Deadline(fixture.timer, fixture.worker),
                            new Failover(() -> false),
                            new PermitQueue(fixture.timer, fixture.worker))
                    .find(EngineFixture.query(ResponseTimes.FLOOR.multipliedBy(3)))
                    .handle((result, failure) ->
                            bulkhead.status("apidirect", "user").waiting() == 0));
        }

        assertThat(lookups).allSatisfy(hasLeft -> assertThat(hasLeft)
                .succeedsWithin(Duration.ofSeconds(20))
                .isEqualTo(true));
    }

    @ParameterizedTest(name = "leader sent: {0}")
    @ValueSource(booleans = {true, false})
    void deadlineOfAFollowerKeepsTheCallOfItsLeader(boolean isSent) throws Exception {
        CompletableFuture<LookupResult<TikTokUser>> call = new CompletableFuture<>();
        LookupChain<TikTokUser> chain = coalescing(execution -> {
            if (isSent) {
                execution.countCall();
            }
            return call;
        });
        CompletableFuture<LookupResult<TikTokUser>> leader = chain.find(EngineFixture.query(Duration.ofHours(1)));

        LookupException follower = EngineFixture.failure(chain.find(EngineFixture.query(Duration.ofMillis(50))));

        assertThat(follower)
                .hasMessage(
                        isSent
                                ? "gave no result within the deadline of 50 ms"
                                : "was not called: its turn did not come within the deadline of 50 ms");
        assertThat(follower.failure().retryAfter()).isEqualTo(isSent ? null : Duration.ofMillis(50));
        assertThat(follower.attempts()).isEqualTo(isSent ? 1 : 0);
        assertThat(leader).isNotDone();
        call.complete(LookupResults.user("khaby.lame"));
        assertThat(EngineFixture.record(leader).handle()).isEqualTo("khaby.lame");
    }

    /** The follower starts within the leader's call, and so before the deadline. */
    @Test
    void deadlineOfALeaderKeepsTheCallForItsFollower() throws Exception {
        CompletableFuture<LookupResult<TikTokUser>> call = new CompletableFuture<>();
        CompletableFuture<LookupResult<TikTokUser>> follower = new CompletableFuture<>();
        LookupChain<TikTokUser> chain = coalescing(execution -> {
            execution.countCall();
            execution.chain().find(EngineFixture.query(Duration.ofHours(1))).thenAccept(follower::complete);
            return call;
        });

        assertThat(EngineFixture.failure(chain.find(EngineFixture.query(Duration.ofMillis(50)))))
                .hasMessage("gave no result within the deadline of 50 ms");

        assertThat(call).isNotDone();
        call.complete(LookupResults.user("khaby.lame"));
        assertThat(EngineFixture.record(follower).handle()).isEqualTo("khaby.lame");
    }

    @Test
    void callEndsWithTheLastDeadline() {
        CompletableFuture<LookupResult<TikTokUser>> call = new CompletableFuture<>();
        LookupChain<TikTokUser> chain = coalescing(execution -> call);
        CompletableFuture<LookupResult<TikTokUser>> leader = chain.find(EngineFixture.query(Duration.ofHours(1)));
        CompletableFuture<LookupResult<TikTokUser>> follower = chain.find(EngineFixture.query(Duration.ofMillis(50)));

        leader.cancel(true);
        EngineFixture.failure(follower);

        assertThat(call).isCancelled();
    }

    private LookupChain<TikTokUser> coalescing(
            Function<LookupExecution<TikTokUser>, CompletableFuture<LookupResult<TikTokUser>>> last) {
        return Steps.chain(
                Steps.plan(false, List.of("apidirect")),
                new Bulkhead(1, 1),
                fixture.timer,
                new Deadline(fixture.timer, fixture.worker),
                new CoalescingCache(Clock.systemUTC(), fixture.worker),
                Steps.answering(last));
    }

    private void expires(LookupSettings settings) {
        long start = System.nanoTime();
        LookupException failure = EngineFixture.failure(fixture.find(settings.deadline(LIMIT.toMillis())));

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(LIMIT.minusMillis(5));
        assertThat(failure).hasMessage("gave no result within the deadline of 400 ms");
        assertThat(failure.failure().errorKind()).isEqualTo(ErrorKind.UPSTREAM);
        assertThat(failure.failure().retry()).isEqualTo(RetryAdvice.YES);
    }
}
