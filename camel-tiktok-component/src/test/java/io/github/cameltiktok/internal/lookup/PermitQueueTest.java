package io.github.cameltiktok.internal.lookup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.github.cameltiktok.link.TikTokLink;
import io.github.cameltiktok.model.TikTokUser;
import io.github.cameltiktok.provider.ErrorKind;
import io.github.cameltiktok.provider.ProviderFailure;
import io.github.cameltiktok.provider.ProviderOperation;
import io.github.cameltiktok.provider.ProviderRequest;
import io.github.cameltiktok.provider.ProviderResponse;
import io.github.cameltiktok.provider.RetryAdvice;
import io.github.cameltiktok.provider.apidirect.ApiDirect;
import io.github.cameltiktok.sandbox.SandboxExtension;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Queueing against a sandbox that rejects a fourth concurrent call, like API Direct. */
final class PermitQueueTest {

    private static final Duration FOREVER = Duration.ofHours(10);

    private static final String API_DIRECT = "apidirect";

    @RegisterExtension
    static final SandboxExtension sandbox = new SandboxExtension();

    private final EngineFixture fixture = new EngineFixture();

    @AfterEach
    void stop() {
        fixture.close();
    }

    @Test
    void lookupsNeverExceedTheLimitOfTheProvider() throws Exception {
        sandbox.get().latency(Duration.ofMillis(10));
        List<CompletableFuture<LookupResult<TikTokUser>>> lookups = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            lookups.add(find("creator" + i, limited()));
        }

        for (CompletableFuture<LookupResult<TikTokUser>> lookup : lookups) {
            EngineFixture.record(lookup);
        }

        assertThat(sandbox.get().maxConcurrentSeen(API_DIRECT, "user")).isEqualTo(3);
        assertThat(sandbox.get().calls()).hasSize(100).allMatch(call -> call.status() == 200);
    }

    @Test
    void queueIsSharedPerKeyAndResource() {
        CountDownLatch answers = new CountDownLatch(1);
        try (RawHttpServer server = RawHttpServer.start((request, connection) -> {
            Latches.await(answers);
            connection.write(RawHttpServer.json(200, EngineFixture.USER));
        })) {
            LookupEngine engine = fixture.engine;
            for (String key : List.of("key-one", "key-two")) {
                LookupSettings settings =
                        LookupSettings.to(server.uri()).apiKey(key).limit(1, 10);
                for (int endpoint = 0; endpoint < 3; endpoint++) {
                    engine.lookup(settings.forUsers()).find(EngineFixture.query(Duration.ofSeconds(15)));
                    engine.lookup(settings.forVideos())
                            .find(new LookupQuery(
                                    TikTokLink.ofVideoId("7516594811734854943"), "API", Duration.ofSeconds(15)));
                }
            }

            Awaitility.await().until(() -> server.requests().size() == 4);
            Awaitility.await()
                    .during(Duration.ofMillis(200))
                    .until(() -> server.requests().size() == 4);
            assertThat(server.requests())
                    .extracting(request -> request.line().split("[ ?]")[1] + ' ' + request.header("X-API-Key"))
                    .containsExactlyInAnyOrder(
                            "/v1/tiktok/user [key-one]",
                            "/v1/tiktok/user [key-two]",
                            "/v1/tiktok/video [key-one]",
                            "/v1/tiktok/video [key-two]");
            answers.countDown();
        }
    }

    @Test
    void lookupThatLeavesTheQueueIsNotSent() throws Exception {
        CountDownLatch answers = new CountDownLatch(1);
        try (RawHttpServer server = RawHttpServer.start((request, connection) -> {
            Latches.await(answers);
            connection.write(RawHttpServer.json(200, EngineFixture.USER));
        })) {
            LookupSettings settings = LookupSettings.to(server.uri()).limit(1, 10);
            CompletableFuture<LookupResult<TikTokUser>> first = fixture.findNewCreator(settings);
            CompletableFuture<LookupResult<TikTokUser>> shortDeadline = fixture.findNewCreator(
                    LookupSettings.to(server.uri()).limit(1, 10).deadline(400));
            CompletableFuture<LookupResult<TikTokUser>> cancelled = fixture.findNewCreator(settings);
            CompletableFuture<LookupResult<TikTokUser>> last = fixture.findNewCreator(settings);

            cancelled.cancel(true);
            LookupException refused = EngineFixture.failure(shortDeadline);
            answers.countDown();
            EngineFixture.record(first);
            EngineFixture.record(last);

            assertThat(refused.attempts()).isZero();
            assertThat(refused.failure().errorKind()).isEqualTo(ErrorKind.RATE_LIMIT);
            assertThat(server.requests()).hasSize(2);
        }
    }

    /** A chain without the deadline step. */
    @Test
    void lookupLeavesTheQueueWithoutTimeForAResponse() {
        Bulkhead bulkhead = new Bulkhead(1, 10);
        bulkhead.acquire(FOREVER);

        LookupException refused = EngineFixture.failure(queued(bulkhead, execution -> new CompletableFuture<>())
                .find(EngineFixture.query(ResponseTimes.FLOOR.multipliedBy(3))));

        assertThat(refused).hasMessageStartingWith("was not called: ").hasMessageContaining("until the deadline");
        assertThat(refused.failure().errorKind()).isEqualTo(ErrorKind.RATE_LIMIT);
        assertThat(refused.failure().retryAfter()).isNotNull();
        assertThat(refused.attempts()).isZero();
        assertThat(bulkhead.status("apidirect", "user").waiting()).isZero();
    }

    /** The provider holds the first response until the test releases it. */
    @Test
    void callOfAnEndedLookupKeepsItsPermit() throws Exception {
        CountDownLatch answer = new CountDownLatch(1);
        try (RawHttpServer server = RawHttpServer.start((request, connection) -> {
            if (request.connection() == 1) {
                Latches.await(answer);
            }
            connection.write(RawHttpServer.json(200, EngineFixture.USER));
        })) {
            CompletableFuture<LookupResult<TikTokUser>> first = fixture.findNewCreator(
                    LookupSettings.to(server.uri()).limit(1, 10).deadline(300));
            CompletableFuture<LookupResult<TikTokUser>> second =
                    fixture.findNewCreator(LookupSettings.to(server.uri()).limit(1, 10));

            assertThat(EngineFixture.failure(first)).hasMessage("gave no result within the deadline of 300 ms");
            assertThat(fixture.engine.queues())
                    .extracting(Bulkhead.Status::inUse, Bulkhead.Status::waiting)
                    .containsExactly(tuple(1, 1));
            assertThat(server.requests()).hasSize(1);
            answer.countDown();

            EngineFixture.record(second);
            assertThat(server.requests()).hasSize(2);
        }
    }

    @Test
    void longQueueDoesNotOverflowTheStack() {
        int length = 10_000;
        Bulkhead bulkhead = new Bulkhead(1, length);
        Bulkhead.Permit permit = (Bulkhead.Permit) bulkhead.acquire(FOREVER).join();
        LookupChain<TikTokUser> limited = queued(bulkhead, execution -> {
            throw new StackOverflowError();
        });
        AtomicInteger failed = new AtomicInteger();
        for (int i = 0; i < length; i++) {
            limited.find(EngineFixture.query(FOREVER)).whenComplete((result, failure) -> failed.incrementAndGet());
        }

        permit.release();

        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> failed.get() == length);
        assertThat(bulkhead.acquire(FOREVER)).isCompleted();
    }

    @Test
    void exceptionInTheNextStepReleasesThePermit() {
        Bulkhead bulkhead = new Bulkhead(1, 10);

        CompletableFuture<LookupResult<TikTokUser>> found = queued(bulkhead, execution -> {
                    throw new AssertionError("broken step");
                })
                .find(EngineFixture.query(Duration.ofSeconds(15)));

        assertThat(EngineFixture.failure(found)).hasMessageContaining("internal error");
        assertThat(bulkhead.acquire(FOREVER)).isCompleted();
    }

    /** The route of a failed lookup blocks the thread that would send the next call. */
    @Test
    void slowRouteDoesNotBlockTheQueue() throws Exception {
        Bulkhead bulkhead = new Bulkhead(1, 10);
        Bulkhead.Permit permit = (Bulkhead.Permit) bulkhead.acquire(FOREVER).join();
        CountDownLatch slowRoute = new CountDownLatch(1);
        CountDownLatch lastSent = new CountDownLatch(1);
        queued(
                        bulkhead,
                        execution -> CompletableFuture.completedFuture(
                                LookupResults.failed("apidirect", ErrorKind.INVALID_REQUEST)))
                .find(EngineFixture.query(FOREVER))
                .whenComplete((result, failure) -> Latches.await(slowRoute));
        queued(bulkhead, execution -> {
                    lastSent.countDown();
                    return new CompletableFuture<>();
                })
                .find(EngineFixture.query(FOREVER));

        Thread releasing = new Thread(permit::release, "releasing");
        releasing.start();

        assertThat(lastSent.await(20, TimeUnit.SECONDS)).isTrue();
        releasing.join(20_000);
        assertThat(releasing.isAlive()).isFalse();
        slowRoute.countDown();
    }

    /** The permit is never released, so that only the circuit can end the wait. */
    @Test
    void lookupLeavesTheQueueWhenTheCircuitOpens() {
        Bulkhead bulkhead = new Bulkhead(1, 10);
        bulkhead.acquire(FOREVER);
        LookupChain<TikTokUser> chain = queued(bulkhead, execution -> new CompletableFuture<>());
        CompletableFuture<LookupResult<TikTokUser>> waiting = chain.find(EngineFixture.query(FOREVER));
        ProviderCircuitBreaker circuit = chain.clients().get(0).circuitBreaker();

        circuit.onFailure(
                circuit.tryAcquire().orElseThrow(),
                ProviderFailure.withoutAnswer(ErrorKind.CREDENTIALS, RetryAdvice.NEVER, "refused the key"),
                true);

        LookupException refused = EngineFixture.failure(waiting);
        assertThat(refused.failure().errorKind()).isEqualTo(ErrorKind.CREDENTIALS);
        assertThat(refused.attempts()).isZero();
        assertThat(bulkhead.status("apidirect", "user").waiting()).isZero();
    }

    /** During its wait, a response takes longer than its deadline. */
    @Test
    void latePermitPassesToTheNextLookup() {
        Bulkhead bulkhead = new Bulkhead(1, 10);
        Bulkhead.Permit permit = (Bulkhead.Permit) bulkhead.acquire(FOREVER).join();
        AtomicInteger calls = new AtomicInteger();
        LookupChain<TikTokUser> chain = queued(bulkhead, execution -> {
            calls.incrementAndGet();
            return CompletableFuture.completedFuture(LookupResults.user("khaby.lame"));
        });
        CompletableFuture<LookupResult<TikTokUser>> late = chain.find(EngineFixture.query(Duration.ofHours(1)));
        CompletableFuture<LookupResult<TikTokUser>> next = chain.find(EngineFixture.query(FOREVER));

        permit.onResponse(Duration.ofHours(2));
        permit.release();

        assertThat(EngineFixture.failure(late))
                .hasMessageContaining("ms left until the deadline, recent responses took up to 7200000 ms");
        assertThat(next).succeedsWithin(Duration.ofSeconds(20));
        assertThat(calls).hasValue(1);
        Awaitility.await().until(bulkhead::isUnused);
    }

    @Test
    void lookupCancelledAfterItsPermitWasGrantedReleasesIt() {
        Bulkhead bulkhead = new Bulkhead(1, 10);
        Bulkhead.Permit permit = (Bulkhead.Permit) bulkhead.acquire(FOREVER).join();
        AtomicInteger calls = new AtomicInteger();
        CompletableFuture<LookupResult<TikTokUser>> lookup = queued(bulkhead, execution -> {
                    calls.incrementAndGet();
                    return new CompletableFuture<>();
                })
                .find(EngineFixture.query(FOREVER));
        CountDownLatch routes = new CountDownLatch(1);
        for (int i = 0; i < fixture.worker.getMaximumPoolSize(); i++) {
            fixture.worker.execute(() -> Latches.await(routes));
        }
        permit.release();

        lookup.cancel(true);
        assertThat(bulkhead.isUnused()).isFalse();
        routes.countDown();

        Awaitility.await().until(bulkhead::isUnused);
        assertThat(calls).hasValue(0);
    }

    private LookupChain<TikTokUser> queued(
            Bulkhead bulkhead,
            Function<LookupExecution<TikTokUser>, CompletableFuture<LookupResult<TikTokUser>>> last) {
        return Steps.chain(
                Steps.plan(false, List.of("apidirect")),
                bulkhead,
                fixture.timer,
                new Failover(() -> false),
                new PermitQueue(fixture.timer, fixture.worker),
                Steps.answering(last));
    }

    private LookupSettings limited() {
        return sandboxSettings().limit(new ApiDirect().maxConcurrentRequests(), 1_000);
    }

    private static LookupSettings sandboxSettings() {
        URI address = sandbox.get().baseUrl(API_DIRECT);
        return LookupSettings.to(address).apiKey(sandbox.get().apiKey(API_DIRECT));
    }

    private CompletableFuture<LookupResult<TikTokUser>> find(String handle, LookupSettings settings) {
        return fixture.engine
                .lookup(settings.forUsers())
                .find(new LookupQuery(TikTokLink.ofHandle(handle), "API", Duration.ofSeconds(15)));
    }

    @Test
    void permitIsReleasedBeforeTheResponseIsParsed() throws Exception {
        CountDownLatch reading = new CountDownLatch(1);
        ProviderOperation<TikTokUser> real = new ApiDirect().user();
        ProviderOperation<TikTokUser> slow = new ProviderOperation<>() {
            @Override
            public ProviderRequest request(TikTokLink subject, String requestSource) {
                return real.request(subject, requestSource);
            }

            @Override
            public TikTokUser read(TikTokLink subject, ProviderResponse response) {
                Latches.await(reading);
                return real.read(subject, response);
            }
        };
        LookupSettings oneAtATime = limited().limit(1, 10).users(slow);
        CompletableFuture<LookupResult<TikTokUser>> first = find("creator1", oneAtATime);
        CompletableFuture<LookupResult<TikTokUser>> second = find("creator2", oneAtATime);

        Awaitility.await().until(() -> sandbox.get().calls().size() == 2);
        assertThat(first).isNotDone();

        reading.countDown();
        EngineFixture.record(first);
        EngineFixture.record(second);
        assertThat(sandbox.get().maxConcurrentSeen(API_DIRECT, "user")).isEqualTo(1);
    }
}
