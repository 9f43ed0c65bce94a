package io.github.cameltiktok.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.cameltiktok.gateway.access.CallerSettings;
import io.github.cameltiktok.gateway.api.Operation;
import io.github.cameltiktok.gateway.api.Reply;
import io.github.cameltiktok.gateway.api.Scope;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Flow;
import java.util.concurrent.SubmissionPublisher;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EngineTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int CONNECTIONS = 200;
    private static final int MAX_IN_FLIGHT = CONNECTIONS + 10;

    private static final Queue<CompletableFuture<Reply>> WAITING = new ConcurrentLinkedQueue<>();
    private static final CountingPublisher ENDLESS = new CountingPublisher();

    @TempDir
    static Path folder;

    private static EngineFixture engine;

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @BeforeAll
    static void start() {
        CallerSettings defaults = CallerSettings.defaults("test");
        CallerSettings caller = new CallerSettings(
                "test",
                defaults.scopes(),
                10_000,
                MAX_IN_FLIGHT,
                null,
                1,
                Duration.ofHours(1),
                defaults.callbackHosts(),
                null);
        engine = new EngineFixture(
                folder,
                caller,
                List.of(
                        operation("slow", call -> {
                            CompletableFuture<Reply> answer = new CompletableFuture<>();
                            WAITING.add(answer);
                            return answer;
                        }),
                        operation("endless", call -> done(stream(ENDLESS))),
                        operation("lines", call -> done(lines(List.of("a\n", "b\n", "c\n"), null))),
                        operation(
                                "broken-stream",
                                call -> done(lines(List.of("a\n"), new IllegalStateException("secret cause")))),
                        operation("throws", call -> {
                            throw new IllegalStateException("secret cause");
                        }),
                        operation(
                                "fails",
                                call -> CompletableFuture.failedFuture(new IllegalStateException("secret cause")))));
    }

    @AfterAll
    static void stop() {
        engine.close();
    }

    @Test
    void requestsInFlightHoldNoThread() {
        int before = Thread.activeCount();
        List<CompletableFuture<HttpResponse<String>>> responses = new ArrayList<>();
        for (int i = 0; i < CONNECTIONS; i++) {
            responses.add(get("/slow"));
        }

        // Camel's own engine would let 20 of them in.
        await().atMost(PATIENCE).until(() -> WAITING.size() == CONNECTIONS);
        assertThat(Thread.activeCount() - before).isLessThan(CONNECTIONS / 2);

        WAITING.forEach(answer -> answer.complete(new Reply(204, Map.of(), null)));
        WAITING.clear();
        for (CompletableFuture<HttpResponse<String>> response : responses) {
            assertThat(response.join().statusCode()).isEqualTo(204);
        }
    }

    @Test
    void clientThatLeavesCancelsItsStream() throws IOException {
        try (Socket socket = open("/endless")) {
            InputStream in = socket.getInputStream();
            assertThat(in.read()).isNotNegative();
            await().atMost(PATIENCE).until(() -> ENDLESS.subscribers.get() == 1);
        }

        await().atMost(PATIENCE).until(() -> ENDLESS.subscribers.get() == 0);
    }

    @Test
    void slowReaderHoldsTheStreamBack() throws IOException {
        try (Socket socket = open("/endless")) {
            await().atMost(PATIENCE).until(() -> ENDLESS.subscribers.get() == 1);
            // Nothing reads, so buffers fill up and the demand ends.
            AtomicInteger last = new AtomicInteger(-1);
            await().atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(200))
                    .until(() -> last.getAndSet(ENDLESS.sent.get()) == ENDLESS.sent.get());

            assertThat(socket.isConnected()).isTrue();
        }
    }

    @Test
    void streamArrivesComplete() {
        HttpResponse<String> response = get("/lines").join();

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).isEqualTo("a\nb\nc\n");
    }

    @Test
    void failedStreamEndsWithoutItsLastChunk() {
        assertThat(get("/broken-stream"))
                .failsWithin(PATIENCE)
                .withThrowableThat()
                .withMessageNotContaining("secret cause");
    }

    @Test
    void unknownFailureIsAnsweredWithoutItsCause() {
        for (String path : List.of("/throws", "/fails")) {
            HttpResponse<String> response = get(path).join();

            assertThat(response.statusCode()).isEqualTo(500);
            assertThat(response.body())
                    .contains("\"code\":\"internal-error\"")
                    .contains(response.headers().firstValue("Request-Id").orElseThrow())
                    .doesNotContain("secret cause")
                    .doesNotContain("Exception");
        }
    }

    private CompletableFuture<HttpResponse<String>> get(String path) {
        return client.sendAsync(engine.request(path).build(), BodyHandlers.ofString())
                .orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    private static Socket open(String path) throws IOException {
        Socket socket = new Socket("127.0.0.1", engine.port());
        socket.setSoTimeout((int) PATIENCE.toMillis());
        String request = "GET " + path + " HTTP/1.1\r\nHost: gateway\r\nX-API-Key: " + engine.key() + "\r\n\r\n";
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    private static Operation operation(String id, Operation.Handler handler) {
        return new Operation(id, "GET", "/" + id, Scope.ANY, handler);
    }

    private static CompletableFuture<Reply> done(Reply reply) {
        return CompletableFuture.completedFuture(reply);
    }

    private static Reply stream(Flow.Publisher<byte[]> parts) {
        return new Reply(200, Map.of("Content-Type", "text/plain"), new Reply.Stream(parts));
    }

    private static Reply lines(List<String> lines, @Nullable Throwable failure) {
        return stream(subscriber -> {
            SubmissionPublisher<byte[]> publisher = new SubmissionPublisher<>();
            publisher.subscribe(subscriber);
            lines.forEach(line -> publisher.submit(line.getBytes(StandardCharsets.US_ASCII)));
            if (failure == null) {
                publisher.close();
            } else {
                publisher.closeExceptionally(failure);
            }
        });
    }
}
