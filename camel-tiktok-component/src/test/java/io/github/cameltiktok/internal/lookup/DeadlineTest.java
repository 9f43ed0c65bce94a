package io.github.cameltiktok.internal.lookup;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameltiktok.model.TikTokUser;
import io.github.cameltiktok.provider.FailureClass;
import io.github.cameltiktok.provider.Retry;
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
    private static final Duration LATEST = LIMIT.plusSeconds(5);

    private final Rig rig = new Rig();

    @AfterEach
    void stop() {
        rig.close();
    }

    @Test
    void waitingForAnAnswerCounts() {
        try (Peer silent = Peer.start((request, line) -> line.awaitHangUp())) {
            expires(Access.to(silent.uri()).responseTimeout(800));

            Awaitility.await().until(() -> silent.openConnections() == 0);
        }
    }

    @Test
    void connectionIsClosedInTimeEvenWhileAllWorkersAreBusy() {
        int workers = rig.worker.getMaximumPoolSize();
        CountDownLatch busy = new CountDownLatch(workers);
        CountDownLatch routes = new CountDownLatch(1);
        try (Peer silent = Peer.start((request, line) -> line.awaitHangUp())) {
            LookupChain<TikTokUser> chain = rig.engine.lookup(
                    Access.to(silent.uri()).responseTimeout(2_500).forUsers());
            for (int i = 0; i < workers; i++) {
                rig.worker.execute(() -> {
                    busy.countDown();
                    Latches.await(routes);
                });
            }
            Latches.await(busy);

            CompletableFuture<LookupResult<TikTokUser>> lookup = chain.find(Rig.query(Duration.ofSeconds(2)));

            Awaitility.await().until(() -> silent.requests().size() == 1 && silent.openConnections() == 0);
            assertThat(lookup).as("the route goes on on a worker only").isNotDone();
            routes.countDown();
            assertThat(Rig.failure(lookup)).hasMessageContaining("within the deadline");
        } finally {
            routes.countDown();
        }
    }

    @Test
    void lookupWhoseTurnDoesNotComeInTimeIsNotSent() {
        try (Peer silent = Peer.start((request, line) -> line.awaitHangUp())) {
            rig.findAnother(Access.to(silent.uri()).limit(1, 10));
            Awaitility.await().until(() -> silent.requests().size() == 1);

            LookupException refused =
                    Rig.failure(rig.find(Access.to(silent.uri()).limit(1, 10).deadline(LIMIT.toMillis())));

            assertThat(refused.attempts()).isZero();
            assertThat(refused.failure().failureClass()).isEqualTo(FailureClass.RATE_LIMIT);
            assertThat(refused.failure().retryAfter()).isNotNull();
            assertThat(silent.requests()).hasSize(1);
        }
    }

    /** The client's own cancelling does nothing once the head of such an answer is there. */
    @ParameterizedTest
    @ValueSource(ints = {200, 404, 500})
    void aBodyThatTricklesInCountsWhateverItsStatus(int status) {
        try (Peer slow = Peer.start((request, line) -> {
            line.write("HTTP/1.1 " + status + " Status\r\nContent-Length: 1000000\r\n\r\n");
            Trickle.into(line);
        })) {
            expires(Access.to(slow.uri()).responseTimeout(800));

            Awaitility.await().until(() -> slow.openConnections() == 0);
        }
    }

    @Test
    void theAlarmIsTakenOutOfTheTimerWhenTheAnswerIsThere() throws Exception {
        try (Peer peer = Peer.start((request, line) -> line.write(Peer.json(200, Rig.USER)))) {
            for (int i = 0; i < 20; i++) {
                Rig.get(rig.find(peer.uri()));
            }

            assertThat(Tasks.of(rig.timer)).isEmpty();
        }
    }

    @Test
    void theAlarmIsTakenOutOfTheTimerWhenTheLookupFailsOrIsGivenUp() {
        try (Peer rude = Peer.start((request, line) -> line.reset());
                Peer silent = Peer.start((request, line) -> line.awaitHangUp())) {
            Rig.failure(rig.find(rude.uri()));
            rig.find(Access.to(silent.uri()).responseTimeout(500)).cancel(true);

            Awaitility.await().until(() -> Tasks.of(rig.timer).isEmpty());
        }
    }

    @Test
    void lookupHasLeftTheQueueWhenTheRouteGoesOn() {
        for (int i = 0; i < 200; i++) {
            Bulkhead bulkhead = new Bulkhead(1, 1);
            bulkhead.acquire(Duration.ofHours(1));
            CompletableFuture<Boolean> whatTheRouteSees = Steps.chain(
                            Steps.plan(false, List.of("apidirect")),
                            bulkhead,
                            rig.timer,
                            new Deadline(rig.timer, rig.worker),
                            new Failover(() -> false),
                            new PermitQueue(rig.timer, rig.worker))
                    .find(Rig.query(AnswerTimes.FLOOR.multipliedBy(3)))
                    .handle((result, failure) ->
                            bulkhead.status("apidirect", "user").waiting() == 0);

            assertThat(whatTheRouteSees.join()).as("lookup %d", i).isTrue();
        }
    }

    @Test
    void theRouteGoesOnOnAWorker() {
        try (Peer silent = Peer.start((request, line) -> line.awaitHangUp())) {
            CompletableFuture<String> thread = rig.find(Access.to(silent.uri()).deadline(50))
                    .handle((result, failure) -> Thread.currentThread().getName());

            assertThat(thread.join()).startsWith(Rig.WORKER);
        }
    }

    @Test
    void thousandsOfLookupsMayBeUnderWay() {
        List<CompletableFuture<LookupResult<TikTokUser>>> lookups = new ArrayList<>();
        LookupChain<TikTokUser> lookup = limited(execution -> {
            execution.countCall();
            return new CompletableFuture<>();
        });
        for (int i = 0; i < 5_000; i++) {
            lookups.add(lookup.find(Rig.query(LIMIT)));
        }

        assertThat(lookups).allSatisfy(found -> assertThat(Rig.failure(found))
                .hasMessage("gave no result within the deadline of 400 ms"));
    }

    @Test
    void aTimerThatHasBeenShutDownFailsTheLookupAndFreesWhatItHolds() {
        rig.timer.shutdownNow();
        CompletableFuture<LookupResult<TikTokUser>> call = new CompletableFuture<>();

        CompletableFuture<LookupResult<TikTokUser>> found =
                limited(execution -> call).find(Rig.query(LIMIT));

        assertThat(Rig.failure(found)).hasMessage("was given up because the component is stopping");
        assertThat(call).isCancelled();
    }

    private LookupChain<TikTokUser> limited(
            Function<LookupExecution<TikTokUser>, CompletableFuture<LookupResult<TikTokUser>>> last) {
        return Steps.chain(
                Steps.plan(false, List.of("apidirect")),
                new Bulkhead(1, 1),
                rig.timer,
                new Deadline(rig.timer, rig.worker),
                Steps.answering(last));
    }

    private void expires(Access access) {
        long start = System.nanoTime();
        LookupException failure = Rig.failure(rig.find(access.deadline(LIMIT.toMillis())));

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isBetween(LIMIT.minusMillis(5), LATEST);
        assertThat(failure).hasMessage("gave no result within the deadline of 400 ms");
        assertThat(failure.failure().failureClass()).isEqualTo(FailureClass.UPSTREAM);
        assertThat(failure.failure().retry()).isEqualTo(Retry.YES);
    }
}
