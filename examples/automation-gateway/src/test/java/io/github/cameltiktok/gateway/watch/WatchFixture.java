package io.github.cameltiktok.gateway.watch;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.cameltiktok.gateway.SettableClock;
import io.github.cameltiktok.gateway.access.CallerSettings;
import io.github.cameltiktok.gateway.access.KeyTable;
import io.github.cameltiktok.gateway.api.Call;
import io.github.cameltiktok.gateway.api.Caller;
import io.github.cameltiktok.gateway.api.Operation;
import io.github.cameltiktok.gateway.api.ProblemException;
import io.github.cameltiktok.gateway.api.Reply;
import io.github.cameltiktok.gateway.delivery.AddressGuard;
import io.github.cameltiktok.gateway.delivery.Endpoints;
import io.github.cameltiktok.gateway.delivery.Outbox;
import io.github.cameltiktok.gateway.delivery.TrustedOrigins;
import io.github.cameltiktok.gateway.event.Event;
import io.github.cameltiktok.gateway.event.EventApi;
import io.github.cameltiktok.gateway.event.EventFeed;
import io.github.cameltiktok.gateway.event.Events;
import io.github.cameltiktok.gateway.lookup.LookupFixture;
import io.github.cameltiktok.gateway.lookup.Lookups;
import io.github.cameltiktok.gateway.store.Database;
import io.github.cameltiktok.gateway.store.Sealed;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Watches, events and polls on a database of their own, without HTTP and without a sender. */
public final class WatchFixture implements AutoCloseable {

    static final String URL = "https://gateway.example";

    public final Database database;
    public final Events events = new Events();
    public final EventFeed feed;
    public final Outbox outbox;
    public final Endpoints endpoints;
    public final AtomicInteger wakeUps = new AtomicInteger();
    private final SettableClock clock;
    private final LookupFixture real;
    private final Lookups lookups;
    private final List<Operation> operations = new ArrayList<>();
    private final List<PollJob> jobs = new ArrayList<>();
    private final PollJob job;
    private final DisabledWatches disabled;

    private WatchFixture(LookupFixture real, Lookups lookups, SettableClock clock, String url, @Nullable String user) {
        this.real = real;
        this.lookups = lookups;
        this.clock = clock;
        database = Database.open(url, user, null);
        feed = new EventFeed(database, events, clock);
        outbox = new Outbox(clock, () -> true, wakeUps::incrementAndGet);
        Sealed sealed = Sealed.of("a secret for tests only, 32 characters", null);
        endpoints = new Endpoints(new AddressGuard(TrustedOrigins.none()), sealed, clock);
        database.now(handle -> {
            endpoints.prepare(handle);
            return null;
        });
        operations.addAll(new WatchApi(
                        database,
                        sealed,
                        clock,
                        name -> real.providers.find(name).isPresent(),
                        real.prices,
                        endpoints,
                        events,
                        feed,
                        outbox)
                .operations());
        operations.addAll(new EventApi(database, events, feed).operations());
        operations.addAll(new SampleApi(lookups, clock).operations());
        job = newJob();
        disabled = new DisabledWatches(database, clock, events, feed, outbox);
    }

    /** Opens watches on a SQLite file, with real lookups at the sandbox. */
    public static WatchFixture sqlite(LookupFixture real, SettableClock clock, Path folder) {
        return sqlite(real, real.lookups, clock, folder);
    }

    /** Opens watches on a SQLite file, with other lookups. */
    static WatchFixture sqlite(LookupFixture real, Lookups lookups, SettableClock clock, Path folder) {
        return new WatchFixture(real, lookups, clock, "jdbc:sqlite:" + folder.resolve("watches.db"), null);
    }

    static WatchFixture postgres(LookupFixture real, SettableClock clock, String url) {
        return new WatchFixture(real, real.lookups, clock, url, "postgres");
    }

    /** Returns another instance's job on the same database. */
    PollJob newJob() {
        return newJob(lookups);
    }

    PollJob newJob(Lookups other) {
        PollJob created = new PollJob(database, clock, other, events, feed, outbox, 8);
        jobs.add(created);
        return created;
    }

    /** Polls what is due now. */
    public void poll() {
        LookupFixture.await(job.tick());
    }

    /** Moves the clock, and polls what is due then. */
    public void pollAfter(Duration time) {
        clock.advance(time);
        poll();
    }

    void disable() {
        LookupFixture.await(disabled.tick());
    }

    /** Creates a caller with a budget of calls a day; {@code null} for no limit. */
    public Caller caller(String name, @Nullable Integer callsPerDay) {
        return caller(name, callsPerDay, 1_000);
    }

    Caller caller(String name, @Nullable Integer callsPerDay, int maxWatches) {
        CallerSettings all = CallerSettings.defaults(name);
        CallerSettings settings = new CallerSettings(
                name,
                all.scopes(),
                all.requestsPerMinute(),
                all.maxInFlight(),
                callsPerDay,
                maxWatches,
                Duration.ofHours(1),
                Set.of(),
                null);
        return database.now(handle -> settings.withKey(
                KeyTable.create(handle, settings, clock.instant()).id()));
    }

    /** Creates a watch, and returns its JSON. */
    public JsonNode watch(Caller caller, String body) {
        return LookupFixture.json(call("createWatch", caller, Map.of(), body));
    }

    public Reply call(String operation, Caller caller, Map<String, String> parameters, @Nullable String body) {
        return LookupFixture.await(start(operation, caller, parameters, Map.of(), body));
    }

    ProblemException problem(String operation, Caller caller, Map<String, String> parameters, @Nullable String body) {
        try {
            return LookupFixture.failure(start(operation, caller, parameters, Map.of(), body));
        } catch (ProblemException e) {
            return e;
        }
    }

    /** @param parameters of path and query */
    public CompletableFuture<Reply> start(
            String operation,
            Caller caller,
            Map<String, String> parameters,
            Map<String, String> headers,
            @Nullable String body) {
        JsonNode json = body == null ? null : LookupFixture.json(body);
        Call call = new Call("req_1", caller, parameters, parameters, headers, json, URL, new CompletableFuture<>());
        return operations.stream()
                .filter(one -> one.id().equals(operation))
                .findFirst()
                .orElseThrow()
                .handler()
                .handle(call)
                .toCompletableFuture();
    }

    /** Returns all events of a caller, oldest first, as JSON. */
    public List<JsonNode> events(Caller caller) {
        return database.now(handle -> events.after(handle, caller.name(), null, 0, 100_000)).stream()
                .map(Event::body)
                .map(LookupFixture::json)
                .toList();
    }

    /** Returns the number of rows. */
    int count(String table, String condition) {
        return database.now(handle -> handle.createQuery("SELECT COUNT(*) FROM " + table + " WHERE " + condition)
                .mapTo(Integer.class)
                .one());
    }

    void sql(String statement) {
        database.now(handle -> handle.execute(statement));
    }

    @Override
    public void close() {
        jobs.forEach(PollJob::close);
        feed.close();
        database.close();
    }
}
