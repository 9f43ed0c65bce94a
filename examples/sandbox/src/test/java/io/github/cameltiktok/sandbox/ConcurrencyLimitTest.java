package io.github.cameltiktok.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConcurrencyLimitTest {

    @RegisterExtension
    static final SandboxExtension sandbox = new SandboxExtension();

    private static final int LIMIT = Sandbox.API_DIRECT_CONCURRENCY_LIMIT;
    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private Client client() {
        return new Client(sandbox.get());
    }

    @ParameterizedTest
    @CsvSource({"1000, 0", "400, 3"})
    void clientWithThreeCallsInFlightIsNeverRefused(int requests, int latencyMillis) throws Exception {
        sandbox.get().latency(Duration.ofMillis(latencyMillis));

        List<Integer> statuses = callWithWorkers(LIMIT, requests);

        assertThat(statuses).hasSize(requests).containsOnly(200);
        assertThat(sandbox.get().maxConcurrentSeen("apidirect", "video")).isEqualTo(LIMIT);
    }

    @Test
    void clientWithFourCallsInFlightIsSometimesRefused() throws Exception {
        sandbox.get().latency(Duration.ofMillis(3));

        List<Integer> statuses = callWithWorkers(LIMIT + 1, 200);

        assertThat(statuses).contains(200, 429);
        assertThat(sandbox.get().maxConcurrentSeen("apidirect", "video")).isEqualTo(LIMIT + 1);
        assertThat(sandbox.get().billedCalls("apidirect"))
                .isEqualTo(statuses.stream().filter(status -> status == 200).count());
    }

    /** Each worker sends its next call immediately after reading an answer. */
    private List<Integer> callWithWorkers(int workers, int requests) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(workers);
        try {
            List<Future<Integer>> answers = new ArrayList<>();
            for (int i = 0; i < requests; i++) {
                int id = 1 + i;
                answers.add(pool.submit(() -> client().apiDirectVideo("video_id", Integer.toString(id))
                        .statusCode()));
            }
            List<Integer> statuses = new ArrayList<>();
            for (Future<Integer> answer : answers) {
                statuses.add(answer.get());
            }
            return statuses;
        } finally {
            pool.shutdownNow();
        }
    }

    @Test
    void fourthSimultaneousCallIsRefusedWithTheLimit() {
        sandbox.get().latency(Duration.ofSeconds(2));
        List<CompletableFuture<HttpResponse<byte[]>>> three = openRequests(client(), "/v1/tiktok/video?video_id=1");
        await().until(() -> sandbox.get().calls("apidirect") == LIMIT);

        HttpResponse<byte[]> fourth = client().apiDirectVideo("video_id", "4");

        JsonNode body = Client.json(fourth);
        assertThat(fourth.statusCode()).isEqualTo(429);
        assertThat(body.get("code").textValue()).isEqualTo("concurrency_limit_exceeded");
        assertThat(body.get("limit").intValue()).isEqualTo(LIMIT);
        assertThat(body.get("current").intValue()).isEqualTo(LIMIT);
        assertThat(three).noneMatch(CompletableFuture::isDone);
        assertThat(three)
                .allSatisfy(answer -> assertThat(answer.join().statusCode()).isEqualTo(200));
    }

    @Test
    void limitAppliesPerKeyAndResource() {
        sandbox.get().latency(Duration.ofSeconds(1));
        openRequests(client(), "/v1/tiktok/video?video_id=1");
        await().until(() -> sandbox.get().calls("apidirect") == LIMIT);

        CompletableFuture<HttpResponse<byte[]>> otherResource = open(client(), "/v1/tiktok/user?username=some.cook");
        CompletableFuture<HttpResponse<byte[]>> otherKey =
                open(client().withKey("fail-402-payment_required"), "/v1/tiktok/video?video_id=1");

        assertThat(otherResource.join().statusCode()).isEqualTo(200);
        assertThat(otherKey.join().statusCode()).isEqualTo(402);
    }

    @Test
    void resetConnectionReleasesItsPermit() {
        Client resetting = client().withKey(BrokenAnswer.RESET.key());
        for (int i = 0; i < 2 * LIMIT; i++) {
            assertThat(open(resetting, "/v1/tiktok/video?video_id=1")
                            .handle((answer, failure) -> failure)
                            .join())
                    .as("failure; a refusal would be an answer")
                    .isNotNull();
        }
    }

    /** A client that calls again on reading an answer must not compete with its own previous permit. */
    @Test
    void permitIsReleasedBeforeTheLastByteIsSent() throws Exception {
        Client huge = client().withKey(BrokenAnswer.HUGE.key());
        List<InputStream> begun = new ArrayList<>();
        for (int i = 0; i < LIMIT + 1; i++) {
            HttpResponse<InputStream> answer = http.send(
                    huge.apiDirectRequest("/v1/tiktok/video?video_id=1", TIMEOUT)
                            .build(),
                    BodyHandlers.ofInputStream());
            begun.add(answer.body());

            assertThat(answer.statusCode())
                    .as("answer %d while %d are unread", i, i)
                    .isEqualTo(200);
            assertThat(answer.body().read()).isEqualTo('{');
        }
        for (InputStream body : begun) {
            body.close();
        }
    }

    @Test
    void hundredsOfAnswersAreDelayedAtOnce() {
        sandbox.get().latency(Duration.ofSeconds(2));
        HttpRequest request = HttpRequest.newBuilder(sandbox.get().baseUrl("peekalink"))
                .header("Authorization", "Bearer " + sandbox.get().apiKey("peekalink"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(Client.object("link", "https://www.tiktok.com/@some.cook")))
                .build();

        List<CompletableFuture<HttpResponse<byte[]>>> answers = IntStream.range(0, 300)
                .mapToObj(i -> http.sendAsync(request, BodyHandlers.ofByteArray()))
                .toList();

        assertThat(answers)
                .allSatisfy(answer -> assertThat(answer.join().statusCode()).isEqualTo(200));
        assertThat(sandbox.get().maxConcurrentSeen("peekalink", "user")).isGreaterThan(100);
    }

    private List<CompletableFuture<HttpResponse<byte[]>>> openRequests(Client client, String target) {
        return IntStream.range(0, LIMIT).mapToObj(i -> open(client, target)).toList();
    }

    private CompletableFuture<HttpResponse<byte[]>> open(Client client, String target) {
        return http.sendAsync(client.apiDirectRequest(target, TIMEOUT).build(), BodyHandlers.ofByteArray());
    }
}
