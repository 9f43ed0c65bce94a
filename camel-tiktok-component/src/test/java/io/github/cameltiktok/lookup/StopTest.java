package io.github.cameltiktok.lookup;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.github.cameltiktok.TikTokUnavailableException;
import io.github.cameltiktok.model.TikTokUser;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.camel.AsyncProducer;
import org.apache.camel.support.DefaultExchange;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** Stopping ends every lookup, in flight or in line, and leaves nothing behind. */
final class StopTest {

    private static final String STOPPING = "was given up because the component is stopping";

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
            assertThat(OurThreads.alive()).isEmpty();
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
            assertThat(rig.timer.getQueue()).isEmpty();
        }
    }

    @Test
    void aClosedEngineTakesNoLookups() {
        try (Peer peer = Peer.start((request, line) -> line.write(Peer.json(200, Rig.USER)));
                Rig rig = new Rig()) {
            Lookup<TikTokUser> before = rig.engine.lookup(Access.to(peer.uri()).forUsers());
            rig.engine.close();

            assertThat(Rig.failure(before.find(Rig.query(Duration.ofSeconds(15)))))
                    .hasMessageContaining(STOPPING);
            assertThat(Rig.failure(
                            rig.find(Access.to(peer.uri()).connectTimeout(1_234).apiKey("another"))))
                    .hasMessageContaining(STOPPING);
            assertThat(OurThreads.alive()).isEmpty();
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
