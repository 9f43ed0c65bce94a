package io.github.cameltiktok.gateway.batch;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameltiktok.gateway.api.ProblemException;
import io.github.cameltiktok.gateway.api.ProblemType;
import io.github.cameltiktok.gateway.event.Event;
import io.github.cameltiktok.gateway.lookup.LookupFixture;
import io.github.cameltiktok.gateway.lookup.Lookups;
import io.github.cameltiktok.gateway.store.Database;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Two instances share their batches on Postgres. */
class TwoInstancesTest {

    private static final int BATCHES = 10;
    private static final int SUBJECTS = 20;

    private final ConcurrentLinkedQueue<String> lookedUp = new ConcurrentLinkedQueue<>();

    @Test
    void eachSubjectIsLookedUpOnce() throws Exception {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start();
                Database one = open(postgres);
                Database two = open(postgres);
                BatchFixture first = new BatchFixture(one, this::find, Clock.systemUTC());
                BatchFixture second = new BatchFixture(two, this::find, Clock.systemUTC())) {
            List<String> ids = new ArrayList<>();
            for (int batch = 0; batch < BATCHES; batch++) {
                ids.add(first.create(body(batch)).get("id").asText());
                second.api.runner().tick();
            }

            Awaitility.await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
                CompletableFuture.allOf(
                                first.api.runner().tick(), second.api.runner().tick())
                        .join();
                assertThat(ids).allMatch(id -> second.get(id).has("completedAt"));
            });

            assertThat(lookedUp).hasSize(BATCHES * SUBJECTS).doesNotHaveDuplicates();
            List<Event> events = LookupFixture.await(
                    one.run(handle -> first.events.after(handle, "team", null, 0, BATCHES * SUBJECTS * 2)));
            assertThat(events)
                    .filteredOn(event -> event.type().equals("batch.item"))
                    .hasSize(BATCHES * SUBJECTS);
            assertThat(events)
                    .filteredOn(event -> event.type().equals("batch.completed"))
                    .hasSize(BATCHES)
                    .allSatisfy(event -> assertThat(LookupFixture.json(event.body())
                                    .get("failed")
                                    .asInt())
                            .isEqualTo(SUBJECTS));
        }
    }

    private CompletableFuture<Lookups.Result> find(Lookups.Request request) {
        lookedUp.add(request.subject());
        return CompletableFuture.failedFuture(new ProblemException(ProblemType.NOT_VISIBLE, "It is not visible."));
    }

    private static Database open(EmbeddedPostgres postgres) {
        return Database.open(postgres.getJdbcUrl("postgres", "postgres"), null, null);
    }

    private static String body(int batch) {
        return IntStream.range(0, SUBJECTS)
                .mapToObj(index -> "\"73111111111111" + (10_000 + batch * SUBJECTS + index) + "\"")
                .collect(Collectors.joining(
                        ",", "{\"subjects\":[", "],\"callbackUrl\":\"" + BatchFixture.CALLBACK + "\"}"));
    }
}
