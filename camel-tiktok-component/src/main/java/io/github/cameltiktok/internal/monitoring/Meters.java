package io.github.cameltiktok.internal.monitoring;

import io.github.cameltiktok.internal.lookup.Bulkhead;
import io.github.cameltiktok.internal.lookup.LookupEngine;
import io.github.cameltiktok.internal.lookup.ProviderCircuitBreaker;
import io.github.cameltiktok.internal.lookup.metrics.LookupListener;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.Registry;
import org.jspecify.annotations.Nullable;

/**
 * The meters of a component in Micrometer. The only class that depends on Micrometer, an optional library.
 * Thread-safe.
 */
final class Meters implements LookupListener, AutoCloseable {

    /** Name of the registry that camel-micrometer uses or creates. */
    private static final String REGISTRY = "metricsRegistry";

    private static final String PROVIDER = "provider";
    private static final String RESOURCE = "resource";
    private static final String REQUEST_SOURCE = "requestSource";
    private static final String OUTCOME = "outcome";

    /** Tag of camel-micrometer. */
    private static final String CAMEL_CONTEXT = "camelContext";

    private static final String COMPONENT = "component";

    private final MeterRegistry registry;

    /** Tags of every meter: several contexts and components may share the registry. */
    private final Tags origin;

    private final ConcurrentMap<String, AtomicLong> rateLimits = new ConcurrentHashMap<>();
    private final Set<String> gauges = ConcurrentHashMap.newKeySet();
    private final Set<Meter.Id> own = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    private Meters(MeterRegistry registry, Tags origin) {
        this.registry = registry;
        this.origin = origin;
    }

    /**
     * Returns meters in the registry that camel-micrometer would choose.
     *
     * @param context holds the registry as a bean
     * @param component name of the component: a tag that, with the name of the context, distinguishes its meters from
     *     others
     * @return {@code null} if there is no registry, or several of which none has the name {@code metricsRegistry}
     * @throws NoClassDefFoundError if Micrometer is not on the class path
     */
    static @Nullable Meters in(CamelContext context, String component) {
        Registry beans = context.getRegistry();
        MeterRegistry composite = find(beans, CompositeMeterRegistry.class);
        MeterRegistry registry = composite != null ? composite : find(beans, MeterRegistry.class);
        return registry == null
                ? null
                : new Meters(registry, Tags.of(CAMEL_CONTEXT, context.getName(), COMPONENT, component));
    }

    private static <M extends MeterRegistry> @Nullable M find(Registry beans, Class<M> type) {
        M named = beans.lookupByNameAndType(REGISTRY, type);
        return named != null ? named : beans.findSingleByType(type);
    }

    @Override
    public void called(Call call) {
        Tags tags =
                origin.and(PROVIDER, call.provider(), RESOURCE, call.resource(), REQUEST_SOURCE, call.requestSource());
        keep(Timer.builder("tiktok.requests")
                        .description("Calls to providers")
                        .tags(tags.and(OUTCOME, call.outcome().tag()))
                        .register(registry))
                .record(call.took());
        if (call.price() != null) {
            keep(Counter.builder("tiktok.spend")
                            .description("Cost of calls, by documented or configured prices")
                            .tags(tags.and("unit", call.price().unit()))
                            .register(registry))
                    .increment(call.price().amount().doubleValue());
        }
        if (call.rateLimitRemaining() != null) {
            rateLimits.computeIfAbsent(call.provider(), this::rateLimit).set(call.rateLimitRemaining());
        }
    }

    private AtomicLong rateLimit(String provider) {
        AtomicLong remaining = new AtomicLong();
        gauge(
                "tiktok.ratelimit.remaining",
                "Remaining calls of the provider's rate limit",
                provider,
                null,
                remaining::get);
        return remaining;
    }

    @Override
    public void retrying(String provider, String resource, String requestSource) {
        keep(Counter.builder("tiktok.retries")
                        .description("Calls that were made once more")
                        .tags(origin.and(PROVIDER, provider, RESOURCE, resource, REQUEST_SOURCE, requestSource))
                        .register(registry))
                .increment();
    }

    @Override
    public void finished(Finished lookup) {
        keep(Timer.builder("tiktok.lookups")
                        .description("Lookups, from the route's view")
                        .tags(origin)
                        .tags(PROVIDER, lookup.provider(), RESOURCE, lookup.resource())
                        .tags(OUTCOME, lookup.outcome().tag(), REQUEST_SOURCE, lookup.requestSource())
                        .tags(
                                "origin",
                                lookup.origin() == null
                                        ? "none"
                                        : lookup.origin().tag())
                        .register(registry))
                .record(lookup.took());
    }

    /** Registers gauges for queues and circuit breakers that the engine has created since the last call. */
    void addGauges(LookupEngine engine) {
        gauge("tiktok.cache.size", "Answers and lookups under way in the cache", null, null, engine::cacheSize);
        for (Bulkhead.Status queue : engine.queues()) {
            String provider = queue.provider();
            String resource = queue.resource();
            gauge(
                    "tiktok.queue",
                    "Lookups in the queue",
                    provider,
                    resource,
                    () -> sum(engine, queue, Bulkhead.Status::waiting));
            gauge(
                    "tiktok.in.flight",
                    "Calls under way",
                    provider,
                    resource,
                    () -> sum(engine, queue, Bulkhead.Status::inUse));
        }
        for (ProviderCircuitBreaker.Status circuit : engine.circuits()) {
            String provider = circuit.provider();
            gauge(
                    "tiktok.circuit.open",
                    "Open circuit breakers of the provider, one for each API key",
                    provider,
                    null,
                    () -> engine.circuits().stream()
                            .filter(now -> now.provider().equals(provider))
                            .filter(now -> now.state() == ProviderCircuitBreaker.State.OPEN)
                            .count());
        }
    }

    /** Returns the sum over all API keys, which are no tag. */
    private static int sum(LookupEngine engine, Bulkhead.Status of, ToIntFunction<Bulkhead.Status> number) {
        return engine.queues().stream()
                .filter(queue -> queue.provider().equals(of.provider())
                        && queue.resource().equals(of.resource()))
                .mapToInt(number)
                .sum();
    }

    private void gauge(
            String name,
            String description,
            @Nullable String provider,
            @Nullable String resource,
            Supplier<Number> value) {
        Tags tags = origin;
        if (provider != null) {
            tags = tags.and(PROVIDER, provider);
        }
        if (resource != null) {
            tags = tags.and(RESOURCE, resource);
        }
        if (gauges.add(name + tags)) {
            keep(Gauge.builder(name, value).description(description).tags(tags).register(registry));
        }
    }

    /** Keeps a meter for {@link #close}; one registered by a lookup that ends after it is removed at once. */
    private <M extends Meter> M keep(M meter) {
        own.add(meter.getId());
        if (closed) {
            registry.remove(meter);
        }
        return meter;
    }

    /** Removes the meters of this component. */
    @Override
    public void close() {
        closed = true;
        own.forEach(registry::remove);
    }
}
