package io.github.cameltiktok.gateway.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.cameltiktok.gateway.SettableClock;
import io.github.cameltiktok.gateway.api.Call;
import io.github.cameltiktok.gateway.api.Caller;
import io.github.cameltiktok.gateway.api.Operation;
import io.github.cameltiktok.gateway.api.Reply;
import io.github.cameltiktok.gateway.api.Scope;
import io.github.cameltiktok.gateway.event.Event;
import io.github.cameltiktok.gateway.event.Events;
import io.github.cameltiktok.gateway.event.NewEvent;
import io.github.cameltiktok.gateway.store.Database;
import io.github.cameltiktok.gateway.store.Ids;
import io.github.cameltiktok.gateway.store.Sealed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.SSLContext;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** Deliveries on a database, with a clock that the test moves. Receivers run on this machine. */
final class DeliveryFixture implements AutoCloseable {

    static final String SECRET = "a secret of more than 32 characters";

    /** No limit per second, since the clock stands still; long enough for a slow machine. */
    static final DeliverySettings SETTINGS = new DeliverySettings(
            Duration.ofSeconds(20),
            Duration.ofSeconds(30),
            Duration.ofSeconds(60),
            1_000_000_000,
            4,
            64,
            16,
            Duration.ofDays(5));

    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final JsonMapper JSON = new JsonMapper();

    final SettableClock clock;
    final Database database;
    final CamelContext camel = new DefaultCamelContext();
    final Events events = new Events();
    private final DeliverySettings settings;
    private final @Nullable SSLContext tls;
    Deliveries deliveries;

    DeliveryFixture(Database database, DeliverySettings settings, SettableClock clock, @Nullable SSLContext tls) {
        this.database = database;
        this.settings = settings;
        this.clock = clock;
        this.tls = tls;
        camel.start();
        database.now(handle -> handle.execute("INSERT INTO caller (name, scopes, requests_per_minute, max_in_flight,"
                + " max_watches, min_cadence_seconds, callback_hosts, last_position, created_at)"
                + " VALUES ('acme', 'watch', 1, 1, 1, 1, '', 0, 0) ON CONFLICT (name) DO NOTHING"));
        deliveries = openDeliveries();
    }

    static DeliveryFixture onSqlite(Path folder) {
        return onSqlite(folder, SETTINGS);
    }

    static DeliveryFixture onSqlite(Path folder, DeliverySettings settings) {
        return new DeliveryFixture(
                openSqlite(folder), settings, new SettableClock(Instant.now().truncatedTo(ChronoUnit.MILLIS)), null);
    }

    static Database openSqlite(Path folder) {
        return Database.open("jdbc:sqlite:" + folder.resolve("gateway.db"), null, null);
    }

    private Deliveries openDeliveries() {
        Deliveries.Surroundings surroundings = new Deliveries.Surroundings(
                database, Sealed.of(SECRET, null), camel, clock, new Random(1), SystemDefaultDnsResolver.INSTANCE, tls);
        return Deliveries.open(surroundings, TrustedOrigins.of(Set.of(), true), settings);
    }

    /** Claims and starts what is due, and does not wait for the outcomes. */
    void send() {
        deliveries.job().tick().join();
    }

    /** Replaces the instance, as after kill -9: what it had in flight is not recorded. */
    void crash() {
        deliveries.close(Duration.ZERO);
        deliveries = openDeliveries();
    }

    static Caller caller(String name) {
        return new Caller(name, "key", Set.of(Scope.WATCH), 1, 1, null, 1, Duration.ofMinutes(1), Set.of(), null);
    }

    Endpoints.Created endpoint(String url) {
        return database.now(handle -> deliveries.endpoints().create(handle, caller("acme"), url));
    }

    Event enqueue(@Nullable String endpointId) {
        return enqueue(endpointId, null);
    }

    /** Records an event and its deliveries, as a poll does. */
    Event enqueue(@Nullable String endpointId, @Nullable String watchId) {
        String id = Ids.next("evt_");
        String body =
                "{\"id\":\"" + id + "\",\"type\":\"video.changed\",\"requestSource\":\"ZAPIER\",\"label\":\"ä 🎵\"}";
        NewEvent event = new NewEvent(id, "acme", watchId, "video.changed", clock.instant(), body);
        return database.now(handle -> {
            Event appended = events.append(handle, event);
            deliveries.outbox().enqueue(handle, appended, endpointId);
            return appended;
        });
    }

    /** Records a watch with an endpoint. */
    void watch(String id, @Nullable String endpointId) {
        database.now(handle -> {
            handle.execute(
                    "INSERT INTO subject (id, kind, url, provider, lease_until, failures)"
                            + " VALUES (?, 'video', ?, '', 0, 0)",
                    "sub_" + id,
                    "https://example.com/" + id);
            return handle.execute(
                    "INSERT INTO watch (id, caller, subject_id, endpoint_id, every_seconds, fields, min_growth, events,"
                            + " request_source, label, next_due_at, last_sequence, state, created_at)"
                            + " VALUES (?, 'acme', ?, ?, 60, '', '', '', '', '', 0, 0, 'active', 0)",
                    id,
                    "sub_" + id,
                    endpointId);
        });
    }

    /** Sends all that is due, and waits for the outcomes. */
    void settle() {
        Awaitility.await()
                .atMost(PATIENCE)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(5))
                .until(() -> {
                    send();
                    return deliveries.job().inFlight() == 0 && due() == 0;
                });
    }

    /** Sends what the limits allow now, and waits for the outcomes. */
    void settleOnce() {
        send();
        Awaitility.await()
                .atMost(PATIENCE)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(5))
                .until(() -> deliveries.job().inFlight() == 0);
    }

    /** Returns the number of deliveries that are due and claimed by no instance. */
    private int due() {
        return database.now(handle -> handle.createQuery("SELECT COUNT(*) FROM delivery d"
                        + " JOIN webhook_endpoint e ON e.id = d.endpoint_id WHERE d.state = 'pending' AND d.due_at <= :now"
                        + " AND d.lease_until <= :now AND e.state = 'active' AND e.paused_until <= :now")
                .bind("now", clock.millis())
                .mapTo(Integer.class)
                .one());
    }

    /** Moves the clock to the time at which a delivery is due, and sends it. */
    void settleWhenDue(Event event) {
        clock.set(Instant.parse(delivery(event).path("dueAt").asText()));
        settle();
    }

    /** Returns the delivery of an event as the API shows it, with its attempts. */
    JsonNode delivery(Event event) {
        String id = database.now(
                handle -> handle.createQuery("SELECT id FROM delivery WHERE event_id = :id AND caller <> ''")
                        .bind("id", event.id())
                        .mapTo(String.class)
                        .one());
        Reply reply = call("getDelivery", "acme", Map.of("deliveryId", id), Map.of(), null);
        assertThat(reply.status()).isEqualTo(200);
        return json(reply);
    }

    Reply call(
            String operation,
            String caller,
            Map<String, String> path,
            Map<String, String> query,
            @Nullable JsonNode body) {
        Operation found = deliveries.api().operations().stream()
                .filter(any -> any.id().equals(operation))
                .findFirst()
                .orElseThrow();
        Call call = new Call(
                "req_1", caller(caller), path, query, Map.of(), body, "http://localhost", new CompletableFuture<>());
        return found.handler().handle(call).toCompletableFuture().join();
    }

    static JsonNode json(Reply reply) {
        try {
            return JSON.readTree(((Reply.Bytes) reply.body()).content());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static JsonNode json(String text) {
        try {
            return JSON.readTree(text.replace('\'', '"'));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        deliveries.close(Duration.ZERO);
        database.close();
        camel.stop();
    }
}
