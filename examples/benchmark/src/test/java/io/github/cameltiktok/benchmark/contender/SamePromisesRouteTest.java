package io.github.cameltiktok.benchmark.contender;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.cameltiktok.benchmark.contender.LookupException.Kind;
import io.github.cameltiktok.model.TikTokVideo;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.processor.ThrottlerRejectedExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The hand-written route keeps its promises, so that its comparison with the connector is fair. */
@Execution(ExecutionMode.CONCURRENT)
final class SamePromisesRouteTest {

    private static final String ID = "7516594811734854111";
    private static final Duration DEADLINE = Duration.ofSeconds(30);
    private static final int MAX_CALLS = 4;

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final DefaultCamelContext context = new DefaultCamelContext();
    private final List<String> calls = new CopyOnWriteArrayList<>();
    private final List<Long> callNanos = new CopyOnWriteArrayList<>();
    private final ConcurrentLinkedQueue<Answer> answers = new ConcurrentLinkedQueue<>();
    private final CountDownLatch released = new CountDownLatch(1);
    private HttpServer server;

    /**
     * @param status status of the answer; {@link #SILENCE} or {@link #BREAK} for none
     * @param retryAfter value of the header; empty for none
     */
    private record Answer(int status, String retryAfter) {

        static final int SILENCE = 0;
        static final int BREAK = -1;
        static final Answer OK = new Answer(200, "");

        static Answer of(int status) {
            return new Answer(status, "");
        }

        boolean isSilent() {
            return status == SILENCE;
        }
    }

    @BeforeEach
    void startServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext(CamelHttpRoute.PATH, this::answer);
        server.start();
    }

    @AfterEach
    void stopServer() throws IOException {
        released.countDown();
        context.close();
        server.stop(0);
        threads.shutdownNow();
    }

    @Test
    void idAndLinkBecomeTheCanonicalLink() throws Exception {
        start(DEADLINE, 1);

        Stream.of(ID, "https://www.tiktok.com/@Some.Cook/video/" + ID + "?lang=en")
                .forEach(subject ->
                        assertThat(find(subject).getMessage().getBody()).isInstanceOf(TikTokVideo.class));
        assertThat(calls)
                .containsExactly(
                        "{\"url\":\"https://www.tiktok.com/@_/video/" + ID + "\",\"requestSource\":\"API\"}",
                        "{\"url\":\"https://www.tiktok.com/@some.cook/video/" + ID + "\",\"requestSource\":\"API\"}");
        assertThat(failure(find("https://example.com/"))).isEqualTo(Kind.INVALID_REQUEST);
        assertThat(calls).hasSize(2);
    }

    @Test
    void rateLimitIsRetriedAfterTheDemandedDelay() throws Exception {
        answers.add(new Answer(429, "1"));
        start(DEADLINE, 1);

        assertThat(find(ID).getMessage().getBody()).isInstanceOf(TikTokVideo.class);
        assertThat(callNanos).hasSize(2);
        assertThat(callNanos.get(1) - callNanos.get(0))
                .isGreaterThanOrEqualTo(Duration.ofMillis(990).toNanos());
    }

    @Test
    void retriesAreLimited() throws Exception {
        answers.addAll(List.of(Answer.of(502), Answer.of(502), Answer.of(502), Answer.of(502), Answer.of(502)));
        start(DEADLINE, 1);

        assertThat(failure(find(ID))).isEqualTo(Kind.UNAVAILABLE);
        assertThat(calls).hasSize(MAX_CALLS);
    }

    @Test
    void retryAfterTheDeadlineIsNotAwaited() throws Exception {
        answers.add(new Answer(429, "60"));
        start(DEADLINE, 1);

        assertThat(failure(find(ID))).isEqualTo(Kind.RATE_LIMIT);
        assertThat(calls).hasSize(1);
    }

    @Test
    void brokenConnectionIsRetried() throws Exception {
        answers.add(Answer.of(Answer.BREAK));
        start(DEADLINE, 1);

        assertThat(find(ID).getMessage().getBody()).isInstanceOf(TikTokVideo.class);
        assertThat(calls).hasSize(2);
    }

    @Test
    void silentProviderEndsTheLookupWithinTheDeadline() throws Exception {
        IntStream.range(0, MAX_CALLS).forEach(i -> answers.add(Answer.of(Answer.SILENCE)));
        start(Duration.ofMillis(900), 1);

        assertThat(find(ID).getException()).hasRootCauseInstanceOf(SocketTimeoutException.class);
        // A third call would end after the deadline.
        assertThat(calls).hasSizeBetween(1, 2);
    }

    @Test
    void errorsOfTheSubjectAndTheAccountAreNotRetried() throws Exception {
        answers.addAll(List.of(Answer.of(404), Answer.of(400), Answer.of(401), Answer.of(403)));
        start(DEADLINE, 1);

        assertThat(Stream.generate(() -> failure(find(ID))).limit(4))
                .containsExactly(Kind.NOT_FOUND, Kind.INVALID_REQUEST, Kind.CREDENTIALS, Kind.QUOTA);
        assertThat(calls).hasSize(4);
    }

    @Test
    void circuitOpensAfterTenFailedCallsButNotForMissingVideos() throws Exception {
        IntStream.range(0, 10).forEach(i -> answers.add(Answer.of(404)));
        IntStream.range(0, 10).forEach(i -> answers.add(Answer.of(502)));
        start(DEADLINE, 1);

        assertThat(Stream.generate(() -> failure(find(ID))).limit(10)).containsOnly(Kind.NOT_FOUND);
        assertThat(Stream.generate(() -> failure(find(ID))).limit(2)).containsOnly(Kind.UNAVAILABLE);
        assertThat(find(ID).getException()).isInstanceOf(CallNotPermittedException.class);
        assertThat(calls).hasSize(20);
    }

    @Test
    void oneLookupWaitsForThePermitAndTheNextIsRejected() throws Exception {
        answers.add(Answer.of(Answer.SILENCE));
        start(DEADLINE, 1);

        CountDownLatch ready = new CountDownLatch(3);
        List<Future<Exchange>> lookups = Stream.generate(() -> threads.submit(() -> {
                    ready.countDown();
                    ready.await();
                    return find(ID);
                }))
                .limit(3)
                .toList();
        while (lookups.stream().noneMatch(Future::isDone)) {
            Thread.onSpinWait();
        }
        released.countDown();

        List<Exception> failures = new ArrayList<>();
        for (Future<Exchange> lookup : lookups) {
            failures.add(lookup.get().getException());
        }
        assertThat(failures)
                .filteredOn(Objects::nonNull)
                .singleElement()
                .isInstanceOf(ThrottlerRejectedExecutionException.class);
    }

    private void start(Duration deadline, int permits) throws Exception {
        context.addRoutes(new SamePromisesRoute(
                "http://127.0.0.1:" + server.getAddress().getPort(), permits, deadline, Duration.ofMillis(5)));
        context.start();
    }

    private Exchange find(String subject) {
        return context.createProducerTemplate()
                .send(RouteLookups.ENTRY, exchange -> exchange.getMessage().setBody(subject));
    }

    private static Kind failure(Exchange exchange) {
        assertThat(exchange.getException()).isInstanceOf(LookupException.class);
        return ((LookupException) exchange.getException()).kind();
    }

    private void answer(HttpExchange exchange) throws IOException {
        calls.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        callNanos.add(System.nanoTime());
        Answer next = answers.poll();
        Answer answer = next == null ? Answer.OK : next;
        if (answer.status() == Answer.BREAK) {
            exchange.close();
            return;
        }
        if (answer.isSilent()) {
            awaitRelease();
        }
        if (!answer.retryAfter().isEmpty()) {
            exchange.getResponseHeaders().add("Retry-After", answer.retryAfter());
        }
        byte[] body = video();
        exchange.sendResponseHeaders(answer.isSilent() ? 200 : answer.status(), body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private void awaitRelease() {
        try {
            released.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static byte[] video() throws IOException {
        try (InputStream in = SamePromisesRoute.class.getResourceAsStream("../stub/dumplingai-video.json")) {
            return in.readAllBytes();
        }
    }
}
