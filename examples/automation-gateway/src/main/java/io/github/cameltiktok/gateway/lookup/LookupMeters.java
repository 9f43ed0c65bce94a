package io.github.cameltiktok.gateway.lookup;

import io.github.cameltiktok.model.TikTokResource;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.HashSet;
import java.util.Set;

/**
 * Meter of calls by caller and platform. Platforms are input of callers, so the number of names is bounded; all others are
 * {@code OTHER}. Thread-safe.
 */
public final class LookupMeters {

    /** Name of the counter; {@code gateway_calls_total} in Prometheus. */
    public static final String CALLS = "gateway.calls";

    private static final String OTHER = "OTHER";
    private static final int MAX_SOURCES = 30;
    private static final int MAX_CALLERS = 100;

    private final MeterRegistry registry;
    private final Set<String> sources = new HashSet<>();
    private final Set<String> callers = new HashSet<>();

    public LookupMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    /** Counts calls to providers. */
    void count(String caller, String requestSource, TikTokResource kind, int calls) {
        Counter.builder(CALLS)
                .description("Calls to providers, which count against the budgets of callers")
                .tag("caller", bounded(callers, MAX_CALLERS, caller))
                .tag("requestSource", bounded(sources, MAX_SOURCES, requestSource))
                .tag("resource", kind.uriName())
                .register(registry)
                .increment(calls);
    }

    private synchronized String bounded(Set<String> known, int max, String name) {
        if (!known.contains(name) && known.size() >= max) {
            return OTHER;
        }
        known.add(name);
        return name;
    }
}
