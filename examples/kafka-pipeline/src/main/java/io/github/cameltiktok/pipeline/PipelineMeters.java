package io.github.cameltiktok.pipeline;

import io.github.cameltiktok.pipeline.window.WindowedKafkaClientFactory;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** What an operator wants to know of the pipeline. Thread-safe. */
final class PipelineMeters {

    /** Names come with requests; as many as this are told apart. */
    private static final int MAX_SOURCES = 100;

    private static final String UNKNOWN = "unknown";
    private static final String OTHER = "OTHER";

    private final MeterRegistry registry;
    private final Set<String> sources = ConcurrentHashMap.newKeySet();

    PipelineMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    void watch(WindowedKafkaClientFactory windows, String topic) {
        Gauge.builder("tiktok.pipeline.in.flight", () -> windows.inFlight(topic))
                .description("Requests that have been polled but have no outcome yet")
                .tag("topic", topic)
                .register(registry);
        Gauge.builder("tiktok.pipeline.lag", () -> windows.lag(topic))
                .description("Records from the committed offsets to the end, of the partitions consumed here")
                .tag("topic", topic)
                .register(registry);
    }

    /** @param requestSource who asked; {@code null} if the request does not say in a way that can be read */
    void count(String outcome, @Nullable String requestSource) {
        Counter.builder("tiktok.pipeline.outcomes")
                .description("Acknowledged records by where they were written")
                .tag("outcome", outcome)
                .tag("requestSource", requestSource == null ? UNKNOWN : known(requestSource))
                .register(registry)
                .increment();
    }

    private String known(String requestSource) {
        if (sources.contains(requestSource)) {
            return requestSource;
        }
        return sources.size() < MAX_SOURCES && sources.add(requestSource) ? requestSource : OTHER;
    }
}
