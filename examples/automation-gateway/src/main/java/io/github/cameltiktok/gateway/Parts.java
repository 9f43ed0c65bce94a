package io.github.cameltiktok.gateway;

import io.github.cameltiktok.gateway.access.Budgets;
import io.github.cameltiktok.gateway.access.Idempotency;
import io.github.cameltiktok.gateway.access.KeyRing;
import io.github.cameltiktok.gateway.access.Limits;
import io.github.cameltiktok.gateway.api.OpenApiDocument;
import io.github.cameltiktok.gateway.api.Operation;
import io.github.cameltiktok.gateway.event.EventApi;
import io.github.cameltiktok.gateway.event.EventFeed;
import io.github.cameltiktok.gateway.event.Events;
import io.github.cameltiktok.gateway.http.ApiListener;
import io.github.cameltiktok.gateway.http.ApiRoutes;
import io.github.cameltiktok.gateway.http.DocumentApi;
import io.github.cameltiktok.gateway.http.PageApi;
import io.github.cameltiktok.gateway.lookup.CamelLookups;
import io.github.cameltiktok.gateway.lookup.LookupApi;
import io.github.cameltiktok.gateway.lookup.LookupMeters;
import io.github.cameltiktok.gateway.lookup.Prices;
import io.github.cameltiktok.gateway.lookup.ProviderCatalog;
import io.github.cameltiktok.gateway.store.Database;
import io.github.cameltiktok.gateway.store.Sealed;
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

    private final KeyRing keys;
    private final Limits limits;
    private final Budgets budgets;
    private final Idempotency idempotency;
    private final OpenApiDocument document = OpenApiDocument.load();
    private final CamelLookups lookups;
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
                settings.deadline().plus(LIMIT_AFTER_DEADLINE),
                clock);
        Events events = new Events();
        EventFeed feed = new EventFeed(database, events, clock);

        operations.addAll(new LookupApi(lookups, settings.cacheTtl(), clock).operations());
        operations.addAll(new EventApi(database, events, feed).operations());
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
        jobs.every(PURGE_INTERVAL, "purge of idempotency keys", idempotency::purge);
    }

    @Override
    public void close() {
        lookups.close();
        budgets.flush().join();
    }
}
