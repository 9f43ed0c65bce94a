package io.github.cameltiktok.internal.lookup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.cameltiktok.TikTokComponent;
import io.github.cameltiktok.TikTokCredentialsException;
import io.github.cameltiktok.TikTokException;
import io.github.cameltiktok.TikTokInvalidRequestException;
import io.github.cameltiktok.TikTokNotFoundException;
import io.github.cameltiktok.TikTokQuotaException;
import io.github.cameltiktok.TikTokRateLimitException;
import io.github.cameltiktok.TikTokUnavailableException;
import io.github.cameltiktok.model.TikTokUser;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.stream.Stream;
import org.apache.camel.AsyncProducer;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.ThreadPoolProfile;
import org.apache.camel.support.DefaultExchange;
import org.apache.camel.support.LifecycleStrategySupport;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each exchange completes exactly once, and its route continues on a thread of the component's pool. */
final class ExchangeCompletionTest {

    private static final String WORKER = ".* - TikTok";

    static Stream<Arguments> failures() {
        return Stream.of(
                failure("refused link", answer(400, "invalid_parameter"), TikTokInvalidRequestException.class),
                failure("wrong key", answer(401, "invalid_api_key"), TikTokCredentialsException.class),
                failure("no credit", answer(402, "insufficient_credit"), TikTokQuotaException.class),
                failure("not found", answer(404, "not_found"), TikTokNotFoundException.class),
                failure("too many", answer(429, "upstream_rate_limit"), TikTokRateLimitException.class),
                failure("upstream", answer(502, "upstream_error"), TikTokUnavailableException.class),
                failure("reset", (request, connection) -> connection.reset(), TikTokUnavailableException.class),
                failure(
                        "silence",
                        "&responseTimeout=300",
                        (request, connection) -> connection.awaitHangUp(),
                        TikTokUnavailableException.class),
                failure(
                        "deadline",
                        "&deadline=300",
                        (request, connection) -> {
                            connection.write("HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n");
                            connection.trickle();
                        },
                        TikTokUnavailableException.class),
                failure(
                        "too large",
                        "&maxResponseSize=4000",
                        (request, connection) -> connection.write(RawHttpServer.json(200, " ".repeat(5_000))),
                        TikTokUnavailableException.class),
                failure(
                        "no JSON",
                        (request, connection) -> connection.write(RawHttpServer.json(200, "hello")),
                        TikTokUnavailableException.class));
    }

    private static RawHttpServer.Script answer(int status, String code) {
        return (request, connection) ->
                connection.write(RawHttpServer.json(status, "{\"error\":\"no\",\"code\":\"" + code + "\"}"));
    }

    private static Arguments failure(String name, RawHttpServer.Script script, Class<? extends TikTokException> type) {
        return failure(name, "", script, type);
    }

    private static Arguments failure(
            String name, String options, RawHttpServer.Script script, Class<? extends TikTokException> type) {
        return arguments(name, options, script, type);
    }

    /** The caller continues a lookup that ends at once. A thread of the HTTP client never does. */
    private static void assertContinuedOnWorkerOrCaller(CamelFixture.SentExchange sent) {
        String thread = sent.exchange.getProperty(CamelFixture.THREAD, String.class);
        assertThat(thread).satisfiesAnyOf(worker -> assertThat(worker).matches(WORKER), caller -> assertThat(caller)
                .isEqualTo(Thread.currentThread().getName()));
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 404})
    void routeContinuesOnAWorkerAfterAWait(int status) throws Exception {
        CountDownLatch sentAll = new CountDownLatch(1);
        try (RawHttpServer server = RawHttpServer.start((request, connection) -> {
                    Latches.await(sentAll);
                    connection.write(
                            RawHttpServer.json(status, status == 200 ? EngineFixture.USER : "{\"error\":\"no\"}"));
                });
                CamelFixture routes = new CamelFixture("apidirect", server.uri(), "")) {
            CamelFixture.SentExchange sent = routes.send(CamelFixture.CATCHING, "@khaby.lame");
            sentAll.countDown();

            assertThat(sent.join().exchange.getProperty(CamelFixture.THREAD, String.class))
                    .matches(WORKER);
            assertThat(sent.sync).isFalse();
            sent.assertDoneOnce();
        }
    }

    private static CamelFixture routes(URI address) throws Exception {
        return new CamelFixture("apidirect", address, "");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("failures")
    void failureCompletesTheExchangeOnce(
            String name, String options, RawHttpServer.Script script, Class<? extends TikTokException> type)
            throws Exception {
        try (RawHttpServer server = RawHttpServer.start(script);
                CamelFixture routes = new CamelFixture("apidirect", server.uri(), options)) {
            CamelFixture.SentExchange sent =
                    routes.send(CamelFixture.CATCHING, "@khaby.lame").join();

            assertThat(sent.exchange.isFailed()).isFalse();
            assertThat(sent.exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class))
                    .isExactlyInstanceOf(type)
                    .hasMessageContaining("user https://www.tiktok.com/@khaby.lame: apidirect")
                    .hasMessageContaining("1 attempt)");
            assertContinuedOnWorkerOrCaller(sent);
            sent.assertDoneOnce();
            Awaitility.await().untilAsserted(sent::assertSynchronizationCalledOnce);
        }
    }

    @Test
    void threadPoolProfileOfTheApplicationIsUsed() throws Exception {
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            context.disableJMX();
            ThreadPoolProfile own = new ThreadPoolProfile("tiktok");
            own.setPoolSize(3);
            own.setMaxPoolSize(5);
            own.setMaxQueueSize(17);
            context.getExecutorServiceManager().registerThreadPoolProfile(own);
            List<ThreadPoolExecutor> pools = new ArrayList<>();
            context.addLifecycleStrategy(new LifecycleStrategySupport() {
                @Override
                public void onThreadPoolAdd(
                        CamelContext camel,
                        ThreadPoolExecutor pool,
                        String id,
                        String sourceId,
                        String routeId,
                        String profileId) {
                    if ("tiktok".equals(profileId)) {
                        pools.add(pool);
                    }
                }
            });
            context.addComponent("tiktok", new TikTokComponent());
            context.start();

            assertThat(pools).singleElement().satisfies(pool -> {
                assertThat(pool.getCorePoolSize()).isEqualTo(3);
                assertThat(pool.getMaximumPoolSize()).isEqualTo(5);
                assertThat(pool.getQueue().remainingCapacity()).isEqualTo(17);
            });
        }
    }

    @Test
    void refusedConnectionCompletesTheExchangeOnce() throws Exception {
        URI unusedAddress;
        try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            unusedAddress = URI.create("http://127.0.0.1:" + closed.getLocalPort());
        }
        try (CamelFixture routes = routes(unusedAddress)) {
            CamelFixture.SentExchange sent =
                    routes.send(CamelFixture.CATCHING, "@khaby.lame").join();

            assertContinuedOnWorkerOrCaller(sent);
            sent.assertDoneOnce();
            CamelFixture.SentExchange failed =
                    routes.send(CamelFixture.PLAIN, "@khaby.lame").join();
            assertThat(failed.failure()).hasMessageContaining("could not connect to " + unusedAddress);
            failed.assertDoneOnce();
        }
    }

    @Test
    void successCompletesTheExchangeOnce() throws Exception {
        try (RawHttpServer server = RawHttpServer.responding(200, EngineFixture.USER);
                CamelFixture routes = routes(server.uri())) {
            CamelFixture.SentExchange sent =
                    routes.send(CamelFixture.PLAIN, "@khaby.lame").join();

            assertThat(sent.exchange.isFailed()).isFalse();
            assertThat(sent.exchange.getMessage().getBody()).isInstanceOf(TikTokUser.class);
            assertContinuedOnWorkerOrCaller(sent);
            sent.assertDoneOnce();
            Awaitility.await().untilAsserted(sent::assertSynchronizationCalledOnce);
        }
    }

    @Test
    void invalidSubjectCompletesOnTheCallersThread() throws Exception {
        try (RawHttpServer server = RawHttpServer.responding(200, EngineFixture.USER);
                CamelFixture routes = routes(server.uri())) {
            CamelFixture.SentExchange sent = routes.send("tiktok:user?provider=apidirect", "https://example.com/");

            assertThat(sent.sync).isTrue();
            assertThat(sent.isDone()).isTrue();
            sent.assertDoneOnce();
            assertThat(sent.failure()).isInstanceOf(TikTokInvalidRequestException.class);
            assertThat(server.connections()).isZero();
        }
    }

    @Test
    void fullQueueCompletesOnTheCallersThread() throws Exception {
        try (RawHttpServer server = RawHttpServer.silent();
                CamelFixture routes = new CamelFixture("apidirect", server.uri(), "")) {
            routes.component.getApidirect().setMaxConcurrentRequests(1L);
            routes.component.getApidirect().setMaxQueuedRequests(1);
            String uri = "tiktok:user?provider=apidirect&apiKey=key-of-another-queue";
            routes.send(uri, "@creator1");
            routes.send(uri, "@creator2");

            CamelFixture.SentExchange refused = routes.send(uri, "@creator3");

            assertThat(refused.sync).isTrue();
            refused.assertDoneOnce();
            assertThat(refused.failure())
                    .isInstanceOfSatisfying(TikTokRateLimitException.class, seen -> assertThat(seen.attempts())
                            .isZero())
                    .hasMessageContaining("was not called: queue full: 1 in flight, 1 waiting")
                    .hasMessageContaining("0 attempts");
        }
    }

    @Test
    void twoThousandLookupsInFlightUseFewThreads() throws Exception {
        int lookups = 2_000;
        try (BarrierHttpServer server = new BarrierHttpServer(lookups);
                CamelFixture routes = new CamelFixture("apidirect", server.uri(), "")) {
            routes.component.getApidirect().setMaxConcurrentRequests((long) lookups);
            AsyncProducer producer = routes.context
                    .getEndpoint("tiktok:user?provider=apidirect&apiKey=key-of-another-queue")
                    .createAsyncProducer();
            producer.start();
            List<CamelFixture.SentExchange> inFlight = new ArrayList<>();
            for (int i = 0; i < lookups; i++) {
                inFlight.add(
                        new CamelFixture.SentExchange(producer, new DefaultExchange(routes.context), "@creator" + i));
            }

            assertThat(server.awaitRequests()).as("all calls are in flight").isTrue();
            assertThat(inFlight).noneMatch(CamelFixture.SentExchange::isDone);
            assertThat(ComponentThreads.alive()).hasSizeBetween(1, 32);
            server.answer();

            for (CamelFixture.SentExchange sent : inFlight) {
                sent.join().assertDoneOnce();
                assertThat(sent.exchange.getException()).isNull();
            }
            assertThat(PendingTasks.of(routes.timer())).isEmpty();
        }
    }
}
