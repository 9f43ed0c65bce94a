package io.github.cameltiktok.gateway.watch;

import static io.github.cameltiktok.gateway.watch.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.cameltiktok.gateway.SettableClock;
import io.github.cameltiktok.gateway.api.Caller;
import io.github.cameltiktok.gateway.event.Event;
import io.github.cameltiktok.gateway.event.NewEvent;
import io.github.cameltiktok.gateway.lookup.LookupFixture;
import io.github.cameltiktok.gateway.lookup.Lookups;
import io.github.cameltiktok.gateway.store.Ids;
import io.github.cameltiktok.sandbox.SandboxExtension;
import io.github.cameltiktok.sandbox.SandboxOptions;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Two instances of the gateway on one Postgres. */
class PostgresWatchTest {

    private static final SettableClock CLOCK = new SettableClock(Instant.parse("2026-06-01T00:00:00Z"));

    @RegisterExtension
    static final SandboxExtension SANDBOX =
            new SandboxExtension(SandboxOptions.defaults().withClock(CLOCK).withGrowth());

    @TempDir
    static Path lookupFolder;

    private static EmbeddedPostgres postgres;
    private static LookupFixture real;

    private WatchFixture one;
    private WatchFixture other;

    @BeforeAll
    static void startPostgres() throws IOException {
        postgres = EmbeddedPostgres.start();
        real = LookupFixture.at(SANDBOX.get(), lookupFolder).clock(CLOCK).start();
    }

    @AfterAll
    static void stopPostgres() throws IOException {
        real.close();
        postgres.close();
    }

    @BeforeEach
    void start() {
        String url = postgres.getJdbcUrl("postgres", "postgres");
        one = WatchFixture.postgres(real, CLOCK, url);
        other = WatchFixture.postgres(real, CLOCK, url);
    }

    @AfterEach
    void stop() {
        one.sql("TRUNCATE caller, api_key, subject, watch, webhook_endpoint, event, delivery CASCADE");
        one.close();
        other.close();
    }

    @Test
    void twoPollersShareTheWork() {
        Caller team = one.caller("team", null);
        for (int i = 0; i < 20; i++) {
            one.watch(team, "{\"subject\":\"@creator.n" + i + "\",\"every\":\"1h\",\"firstPoll\":\"emit\"}");
        }
        ScriptedLookups first = new ScriptedLookups(real.lookups);
        ScriptedLookups second = new ScriptedLookups(real.lookups);
        CompletableFuture<Void> firstGate = first.shut();
        CompletableFuture<Void> secondGate = second.shut();
        CompletableFuture<Void> polls = CompletableFuture.allOf(
                one.newJob(first).tick(), other.newJob(second).tick());
        await().until(() -> first.requests.size() == 8 && second.requests.size() == 8);
        firstGate.complete(null);
        secondGate.complete(null);
        LookupFixture.await(polls);

        assertThat(Stream.concat(first.requests.stream(), second.requests.stream()))
                .extracting(Lookups.Request::subject)
                .hasSize(20)
                .doesNotHaveDuplicates();
        assertThat(SANDBOX.get().calls("apidirect")).isEqualTo(20);
        assertThat(other.events(team)).hasSize(20);
    }

    @Test
    void killedInstanceIsReplacedAfterItsLease() {
        Caller team = one.caller("team", null);
        one.watch(team, "{\"subject\":\"@growing.fast\",\"every\":\"1h\"}");
        one.poll();
        CLOCK.advance(Duration.ofMinutes(66));
        ScriptedLookups killed = new ScriptedLookups(real.lookups);
        CompletableFuture<Void> gate = killed.shut();
        CompletableFuture<Void> poll = one.newJob(killed).tick();
        await().until(() -> killed.answers.get() == 1);
        other.poll();
        assertThat(other.events(team)).isEmpty();
        CLOCK.advance(Duration.ofSeconds(61));
        other.poll();
        gate.complete(null);
        LookupFixture.await(poll);

        assertThat(one.events(team)).hasSize(1);
        assertThat(SANDBOX.get().calls("apidirect")).isEqualTo(3);
    }

    @Test
    void readersSeeEachPositionInOrderWhileInstancesWrite() {
        Caller team = one.caller("team", null);
        int perWriter = 60;
        List<CompletableFuture<Void>> writers = IntStream.range(0, 4)
                .mapToObj(i -> CompletableFuture.runAsync(() -> write(i % 2 == 0 ? one : other, team, perWriter)))
                .toList();
        List<Long> read = new ArrayList<>();
        while (read.size() < 4 * perWriter) {
            long after = read.isEmpty() ? 0 : read.get(read.size() - 1);
            one.database.now(handle -> one.events.after(handle, "team", null, after, 100)).stream()
                    .map(Event::position)
                    .forEach(read::add);
        }

        assertThat(read)
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, 4 * perWriter).boxed().toList());
        writers.forEach(LookupFixture::await);
    }

    @Test
    void concurrentChangesOfOneSubjectDoNotDeadlock() {
        Caller team = one.caller("team", null);
        Caller guest = one.caller("guest", null);
        List<CompletableFuture<Void>> users = IntStream.range(0, 4)
                .mapToObj(i -> CompletableFuture.runAsync(() -> use(i % 2 == 0 ? one : other, i < 2 ? team : guest)))
                .toList();
        while (!CompletableFuture.allOf(users.toArray(CompletableFuture[]::new)).isDone()) {
            CLOCK.advance(Duration.ofHours(1));
            CompletableFuture<Void> both =
                    CompletableFuture.allOf(one.newJob().tick(), other.newJob().tick());
            LookupFixture.await(both);
        }

        users.forEach(LookupFixture::await);
        assertThat(one.count("watch", "1 = 1")).isZero();
        assertThat(one.count("subject", "1 = 1")).isZero();
        assertThat(one.count("event", "body LIKE '%\"sample\":true%'")).isEqualTo(60);
    }

    private static void use(WatchFixture gateway, Caller caller) {
        for (int i = 0; i < 15; i++) {
            JsonNode watch = gateway.watch(
                    caller,
                    "{\"subject\":\"@growing.fast\",\"every\":\"1h\",\"callbackUrl\":\"https://hooks.example.com/\"}");
            Map<String, String> path = Map.of("watchId", watch.path("id").asText());
            gateway.call("testWatch", caller, path, null);
            gateway.call("changeWatch", caller, path, "{\"every\":\"2h\",\"rotateSecret\":true}");
            gateway.call("listWatches", caller, Map.of(), null);
            gateway.call("deleteWatch", caller, path, null);
        }
    }

    private static void write(WatchFixture gateway, Caller caller, int count) {
        for (int i = 0; i < count; i++) {
            String id = Ids.next("evt_");
            gateway.database.now(handle -> gateway.events.append(
                    handle, new NewEvent(id, caller.name(), null, "batch.item", CLOCK.instant(), "{}")));
        }
    }
}
