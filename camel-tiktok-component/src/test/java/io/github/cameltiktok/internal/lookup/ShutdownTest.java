package io.github.cameltiktok.internal.lookup;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.github.cameltiktok.ComponentAccess;
import io.github.cameltiktok.TikTokUnavailableException;
import io.github.cameltiktok.model.TikTokUser;
import io.github.cameltiktok.secrets.CapturedLog;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.AsyncProducer;
import org.apache.camel.support.DefaultExchange;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.LoggerFactory;

/** Stopping ends each lookup, in flight or queued, and leaves no thread, task or connection. */
final class ShutdownTest {

    private static final String STOPPING = "was cancelled because the component is stopping";

    /** State of the lookups at the stop. */
    enum Waiting {
        IN_QUEUE("apidirect", "", 10, 3),
        FOR_A_RETRY_BEFORE_FAILOVER("apidirect,dumplingai", "&maxRetries=3&retryDelay=60s&deadline=300s", 3, 3),
        IN_QUEUE_BEFORE_FAILOVER("apidirect,dumplingai", "", 10, 3),
        FOR_THE_SECOND_PROVIDER("apidirect,peekalink", "", 2, 4);

        private final String provider;
        private final String options;
        private final int lookups;
        private final int requests;

        Waiting(String provider, String options, int lookups, int requests) {
            this.provider = provider;
            this.options = options;
            this.lookups = lookups;
            this.requests = requests;
        }

        /** Responds with 503 if a retry or the second provider is to follow; otherwise stays silent. */
        void play(RawHttpServer.Request request, RawHttpServer.Connection connection) throws IOException {
            boolean isFirstProvider = request.line().startsWith("GET");
            if (isFirstProvider && (options.contains("maxRetries") || this == FOR_THE_SECOND_PROVIDER)) {
                connection.write(RawHttpServer.json(503, "{}"));
            } else {
                connection.awaitHangUp();
            }
        }
    }

    /** Three lookups per subject, two of them coalesced. */
    @ParameterizedTest
    @EnumSource
    void stoppingTheContextEndsEachLookupOnce(Waiting waiting) throws Exception {
        try (RawHttpServer server = RawHttpServer.start(waiting::play);
                CamelFixture routes = new CamelFixture(waiting.provider, server.uri(), waiting.options)) {
            routes.context.getShutdownStrategy().setTimeUnit(TimeUnit.MILLISECONDS);
            routes.context.getShutdownStrategy().setTimeout(200);
            ScheduledThreadPoolExecutor timer = routes.timer();
            List<CamelFixture.SentExchange> lookups = new ArrayList<>();
            for (int i = 0; i < 3 * waiting.lookups; i++) {
                lookups.add(routes.send(CamelFixture.PLAIN, "@creator" + i / 3));
            }
            LookupEngine engine = ComponentAccess.engine(routes.component);
            int retries = waiting.options.isEmpty() ? 0 : waiting.lookups;
            Awaitility.await().until(() -> engine.waitingForRetry() == retries);
            Awaitility.await().until(() -> server.requests().size() == waiting.requests);

            routes.context.stop();

            for (CamelFixture.SentExchange sent : lookups) {
                sent.join().assertDoneOnce();
                assertThat(sent.failure())
                        .isInstanceOf(TikTokUnavailableException.class)
                        .hasMessageContaining(STOPPING);
                assertThat(sent.failure().retryable()).isFalse();
            }
            assertThat(server.requests()).as("no further call").hasSize(waiting.requests);
            assertThat(timer.getQueue()).isEmpty();
            assertThat(engine.waitingForRetry()).isZero();
            assertThat(engine.cacheSize()).isZero();
            assertThat(engine.queues()).allSatisfy(queue -> assertThat(queue.waiting() + queue.inUse())
                    .isZero());
            Awaitility.await().until(() -> ComponentThreads.alive().isEmpty());
            Awaitility.await().until(() -> server.openConnections() == 0);
        }
    }

    @Test
    void stoppingARouteCompletesQueuedCoalescedAndRetriedLookups() throws Exception {
        Set<String> requested = ConcurrentHashMap.newKeySet();
        try (RawHttpServer server = RawHttpServer.start((request, connection) -> connection.write(
                        requested.add(request.line())
                                ? RawHttpServer.json(503, "{}")
                                : RawHttpServer.json(200, EngineFixture.USER)));
                CamelFixture routes = new CamelFixture("apidirect", server.uri(), "&maxRetries=1&retryDelay=300")) {
            routes.context.getShutdownStrategy().setTimeout(60);
            List<CamelFixture.SentExchange> lookups = new ArrayList<>();
            for (int i = 0; i < 30; i++) {
                lookups.add(routes.send(CamelFixture.PLAIN, "@creator" + i / 3));
            }

            CompletableFuture.runAsync(() -> stopRoute(routes)).get(40, TimeUnit.SECONDS);

            for (CamelFixture.SentExchange sent : lookups) {
                sent.join().assertDoneOnce();
                assertThat(sent.exchange.getMessage().getBody()).isInstanceOf(TikTokUser.class);
            }
            assertThat(server.requests()).hasSize(20);
            assertThat(PendingTasks.of(routes.timer())).isEmpty();
        }
    }

    /** A stop timeout below the deadline, with calls in flight. */
    @Test
    void routeStoppedBeforeItsLookupsEndCompletesThemOnce() throws Exception {
        CountDownLatch stopped = new CountDownLatch(1);
        try (RawHttpServer server = RawHttpServer.start((request, connection) -> {
                    Latches.await(stopped);
                    connection.write(RawHttpServer.json(200, EngineFixture.USER));
                });
                CamelFixture routes = new CamelFixture("apidirect", server.uri(), "")) {
            List<CamelFixture.SentExchange> lookups = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                lookups.add(routes.send(CamelFixture.PLAIN, "@creator" + i));
            }

            routes.context.getRouteController().stopRoute("plain", 100, TimeUnit.MILLISECONDS);
            stopped.countDown();

            for (CamelFixture.SentExchange sent : lookups) {
                sent.join().assertDoneOnce();
            }
            assertThat(PendingTasks.of(routes.timer())).isEmpty();
        }
    }

    @Test
    void stoppingEndsLookupsBehindBlockedRoutes() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        CountDownLatch sentOff = new CountDownLatch(1);
        try (RawHttpServer server = RawHttpServer.start((request, connection) -> {
                    Latches.await(sentOff);
                    connection.write(RawHttpServer.json(200, EngineFixture.USER));
                });
                CamelFixture routes = new CamelFixture("apidirect", server.uri(), "")) {
            routes.component.getApidirect().setMaxConcurrentRequests(100L);
            routes.context.getExecutorServiceManager().setShutdownAwaitTermination(300);
            AsyncProducer producer = routes.context
                    .getEndpoint("tiktok:user?provider=apidirect&apiKey=key-of-another-queue")
                    .createAsyncProducer();
            producer.start();
            AtomicInteger ends = new AtomicInteger();
            int lookups = 60;
            int blocked = 10;
            for (int i = 0; i < lookups; i++) {
                DefaultExchange exchange = new DefaultExchange(routes.context);
                exchange.getMessage().setBody("@creator" + i);
                producer.process(exchange, sync -> {
                    // Blocks all threads of the worker until they are interrupted.
                    if (ends.incrementAndGet() <= blocked) {
                        Latches.await(never);
                    }
                });
            }
            sentOff.countDown();
            Awaitility.await().until(() -> ends.get() == blocked);

            routes.context.stop();

            assertThat(ends).hasValue(lookups);
            Awaitility.await().until(() -> ComponentThreads.alive().isEmpty());
        }
    }

    @Test
    void stoppingUnderLoadLogsNoError() {
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        Logger root = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
        log.start();
        root.addAppender(log);
        try (RawHttpServer server = RawHttpServer.responding(200, EngineFixture.USER)) {
            for (int i = 0; i < 25; i++) {
                try (EngineFixture fixture = new EngineFixture()) {
                    for (int lookup = 0; lookup < 10; lookup++) {
                        fixture.find(LookupSettings.to(server.uri()).limit(10, 1));
                    }
                }
            }
            Awaitility.await().until(() -> ComponentThreads.alive().isEmpty());
        } finally {
            root.detachAppender(log);
        }

        assertThat(List.copyOf(log.list))
                .filteredOn(event -> event.getLevel().isGreaterOrEqual(Level.ERROR))
                .isEmpty();
    }

    @Test
    void restartedComponentAndRouteLookUp() throws Exception {
        try (RawHttpServer server = RawHttpServer.responding(200, EngineFixture.USER);
                CamelFixture routes = new CamelFixture("apidirect", server.uri(), "")) {
            routes.send(CamelFixture.PLAIN, "@khaby.lame").join();

            routes.context.getRouteController().stopRoute("plain");
            routes.component.stop();
            Awaitility.await().until(() -> ComponentThreads.alive().isEmpty());
            routes.component.start();
            routes.context.getRouteController().startRoute("plain");

            assertThat(routes.send(CamelFixture.PLAIN, "@khaby.lame")
                            .join()
                            .exchange
                            .getMessage()
                            .getBody())
                    .isInstanceOf(TikTokUser.class);
        }
    }

    /** A stop and start of the component alone, as through JMX. */
    @Test
    void runningRouteLooksUpAfterARestartOfItsComponent() throws Exception {
        try (RawHttpServer server = RawHttpServer.responding(200, EngineFixture.USER);
                CamelFixture routes = new CamelFixture("apidirect", server.uri(), "")) {
            routes.send(CamelFixture.PLAIN, "@khaby.lame").join();

            routes.component.stop();
            CamelFixture.SentExchange meanwhile =
                    routes.send(CamelFixture.PLAIN, "@khaby.lame").join();
            routes.component.start();
            CamelFixture.SentExchange afterwards =
                    routes.send(CamelFixture.PLAIN, "@khaby.lame").join();

            assertThat(meanwhile.failure())
                    .isInstanceOf(TikTokUnavailableException.class)
                    .hasMessageContaining("stopping");
            assertThat(afterwards.exchange.getMessage().getBody()).isInstanceOf(TikTokUser.class);
        }
    }

    @Test
    void lookupAfterTheStopFailsAtOnce() throws Exception {
        try (RawHttpServer server = RawHttpServer.responding(200, EngineFixture.USER);
                CamelFixture routes = new CamelFixture("apidirect", server.uri(), "")) {
            AsyncProducer used =
                    routes.context.getEndpoint("tiktok:user?provider=apidirect").createAsyncProducer();
            used.start();
            AsyncProducer unused = routes.context.getEndpoint("tiktok:user").createAsyncProducer();
            unused.start();
            routes.context.stop();

            for (AsyncProducer producer : List.of(used, unused)) {
                DefaultExchange exchange = new DefaultExchange(routes.context);
                exchange.getMessage().setHeader("CamelTikTokProvider", "apidirect");
                CamelFixture.SentExchange sent =
                        new CamelFixture.SentExchange(producer, exchange, "@khaby.lame").join();

                assertThat(sent.sync).isTrue();
                sent.assertDoneOnce();
                assertThat(sent.failure())
                        .isInstanceOf(TikTokUnavailableException.class)
                        .hasMessageContaining("stopping");
            }
            assertThat(server.connections()).isZero();
        }
    }

    @Test
    void closingTheEngineEndsAllLookups() {
        try (RawHttpServer silent = RawHttpServer.silent();
                EngineFixture fixture = new EngineFixture();
                CapturedLog log = new CapturedLog(Level.INFO)) {
            List<CompletableFuture<LookupResult<TikTokUser>>> lookups = new ArrayList<>();
            for (int i = 0; i < 300; i++) {
                // Without waiting, so that some are still connecting.
                lookups.add(fixture.find(LookupSettings.to(silent.uri()).limit(200, 100)));
            }

            fixture.engine.close();

            assertThat(lookups).allSatisfy(lookup -> assertThat(EngineFixture.failure(lookup))
                    .hasMessageContaining(STOPPING));
            assertThat(PendingTasks.of(fixture.timer)).isEmpty();
            assertThat(log.lines().filter(line -> line.contains("Circuit breaker")))
                    .as("calls cut off by the stop open no circuit")
                    .isEmpty();
        }
    }

    /** With failures, so that some lookups are between queue, call and retry. */
    @Test
    void lookupStartedWhileTheEngineClosesEnds() throws Exception {
        try (RawHttpServer server = RawHttpServer.start((request, connection) ->
                connection.write(RawHttpServer.json(request.connection() % 2 == 0 ? 200 : 503, EngineFixture.USER)))) {
            for (int round = 0; round < 15; round++) {
                try (EngineFixture fixture = new EngineFixture()) {
                    LookupSettings settings = LookupSettings.to(server.uri())
                            .limit(5, 1_000)
                            .retries(3, 1)
                            .deadline(300_000);
                    CountDownLatch begun = new CountDownLatch(50);
                    CompletableFuture<List<CompletableFuture<?>>> beginning = CompletableFuture.supplyAsync(() -> {
                        List<CompletableFuture<?>> lookups = new ArrayList<>();
                        for (int i = 0; i < 200; i++) {
                            lookups.add(i % 2 == 0 ? fixture.findNewCreator(settings) : fixture.find(settings));
                            begun.countDown();
                        }
                        return lookups;
                    });
                    Latches.await(begun);

                    fixture.engine.close();

                    List<CompletableFuture<?>> lookups = beginning.get(20, TimeUnit.SECONDS);
                    Awaitility.await().pollDelay(Duration.ZERO).until(() -> lookups.stream()
                            .allMatch(CompletableFuture::isDone));
                    Awaitility.await()
                            .pollDelay(Duration.ZERO)
                            .until(() -> fixture.timer.getQueue().isEmpty());
                    assertThat(fixture.engine.waitingForRetry()).isZero();
                    assertThat(fixture.engine.cacheSize()).isZero();
                    assertThat(fixture.engine.queues()).allSatisfy(queue -> assertThat(queue.inUse() + queue.waiting())
                            .isZero());
                }
            }
        }
    }

    @Test
    void closedEngineRefusesLookups() {
        try (RawHttpServer server = RawHttpServer.responding(200, EngineFixture.USER);
                EngineFixture fixture = new EngineFixture()) {
            LookupChain<TikTokUser> before =
                    fixture.engine.lookup(LookupSettings.to(server.uri()).forUsers());
            fixture.engine.close();

            assertThat(EngineFixture.failure(before.find(EngineFixture.query(Duration.ofSeconds(15)))))
                    .hasMessageContaining(STOPPING);
            assertThat(EngineFixture.failure(fixture.find(LookupSettings.to(server.uri())
                            .connectTimeout(1_234)
                            .apiKey("another"))))
                    .hasMessageContaining(STOPPING);
            Awaitility.await().until(() -> ComponentThreads.alive().isEmpty());
            assertThat(server.connections()).isZero();
        }
    }

    private static void stopRoute(CamelFixture routes) {
        try {
            routes.context.getRouteController().stopRoute("plain");
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
