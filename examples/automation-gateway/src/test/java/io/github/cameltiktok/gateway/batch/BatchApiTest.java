package io.github.cameltiktok.gateway.batch;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.cameltiktok.gateway.api.ProblemType;
import io.github.cameltiktok.gateway.api.Reply;
import io.github.cameltiktok.gateway.event.Event;
import io.github.cameltiktok.gateway.lookup.LookupFixture;
import io.github.cameltiktok.gateway.lookup.Lookups;
import io.github.cameltiktok.sandbox.SandboxExtension;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class BatchApiTest {

    private static final String MIXED =
            "{\"subjects\":[\"@some.cook\",\"7311111111111111111\",\"two words\",\"7000000000000000404\"]}";

    private static final Instant NOW = Instant.parse("2026-11-30T12:00:00Z");

    @RegisterExtension
    static final SandboxExtension sandbox = new SandboxExtension();

    @TempDir
    Path folder;

    private LookupFixture gateway;
    private final List<AutoCloseable> instances = new ArrayList<>();

    @BeforeEach
    void start() {
        gateway = LookupFixture.at(sandbox.get(), folder).start();
    }

    @AfterEach
    void stop() throws Exception {
        for (AutoCloseable instance : instances) {
            instance.close();
        }
        gateway.close();
    }

    private BatchFixture instance(Lookups lookups, Instant now) {
        BatchFixture instance = new BatchFixture(gateway.database, lookups, Clock.fixed(now, ZoneOffset.UTC));
        instances.add(instance);
        return instance;
    }

    @Test
    void eachSubjectIsALineOfTheStream() {
        Collector<byte[]> parts = Collector.of(instance(gateway.lookups, NOW).stream(MIXED));
        parts.request(100);
        LookupFixture.await(parts.end);

        Map<Integer, JsonNode> lines = parts.items.stream()
                .map(part -> LookupFixture.json(new String(part, StandardCharsets.UTF_8)))
                .collect(Collectors.toMap(line -> line.get("index").asInt(), line -> line));
        assertThat(lines).hasSize(4);
        assertThat(lines.get(0).at("/user/handle").asText()).isEqualTo("some.cook");
        assertThat(lines.get(1).at("/video/id").asText()).isEqualTo("7311111111111111111");
        assertThat(lines.get(2).at("/problem/code").asText()).isEqualTo("invalid-request");
        assertThat(lines.get(2).at("/problem/requestId").asText()).isEqualTo("req_7");
        assertThat(lines.get(3).at("/status").asInt()).isEqualTo(404);
        assertThat(lines.get(3).at("/problem/code").asText()).isEqualTo("not-visible");
    }

    @Test
    void firstLineArrivesBeforeTheLastIsDone() {
        HeldLookups held = new HeldLookups(gateway.lookups);
        Collector<byte[]> parts = Collector.of(instance(held, NOW).stream(videos(20)));
        parts.request(100);
        held.release(1);

        Awaitility.await().untilAsserted(() -> assertThat(parts.items).hasSize(1));
        assertThat(parts.end).isNotDone();
        held.releaseAll();
        LookupFixture.await(parts.end);
        assertThat(parts.items).hasSize(20);
    }

    @Test
    void closedConnectionCancelsWhatIsLeft() {
        HeldLookups held = new HeldLookups(gateway.lookups);
        Collector<byte[]> parts = Collector.of(instance(held, NOW).stream(videos(100)));
        parts.request(100);
        held.release(3);
        Awaitility.await().untilAsserted(() -> assertThat(parts.items).hasSize(3));

        parts.cancel();
        held.releaseAll();

        // The lookups that had begun end; no other follows.
        Awaitility.await().untilAsserted(() -> assertThat(held.ended).hasValue(3 + LineStream.CONCURRENCY));
        assertThat(held.asked).isEqualTo(3 + LineStream.CONCURRENCY);
        assertThat(sandbox.get().calls("apidirect")).isLessThanOrEqualTo(3L + LineStream.CONCURRENCY);
        assertThat(parts.items).hasSize(3);
    }

    @Test
    void batchRunsInTheBackground() {
        BatchFixture instance = instance(gateway.lookups, NOW);
        Reply reply = LookupFixture.await(instance.handle("createBatch", Map.of(), Map.of(), MIXED));
        String id = LookupFixture.json(reply).get("id").asText();

        assertThat(reply.status()).isEqualTo(202);
        assertThat(reply.headers()).containsEntry("Location", "https://gateway.example/v1/batches/" + id);
        assertThat(id).startsWith("bat_");
        JsonNode complete = awaitCompletion(instance, id);
        assertThat(complete.get("total").asInt()).isEqualTo(4);
        assertThat(complete.get("done").asInt()).isEqualTo(4);
        assertThat(complete.get("failed").asInt()).isEqualTo(2);
        assertThat(complete.get("completedAt").asText()).isEqualTo("2026-11-30T12:00:00Z");
        assertThat(instance.results(id))
                .extracting(line -> LookupFixture.json(line).get("index").asInt())
                .containsExactly(0, 1, 2, 3);
        assertThat(instance.events()).isEmpty();
    }

    @Test
    void callbackGetsAnEventForEachItemAndOneForTheEnd() {
        BatchFixture instance = instance(gateway.lookups, NOW);
        JsonNode created = instance.create(MIXED.replace(
                "]}", "],\"callbackUrl\":\"" + BatchFixture.CALLBACK + "\"," + "\"requestSource\":\"ZAPIER\"}"));
        awaitCompletion(instance, created.get("id").asText());

        assertThat(created.get("secret").asText()).startsWith("whsec_");
        List<Event> events = instance.events();
        assertThat(events)
                .extracting(Event::type)
                .containsExactly("batch.item", "batch.item", "batch.item", "batch.item", "batch.completed");
        JsonNode user = events.stream()
                .map(event -> LookupFixture.json(event.body()))
                .filter(event -> event.path("index").asInt(-1) == 0)
                .findFirst()
                .orElseThrow();
        assertThat(user.get("summary").asText()).isEqualTo("Subject 1 of 4: found");
        assertThat(user.at("/user/handle").asText()).isEqualTo("some.cook");
        assertThat(user.get("input").asText()).isEqualTo("@some.cook");
        JsonNode end = LookupFixture.json(events.get(4).body());
        assertThat(end.get("id").asText()).isEqualTo(events.get(4).id());
        assertThat(end.get("requestSource").asText()).isEqualTo("ZAPIER");
        assertThat(end.get("failed").asInt()).isEqualTo(2);
        assertThat(count("SELECT COUNT(*) FROM delivery")).isEqualTo(5);
    }

    @Test
    void anotherInstanceGoesOnAfterACrash() {
        HeldLookups held = new HeldLookups(gateway.lookups);
        BatchFixture crashed = instance(held, NOW);
        String id = crashed.create(videos(20).replace("]}", "],\"callbackUrl\":\"" + BatchFixture.CALLBACK + "\"}"))
                .get("id")
                .asText();
        Awaitility.await().untilAsserted(() -> assertThat(held.asked).isEqualTo(LineStream.CONCURRENCY));
        held.release(3);
        Awaitility.await().untilAsserted(() -> assertThat(crashed.results(id)).hasSize(3));
        sandbox.get().clearLog();

        // The lease holds off other instances for 60 s after the last line.
        LookupFixture.await(
                instance(gateway.lookups, NOW.plusSeconds(59)).api.runner().tick());
        assertThat(crashed.results(id)).hasSize(3);
        BatchFixture next = instance(gateway.lookups, NOW.plusSeconds(61));
        LookupFixture.await(next.api.runner().tick());
        awaitCompletion(next, id);

        assertThat(sandbox.get().calls("apidirect")).isEqualTo(17);
        // The first instance was only slow: its late lines change nothing.
        held.releaseAll();
        Awaitility.await().untilAsserted(() -> assertThat(held.ended).hasValue(held.asked));
        LookupFixture.await(gateway.database.run(handle -> 1));
        assertThat(next.results(id)).hasSize(20);
        assertThat(next.events()).hasSize(21);
    }

    @Test
    void stoppedInstanceReturnsItsLease() {
        HeldLookups held = new HeldLookups(gateway.lookups);
        BatchFixture stopped = instance(held, NOW);
        String id = stopped.create(videos(3)).get("id").asText();
        Awaitility.await().untilAsserted(() -> assertThat(held.asked).isEqualTo(3));
        stopped.close();

        BatchFixture next = instance(gateway.lookups, NOW.plusSeconds(1));
        Awaitility.await().untilAsserted(() -> {
            LookupFixture.await(next.api.runner().tick());
            assertThat(next.get(id).get("done").asInt()).isEqualTo(3);
        });
    }

    @Test
    void resultsAreKeptForADay() {
        BatchFixture instance = instance(gateway.lookups, NOW);
        String id = instance.create(videos(1)).get("id").asText();
        awaitCompletion(instance, id);

        BatchFixture later = instance(gateway.lookups, NOW.plus(Duration.ofHours(24)));
        assertThat(LookupFixture.failure(later.handle("getBatch", Map.of("batchId", id), Map.of(), ""))
                        .type())
                .isEqualTo(ProblemType.NOT_FOUND);
        LookupFixture.await(later.api.runner().tick());
        assertThat(count("SELECT COUNT(*) FROM batch") + count("SELECT COUNT(*) FROM batch_line"))
                .isZero();
    }

    @Test
    void wrongBatchIsRefused() {
        BatchFixture instance = instance(gateway.lookups, NOW);
        List<String> wrong = List.of(
                "{}",
                "{\"subjects\":[]}",
                videos(101),
                "{\"subjects\":[\"@a.b\"],\"kind\":\"sound\"}",
                "{\"subjects\":[\"@a.b\"],\"callbackUrl\":\"http://127.0.0.1/x\"}");

        assertThat(wrong)
                .extracting(body -> LookupFixture.failure(instance.handle("createBatch", Map.of(), Map.of(), body))
                        .type())
                .containsOnly(ProblemType.INVALID_REQUEST);
        assertThat(LookupFixture.failure(instance.handle("getBatch", Map.of("batchId", "bat_x"), Map.of(), ""))
                        .type())
                .isEqualTo(ProblemType.NOT_FOUND);
    }

    private int count(String sql) {
        return gateway.database.now(
                handle -> handle.createQuery(sql).mapTo(Integer.class).one());
    }

    private static JsonNode awaitCompletion(BatchFixture instance, String id) {
        Awaitility.await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> assertThat(
                        instance.get(id).has("completedAt"))
                .isTrue());
        return instance.get(id);
    }

    private static String videos(int number) {
        return IntStream.range(0, number)
                .mapToObj(index -> "\"73111111111111" + (10000 + index) + "\"")
                .collect(Collectors.joining(",", "{\"subjects\":[", "]}"));
    }

    /** Lookups that begin when the test lets them. */
    private static final class HeldLookups implements Lookups {

        private final Lookups lookups;
        private final ConcurrentLinkedQueue<Runnable> held = new ConcurrentLinkedQueue<>();
        private volatile boolean isOpen;
        private final AtomicInteger ended = new AtomicInteger();
        private volatile int asked;

        HeldLookups(Lookups lookups) {
            this.lookups = lookups;
        }

        @Override
        public synchronized CompletableFuture<Result> find(Request request) {
            asked++;
            if (isOpen) {
                return lookups.find(request)
                        .toCompletableFuture()
                        .whenComplete((found, failure) -> ended.incrementAndGet());
            }
            CompletableFuture<Result> result = new CompletableFuture<>();
            held.add(() -> lookups.find(request).whenComplete((found, failure) -> {
                if (failure == null) {
                    result.complete(found);
                } else {
                    result.completeExceptionally(failure);
                }
                ended.incrementAndGet();
            }));
            return result;
        }

        void release(int number) {
            for (int released = 0; released < number; released++) {
                held.remove().run();
            }
        }

        void releaseAll() {
            synchronized (this) {
                isOpen = true;
            }
            for (Runnable next = held.poll(); next != null; next = held.poll()) {
                next.run();
            }
        }
    }
}
