package io.github.cameltiktok.pipeline;

import io.github.cameltiktok.pipeline.health.Conditions;
import io.github.cameltiktok.pipeline.window.WindowedKafkaClientFactory;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The meters of the pipeline. Thread-safe. */
final class PipelineMeters {

    /** Number of request sources with a counter of their own. Clients choose the names, so the number is limited. */
    private static final int MAX_SOURCES = 100;

    private static final String UNKNOWN = "unknown";
    private static final String OTHER = "OTHER";

    private final MeterRegistry registry;
    private final Set<String> sources = ConcurrentHashMap.newKeySet();

    PipelineMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    /** Adds the gauges of a topic that is consumed. */
    void bind(WindowedKafkaClientFactory windows, String topic) {
        Gauge.builder("tiktok.pipeline.in.flight", () -> windows.inFlight(topic))
                .description("Requests that have been polled but have no outcome yet")
                .tag("topic", topic)
                .register(registry);
        Gauge.builder("tiktok.pipeline.window", () -> windows.limit(topic))
                .description("Requests that may be in flight, one poll excepted; 0 while no consumer reads the topic")
                .tag("topic", topic)
                .register(registry);
        Gauge.builder("tiktok.pipeline.lag", () -> windows.lag(topic))
                .description("Records from the committed offsets to the ends of all partitions; NaN if unknown")
                .tag("topic", topic)
                .register(registry);
        Gauge.builder("tiktok.pipeline.unassigned.partitions", () -> windows.unassigned(topic))
                .description("Partitions that no instance has; NaN if unknown")
                .tag("topic", topic)
                .register(registry);
        Gauge.builder("tiktok.pipeline.oldest.request.age", () -> windows.oldestAge(topic))
                .description("Age of the oldest record in flight; NaN if records wait and none is in flight")
                .baseUnit("seconds")
                .tag("topic", topic)
                .register(registry);
    }

    /** Adds a gauge for each condition: 1 while it fails. */
    void bind(Conditions conditions) {
        conditions.onNew(
                condition -> Gauge.builder("tiktok.pipeline.condition", () -> conditions.isFailing(condition) ? 1 : 0)
                        .description("1 while the condition fails")
                        .tag("condition", condition)
                        .register(registry));
    }

    /**
     * Counts an acknowledged record.
     *
     * @param requestSource platform that asked; {@code null} if the request names none that is valid
     */
    void count(String outcome, @Nullable String requestSource) {
        Counter.builder("tiktok.pipeline.outcomes")
                .description("Acknowledged records by where they were written")
                .tag("outcome", outcome)
                .tag("requestSource", requestSource == null ? UNKNOWN : limited(requestSource))
                .register(registry)
                .increment();
    }

    private String limited(String requestSource) {
        if (sources.contains(requestSource)) {
            return requestSource;
        }
        return sources.size() < MAX_SOURCES && sources.add(requestSource) ? requestSource : OTHER;
    }
}
