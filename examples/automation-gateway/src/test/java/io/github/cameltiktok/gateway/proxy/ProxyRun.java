package io.github.cameltiktok.gateway.proxy;

import static io.github.cameltiktok.gateway.GatewayFixture.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.cameltiktok.gateway.GatewayFixture;
import io.github.cameltiktok.gateway.delivery.Certificates;
import io.github.cameltiktok.gateway.delivery.Receiver;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The gateway behind nginx with TLS, over HTTP/2. Runs with {@code mvn verify -Pclients}. */
class ProxyRun {

    private static final String SLOW = "7516594811734000002";
    private static final String WATCH = "{\"subject\":\"@some.cook\",\"every\":\"6h\",\"callbackUrl\":\"%s\"}";

    @TempDir
    static Path folder;

    private static final CountDownLatch SLOW_ANSWER = new CountDownLatch(1);
    private static final ExecutorService THREADS = Executors.newCachedThreadPool();
    private static final Receiver RECEIVER = new Receiver();

    private static HttpServer provider;
    private static GatewayFixture gateway;
    private static Nginx nginx;
    private static HttpClient client;
    private static URI address;

    @BeforeAll
    static void start() throws Exception {
        assumeTrue(
                Nginx.program().isPresent(),
                "nginx is not installed: apt-get install --no-install-recommends nginx-light");
        provider = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        provider.setExecutor(THREADS);
        provider.createContext("/", ProxyRun::answerNotFound);
        provider.start();
        int port = freePort();
        address = URI.create("https://localhost:" + port);
        gateway = GatewayFixture.in(folder)
                .with("gateway.public-url", address.toString())
                .with(
                        "camel.component.tiktok.apidirect.base-url",
                        "http://127.0.0.1:" + provider.getAddress().getPort())
                .start();
        Path keys = Certificates.create(folder, "dns:localhost");
        nginx = Nginx.start(
                Files.createDirectory(folder.resolve("nginx")),
                port,
                gateway.server().url().getPort(),
                keys);
        client = HttpClient.newBuilder()
                .sslContext(Certificates.context(keys))
                .executor(THREADS)
                .build();
    }

    @AfterAll
    static void stop() throws Exception {
        SLOW_ANSWER.countDown();
        if (nginx != null) {
            nginx.close();
            gateway.close();
            provider.stop(0);
        }
        RECEIVER.close();
        THREADS.shutdownNow();
    }

    private static void answerNotFound(HttpExchange exchange) throws IOException {
        try (exchange) {
            if (exchange.getRequestURI().toString().contains(SLOW)) {
                SLOW_ANSWER.await();
            }
            exchange.sendResponseHeaders(404, -1);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void lookupArrivesWithItsHeaders() {
        HttpResponse<String> answer =
                send(request("/v1/video?provider=dumplingai&subject=7516594811734854943"), BodyHandlers.ofString());

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_2);
        assertThat(answer.headers().firstValue("Strict-Transport-Security")).contains("max-age=31536000");
        assertThat(answer.headers().map()).containsKeys("etag", "ratelimit", "tiktok-provider", "request-id");
        assertThat(answer.headers().allValues("X-Content-Type-Options")).containsExactly("nosniff");
    }

    @Test
    void locationIsThePublicAddressWhateverIsForwarded() {
        HttpResponse<String> created = send(
                post("/v1/watches", WATCH.formatted(RECEIVER.url("/forged")))
                        .header("X-Forwarded-Host", "evil.example")
                        .header("X-Forwarded-Proto", "http")
                        .header("X-Forwarded-Port", "1")
                        .header("X-Forwarded-Prefix", "/evil")
                        .header("Forwarded", "host=evil.example;proto=http"),
                BodyHandlers.ofString());

        assertThat(created.statusCode()).as(created.body()).isEqualTo(201);
        String location = created.headers().firstValue("Location").orElseThrow();
        assertThat(location).startsWith(address + "/v1/watches/wat_");
        HttpResponse<String> document =
                send(request("/openapi.json").header("X-Forwarded-Host", "evil.example"), BodyHandlers.ofString());
        assertThat(json(document).at("/servers/0/url").asText()).isEqualTo(address.toString());
        assertThat(send(request(location.substring(address.toString().length())), BodyHandlers.ofString())
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void webhookIsSentPastTheProxy() {
        String watch = watch("/out");

        assertThat(send(post("/v1/watches/" + watch + "/test", ""), BodyHandlers.ofString())
                        .statusCode())
                .isEqualTo(202);

        await().atMost(GatewayFixture.PATIENCE).until(() -> RECEIVER.received().stream()
                .anyMatch(webhook -> webhook.path().equals("/out")));
    }

    @Test
    void lineOfABatchArrivesBeforeTheBatchEnds() throws IOException {
        HttpResponse<InputStream> answer = send(
                post("/v1/batches", "{\"subjects\":[\"7516594811734000001\",\"" + SLOW + "\"]}")
                        .header("Accept", "application/x-ndjson"),
                BodyHandlers.ofInputStream());

        assertThat(answer.statusCode()).isEqualTo(200);
        try (BufferedReader lines = reader(answer)) {
            assertThat(json(lines.readLine()).path("index").asInt()).isZero();
            SLOW_ANSWER.countDown();
            assertThat(json(lines.readLine()).path("index").asInt()).isEqualTo(1);
            assertThat(lines.readLine()).isNull();
        }
    }

    @Test
    void eventArrivesWhileTheStreamIsOpen() throws IOException {
        String watch = watch("/stream");
        HttpResponse<InputStream> answer = send(
                request("/v1/watches/" + watch + "/events").header("Accept", "text/event-stream"),
                BodyHandlers.ofInputStream());

        assertThat(answer.statusCode()).isEqualTo(200);
        try (BufferedReader lines = reader(answer)) {
            send(post("/v1/watches/" + watch + "/test", ""), BodyHandlers.ofString());
            String line = lines.readLine();
            while (line != null && !line.startsWith("data:")) {
                line = lines.readLine();
            }
            assertThat(line).isNotNull().contains(watch);
        }
    }

    @Test
    void longPollAnswersWithTheNextEvent() {
        String watch = watch("/poll");
        String path = "/v1/events?wait=25&after=";
        int position = 0;
        CompletableFuture<HttpResponse<String>> poll = sendAsync(request(path + position), BodyHandlers.ofString());
        send(post("/v1/watches/" + watch + "/test", ""), BodyHandlers.ofString());

        while (!poll.join().body().contains(watch)) {
            position = json(poll.join()).path("next").asInt();
            poll = sendAsync(request(path + position), BodyHandlers.ofString());
        }
        assertThat(poll.join().statusCode()).isEqualTo(200);
    }

    @Test
    void bodyThatIsTooLongIsRefusedByTheGatewayNotByTheProxy() {
        HttpResponse<String> refused = send(post("/v1/batches", " ".repeat(65 * 1024)), BodyHandlers.ofString());
        assertThat(refused.statusCode()).isEqualTo(413);
        assertThat(json(refused).path("code").asText()).isEqualTo("body-too-large");
    }

    private static String watch(String path) {
        HttpResponse<String> created =
                send(post("/v1/watches", WATCH.formatted(RECEIVER.url(path))), BodyHandlers.ofString());
        assertThat(created.statusCode()).as(created.body()).isEqualTo(201);
        return json(created).path("id").asText();
    }

    private static HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(address + path))
                .timeout(GatewayFixture.PATIENCE)
                .header("Authorization", "Bearer " + gateway.key());
    }

    private static HttpRequest.Builder post(String path, String body) {
        return request(path).header("Content-Type", "application/json").POST(BodyPublishers.ofString(body));
    }

    private static <T> HttpResponse<T> send(HttpRequest.Builder request, BodyHandler<T> body) {
        return sendAsync(request, body).join();
    }

    private static <T> CompletableFuture<HttpResponse<T>> sendAsync(HttpRequest.Builder request, BodyHandler<T> body) {
        return client.sendAsync(request.build(), body).orTimeout(GatewayFixture.PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    private static BufferedReader reader(HttpResponse<InputStream> answer) {
        return new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
