package io.github.cameltiktok.gateway;

import io.github.cameltiktok.gateway.access.Budgets;
import io.github.cameltiktok.gateway.access.Idempotency;
import io.github.cameltiktok.gateway.access.KeyRing;
import io.github.cameltiktok.gateway.access.Limits;
import io.github.cameltiktok.gateway.api.OpenApiDocument;
import io.github.cameltiktok.gateway.api.Operation;
import io.github.cameltiktok.gateway.batch.BatchApi;
import io.github.cameltiktok.gateway.batch.BatchRunner;
import io.github.cameltiktok.gateway.delivery.Deliveries;
import io.github.cameltiktok.gateway.delivery.DeliverySettings;
import io.github.cameltiktok.gateway.delivery.Outbox;
import io.github.cameltiktok.gateway.delivery.TrustedOrigins;
import io.github.cameltiktok.gateway.event.EventApi;
import io.github.cameltiktok.gateway.event.EventFeed;
import io.github.cameltiktok.gateway.event.EventRetention;
import io.github.cameltiktok.gateway.event.Events;
import io.github.cameltiktok.gateway.http.ApiListener;
import io.github.cameltiktok.gateway.http.ApiRoutes;
import io.github.cameltiktok.gateway.http.DocumentApi;
import io.github.cameltiktok.gateway.http.PageApi;
import io.github.cameltiktok.gateway.http.Problems;
import io.github.cameltiktok.gateway.lookup.AccountApi;
import io.github.cameltiktok.gateway.lookup.CamelLookups;
import io.github.cameltiktok.gateway.lookup.LookupApi;
import io.github.cameltiktok.gateway.lookup.LookupMeters;
import io.github.cameltiktok.gateway.lookup.Prices;
import io.github.cameltiktok.gateway.lookup.ProviderCatalog;
import io.github.cameltiktok.gateway.store.Database;
import io.github.cameltiktok.gateway.store.Sealed;
import io.github.cameltiktok.gateway.watch.DisabledWatches;
import io.github.cameltiktok.gateway.watch.PollJob;
import io.github.cameltiktok.gateway.watch.SampleApi;
import io.github.cameltiktok.gateway.watch.WatchApi;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;

/** The parts of a gateway between its database and its server, wired by their constructors. */
final class Parts implements AutoCloseable {

    private static final Duration LIMIT_AFTER_DEADLINE = Duration.ofSeconds(2);
    private static final Duration FLUSH_INTERVAL = Duration.ofSeconds(5);
    private static final Duration PURGE_INTERVAL = Duration.ofMinutes(10);
    private static final Duration POLL_INTERVAL = Duration.ofSeconds(1);
    private static final Duration SEND_INTERVAL = Duration.ofMillis(250);
    /** Few, because a provider may allow 3 calls at a time, and lookups of callers wait behind these. */
    private static final int MAX_POLLS = 8;

    private final KeyRing keys;
    private final Limits limits;
    private final Budgets budgets;
    private final Idempotency idempotency;
    private final OpenApiDocument document = OpenApiDocument.load();
    private final CamelLookups lookups;
    private final EventFeed feed;
    private final EventRetention eventRetention;
    private final Deliveries deliveries;
    private final BatchRunner batches;
    private final PollJob polls;
    private final DisabledWatches disabledWatches;
    private final List<Operation> operations = new ArrayList<>();

    private Parts(
            GatewaySettings settings,
            Clock clock,
            Database database,
            KeyRing keys,
            CamelContext context,
            MeterRegistry registry)
            throws Exception {
        Sealed sealed = settings.sealed();
        this.keys = keys;
        limits = new Limits(clock, settings.instances());
        budgets = new Budgets(database, clock);
        idempotency = new Idempotency(database, clock, sealed);
        ProviderCatalog providers = ProviderCatalog.of(context);
        Prices prices = new Prices(providers);
        lookups = new CamelLookups(
                context,
                budgets,
                prices,
                new LookupMeters(registry),
                settings.deadline().plus(LIMIT_AFTER_DEADLINE));
        Events events = new Events();
        feed = new EventFeed(database, events, clock);
        eventRetention = new EventRetention(database, clock);
        deliveries = Deliveries.open(
                Deliveries.Surroundings.of(database, sealed, context, clock),
                TrustedOrigins.of(settings.trustedOrigins(), settings.allowLocal()),
                DeliverySettings.defaults().sharedBy(settings.instances()));
        Outbox outbox = deliveries.outbox();
        polls = new PollJob(database, clock, lookups, events, feed, outbox, MAX_POLLS);
        disabledWatches = new DisabledWatches(database, clock, events, feed, outbox);

        operations.addAll(new LookupApi(lookups, settings.cacheTtl(), clock).operations());
        BatchApi batchApi =
                new BatchApi(database, lookups, events, outbox, feed, deliveries.endpoints(), Problems::json, clock);
        batches = batchApi.runner();
        operations.addAll(batchApi.operations());
        operations.addAll(new AccountApi(database, limits, budgets, providers, clock).operations());
        operations.addAll(new WatchApi(
                        database,
                        sealed,
                        clock,
                        name -> providers.find(name).isPresent(),
                        prices,
                        deliveries.endpoints(),
                        events,
                        feed,
                        outbox)
                .operations());
        operations.addAll(new SampleApi(lookups, clock).operations());
        operations.addAll(new EventApi(database, events, feed).operations());
        operations.addAll(deliveries.api().operations());
        operations.addAll(new DocumentApi(document).operations());
        operations.addAll(new PageApi().operations());
    }

    static Parts create(
            GatewaySettings settings,
            Clock clock,
            Database database,
            KeyRing keys,
            CamelContext context,
            MeterRegistry registry)
            throws Exception {
        return new Parts(settings, clock, database, keys, context, registry);
    }

    List<Operation> operations() {
        return List.copyOf(operations);
    }

    ApiRoutes routes(ApiListener listener, Supplier<String> publicUrl) {
        return new ApiRoutes(operations, document, keys, limits, idempotency, listener, publicUrl);
    }

    void schedule(Jobs jobs) {
        jobs.every(KeyRing.REFRESH_INTERVAL, "refresh of keys", keys::refresh);
        jobs.every(FLUSH_INTERVAL, "write of paid calls", budgets::flush);
        jobs.every(POLL_INTERVAL, "polls", polls::tick);
        jobs.every(POLL_INTERVAL, "batches", batches::tick);
        jobs.every(POLL_INTERVAL, "disabled watches", disabledWatches::tick);
        jobs.every(POLL_INTERVAL, "readers of events", feed::tick);
        jobs.every(SEND_INTERVAL, "deliveries", deliveries.job()::tick);
        jobs.every(PURGE_INTERVAL, "purge of deliveries", deliveries.retention()::tick);
        jobs.every(PURGE_INTERVAL, "purge of events", eventRetention::tick);
        jobs.every(PURGE_INTERVAL, "purge of idempotency keys", idempotency::purge);
    }

    /** Ends long polls and streams, and finishes polls in flight. */
    void stop() {
        feed.close();
        batches.close();
        polls.close();
    }

    @Override
    public void close() {
        deliveries.close();
        lookups.close();
        budgets.flush().join();
    }
}
