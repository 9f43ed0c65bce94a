package io.github.cameltiktok.internal.lookup;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.github.cameltiktok.Engines;
import io.github.cameltiktok.TikTokUnavailableException;
import io.github.cameltiktok.model.TikTokUser;
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

/** Stopping ends every lookup, in flight or in line, and leaves nothing behind. */
final class StopTest {

    private static final String STOPPING = "was cancelled because the component is stopping";

    @Test
    void stoppingTheContextEndsWhatIsInFlightAndInLine() throws Exception {
        try (Peer silent = Peer.start((request, line) -> line.awaitHangUp());
                Routes routes = new Routes("apidirect", silent.uri(), "")) {
            List<Routes.Sent> lookups = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                lookups.add(routes.send(Routes.PLAIN, "@creator" + i));
            }
            Awaitility.await().until(() -> silent.requests().size() == 3);

            long start = System.nanoTime();
            routes.context.stop();

            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(20));
            for (Routes.Sent sent : lookups) {
                sent.join().assertDoneOnce();
                assertThat(sent.failure())
                        .isInstanceOf(TikTokUnavailableException.class)
                        .hasMessageContaining(STOPPING);
                assertThat(sent.failure().retryable()).isFalse();
            }
            assertThat(silent.requests()).hasSize(3);
            Awaitility.await().until(() -> OurThreads.alive().isEmpty());
            Awaitility.await().until(() -> silent.openConnections() == 0);
        }
    }

    /** What a lookup may be waiting for. */
    enum Waiting {
        FOR_AN_ANSWER("apidirect", "", 3, 3),
        IN_LINE("apidirect", "", 10, 3),
        FOR_A_RETRY("apidirect", "&maxRetries=3&retryDelay=60s&deadline=300s", 3, 3),
        FOR_A_RETRY_BEFORE_FAILOVER("apidirect,dumplingai", "&maxRetries=3&retryDelay=60s&deadline=300s", 3, 3),
        IN_LINE_BEFORE_FAILOVER("apidirect,dumplingai", "", 10, 3),
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

        /** Answers with a failure where the lookup is to go on, to a retry or to the second provider. */
        void play(Peer.Request request, Peer.Line line) throws IOException {
            boolean isFirstProvider = request.line().startsWith("GET");
            if (isFirstProvider && (options.contains("maxRetries") || this == FOR_THE_SECOND_PROVIDER)) {
                line.write(Peer.json(503, "{}"));
            } else {
                line.awaitHangUp();
            }
        }
    }

    /** Three lookups ask the same of each subject, so that two of them wait for the first one's answer. */
    @ParameterizedTest
    @EnumSource
    void stoppingTheContextEndsEachLookupOnceWhateverItWaitsFor(Waiting waiting) throws Exception {
        try (Peer peer = Peer.start(waiting::play);
                Routes routes = new Routes(waiting.provider, peer.uri(), waiting.options)) {
            routes.context.getShutdownStrategy().setTimeUnit(TimeUnit.MILLISECONDS);
            routes.context.getShutdownStrategy().setTimeout(200);
            ScheduledThreadPoolExecutor timer = routes.timer();
            List<Routes.Sent> lookups = new ArrayList<>();
            for (int i = 0; i < 3 * waiting.lookups; i++) {
                lookups.add(routes.send(Routes.PLAIN, "@creator" + i / 3));
            }
            LookupEngine engine = Engines.of(routes.component);
            int retries = waiting.options.isEmpty() ? 0 : waiting.lookups;
            Awaitility.await().until(() -> engine.waitingForRetry() == retries);
            Awaitility.await().until(() -> peer.requests().size() == waiting.requests);

            routes.context.stop();

            for (Routes.Sent sent : lookups) {
                sent.join().assertDoneOnce();
                assertThat(sent.failure()).isInstanceOf(TikTokUnavailableException.class);
                assertThat(sent.failure()).hasMessageContaining(STOPPING);
            }
            assertThat(peer.requests()).as("no call is made any more").hasSize(waiting.requests);
            assertThat(timer.getQueue()).isEmpty();
            assertThat(engine.waitingForRetry()).isZero();
            assertThat(engine.cacheSize()).isZero();
            assertThat(engine.queues()).allSatisfy(queue -> assertThat(queue.waiting() + queue.inUse())
                    .isZero());
            Awaitility.await().until(() -> OurThreads.alive().isEmpty());
            Awaitility.await().until(() -> peer.openConnections() == 0);
        }
    }

    @Test
    void stoppingARouteFinishesWhatIsInLineMergedAndWaitingForARetry() throws Exception {
        Set<String> asked = ConcurrentHashMap.newKeySet();
        try (Peer peer = Peer.start((request, line) ->
                        line.write(asked.add(request.line()) ? Peer.json(503, "{}") : Peer.json(200, Rig.USER)));
                Routes routes = new Routes("apidirect", peer.uri(), "&maxRetries=1&retryDelay=300")) {
            routes.context.getShutdownStrategy().setTimeout(60);
            List<Routes.Sent> lookups = new ArrayList<>();
            for (int i = 0; i < 30; i++) {
                lookups.add(routes.send(Routes.PLAIN, "@creator" + i / 3));
            }

            CompletableFuture.runAsync(() -> stopRoute(routes)).get(40, TimeUnit.SECONDS);

            for (Routes.Sent sent : lookups) {
                sent.join().assertDoneOnce();
                assertThat(sent.exchange.getMessage().getBody()).isInstanceOf(TikTokUser.class);
            }
            assertThat(peer.requests()).hasSize(20);
            assertThat(Tasks.of(routes.timer())).isEmpty();
        }
    }

    /** Stopping must not wait for the route's deadline; who waits for its lookups learns of their end all the same. */
    @Test
    void aRouteThatIsStoppedTooSoonStillEndsItsLookupsOnce() throws Exception {
        CountDownLatch stopped = new CountDownLatch(1);
        try (Peer peer = Peer.start((request, line) -> {
                    Latches.await(stopped);
                    line.write(Peer.json(200, Rig.USER));
                });
                Routes routes = new Routes("apidirect", peer.uri(), "")) {
            List<Routes.Sent> lookups = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                lookups.add(routes.send(Routes.PLAIN, "@creator" + i));
            }

            routes.context.getRouteController().stopRoute("plain", 100, TimeUnit.MILLISECONDS);
            stopped.countDown();

            for (Routes.Sent sent : lookups) {
                sent.join().assertDoneOnce();
            }
            assertThat(Tasks.of(routes.timer())).isEmpty();
        }
    }

    @Test
    void stoppingEndsLookupsWhoseTurnNeverCameBehindBlockedRoutes() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        CountDownLatch sentOff = new CountDownLatch(1);
        try (Peer peer = Peer.start((request, line) -> {
                    Latches.await(sentOff);
                    line.write(Peer.json(200, Rig.USER));
                });
                Routes routes = new Routes("apidirect", peer.uri(), "")) {
            routes.component.getApidirect().setMaxConcurrentRequests(100L);
            routes.context.getExecutorServiceManager().setShutdownAwaitTermination(300);
            AsyncProducer producer = routes.context
                    .getEndpoint("tiktok:user?provider=apidirect&apiKey=of-another-line")
                    .createAsyncProducer();
            producer.start();
            AtomicInteger ends = new AtomicInteger();
            int lookups = 60;
            int blocked = 10;
            for (int i = 0; i < lookups; i++) {
                DefaultExchange exchange = new DefaultExchange(routes.context);
                exchange.getMessage().setBody("@creator" + i);
                producer.process(exchange, sync -> {
                    // As many as the worker has threads, until they are interrupted.
                    if (ends.incrementAndGet() <= blocked) {
                        Latches.await(never);
                    }
                });
            }
            sentOff.countDown();
            Awaitility.await().until(() -> ends.get() == blocked);

            routes.context.stop();

            assertThat(ends).hasValue(lookups);
            Awaitility.await().until(() -> OurThreads.alive().isEmpty());
        }
    }

    @Test
    void stoppingUnderTrafficIsNoErrorInTheLog() {
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        Logger root = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
        log.start();
        root.addAppender(log);
        try (Peer peer = Peer.start((request, line) -> line.write(Peer.json(200, Rig.USER)))) {
            for (int i = 0; i < 50; i++) {
                try (Rig rig = new Rig()) {
                    for (int lookup = 0; lookup < 10; lookup++) {
                        rig.find(Access.to(peer.uri()).limit(10, 1));
                    }
                }
            }
            Awaitility.await().until(() -> OurThreads.alive().isEmpty());
        } finally {
            root.detachAppender(log);
        }

        assertThat(List.copyOf(log.list))
                .filteredOn(event -> event.getLevel().isGreaterOrEqual(Level.ERROR))
                .isEmpty();
    }

    @Test
    void stoppingARouteLetsAnAnswerThatIsOnItsWayArrive() throws Exception {
        CountDownLatch answer = new CountDownLatch(1);
        try (Peer peer = Peer.start((request, line) -> {
                    Latches.await(answer);
                    line.write(Peer.json(200, Rig.USER));
                });
                Routes routes = new Routes("apidirect", peer.uri(), "")) {
            routes.context.getShutdownStrategy().setTimeout(60);
            Routes.Sent sent = routes.send(Routes.PLAIN, "@khaby.lame");
            Awaitility.await().until(() -> peer.requests().size() == 1);

            CompletableFuture<Void> stopped = CompletableFuture.runAsync(() -> stopRoute(routes));
            answer.countDown();
            stopped.get(40, TimeUnit.SECONDS);

            assertThat(sent.join().exchange.getMessage().getBody()).isInstanceOf(TikTokUser.class);
            sent.assertDoneOnce();
        }
    }

    @Test
    void aComponentThatIsStartedAgainLooksUpAgain() throws Exception {
        try (Peer peer = Peer.start((request, line) -> line.write(Peer.json(200, Rig.USER)));
                Routes routes = new Routes("apidirect", peer.uri(), "")) {
            routes.send(Routes.PLAIN, "@khaby.lame").join();

            routes.context.getRouteController().stopRoute("plain");
            routes.component.stop();
            Awaitility.await().until(() -> OurThreads.alive().isEmpty());
            routes.component.start();
            routes.context.getRouteController().startRoute("plain");

            assertThat(routes.send(Routes.PLAIN, "@khaby.lame")
                            .join()
                            .exchange
                            .getMessage()
                            .getBody())
                    .isInstanceOf(TikTokUser.class);
        }
    }

    /** As an operator may do through JMX. */
    @Test
    void aRouteThatWentOnRunningLooksUpAgainWhenItsComponentIsStartedAgain() throws Exception {
        try (Peer peer = Peer.start((request, line) -> line.write(Peer.json(200, Rig.USER)));
                Routes routes = new Routes("apidirect", peer.uri(), "")) {
            routes.send(Routes.PLAIN, "@khaby.lame").join();

            routes.component.stop();
            Routes.Sent meanwhile = routes.send(Routes.PLAIN, "@khaby.lame").join();
            routes.component.start();
            Routes.Sent afterwards = routes.send(Routes.PLAIN, "@khaby.lame").join();

            assertThat(meanwhile.failure())
                    .isInstanceOf(TikTokUnavailableException.class)
                    .hasMessageContaining("stopping");
            assertThat(afterwards.exchange.getMessage().getBody()).isInstanceOf(TikTokUser.class);
        }
    }

    @Test
    void aLookupAfterTheStopFailsAtOnceAndSaysWhy() throws Exception {
        try (Peer peer = Peer.start((request, line) -> line.write(Peer.json(200, Rig.USER)));
                Routes routes = new Routes("apidirect", peer.uri(), "")) {
            AsyncProducer used =
                    routes.context.getEndpoint("tiktok:user?provider=apidirect").createAsyncProducer();
            used.start();
            AsyncProducer unused = routes.context.getEndpoint("tiktok:user").createAsyncProducer();
            unused.start();
            routes.context.stop();

            for (AsyncProducer producer : List.of(used, unused)) {
                DefaultExchange exchange = new DefaultExchange(routes.context);
                exchange.getMessage().setHeader("CamelTikTokProvider", "apidirect");
                Routes.Sent sent = new Routes.Sent(producer, exchange, "@khaby.lame").join();

                assertThat(sent.sync).isTrue();
                sent.assertDoneOnce();
                assertThat(sent.failure())
                        .isInstanceOf(TikTokUnavailableException.class)
                        .hasMessageContaining("stopping");
            }
            assertThat(peer.connections()).isZero();
        }
    }

    @Test
    void anEngineEndsEveryLookupBeforeItIsClosed() {
        try (Peer silent = Peer.start((request, line) -> line.awaitHangUp());
                Rig rig = new Rig()) {
            List<CompletableFuture<LookupResult<TikTokUser>>> lookups = new ArrayList<>();
            for (int i = 0; i < 300; i++) {
                // No waiting: some of them are still connecting.
                lookups.add(rig.find(Access.to(silent.uri()).limit(200, 100)));
            }

            rig.engine.close();

            assertThat(lookups)
                    .allSatisfy(lookup -> assertThat(Rig.failure(lookup)).hasMessageContaining(STOPPING));
            assertThat(Tasks.of(rig.timer)).isEmpty();
        }
    }

    /** With failures, so that some are on their way to a retry or out of the line just then. */
    @Test
    void aLookupThatBeginsWhileTheEngineIsClosedEndsAsWell() throws Exception {
        try (Peer peer = Peer.start(
                (request, line) -> line.write(Peer.json(request.connection() % 2 == 0 ? 200 : 503, Rig.USER)))) {
            for (int round = 0; round < 15; round++) {
                try (Rig rig = new Rig()) {
                    Access access =
                            Access.to(peer.uri()).limit(5, 1_000).retries(3, 1).deadline(300_000);
                    CountDownLatch begun = new CountDownLatch(50);
                    CompletableFuture<List<CompletableFuture<?>>> beginning = CompletableFuture.supplyAsync(() -> {
                        List<CompletableFuture<?>> lookups = new ArrayList<>();
                        for (int i = 0; i < 200; i++) {
                            lookups.add(i % 2 == 0 ? rig.findAnother(access) : rig.find(access));
                            begun.countDown();
                        }
                        return lookups;
                    });
                    Latches.await(begun);

                    rig.engine.close();

                    List<CompletableFuture<?>> lookups = beginning.get(20, TimeUnit.SECONDS);
                    Awaitility.await().pollDelay(Duration.ZERO).until(() -> lookups.stream()
                            .allMatch(CompletableFuture::isDone));
                    Awaitility.await()
                            .pollDelay(Duration.ZERO)
                            .until(() -> rig.timer.getQueue().isEmpty());
                    assertThat(rig.engine.waitingForRetry()).isZero();
                    assertThat(rig.engine.cacheSize()).isZero();
                    assertThat(rig.engine.queues()).allSatisfy(queue -> assertThat(queue.inUse() + queue.waiting())
                            .isZero());
                }
            }
        }
    }

    @Test
    void aClosedEngineTakesNoLookups() {
        try (Peer peer = Peer.start((request, line) -> line.write(Peer.json(200, Rig.USER)));
                Rig rig = new Rig()) {
            LookupChain<TikTokUser> before =
                    rig.engine.lookup(Access.to(peer.uri()).forUsers());
            rig.engine.close();

            assertThat(Rig.failure(before.find(Rig.query(Duration.ofSeconds(15)))))
                    .hasMessageContaining(STOPPING);
            assertThat(Rig.failure(
                            rig.find(Access.to(peer.uri()).connectTimeout(1_234).apiKey("another"))))
                    .hasMessageContaining(STOPPING);
            Awaitility.await().until(() -> OurThreads.alive().isEmpty());
            assertThat(peer.connections()).isZero();
        }
    }

    private static void stopRoute(Routes routes) {
        try {
            routes.context.getRouteController().stopRoute("plain");
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
