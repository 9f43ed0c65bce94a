package io.github.cameltiktok.internal.monitoring;

import io.github.cameltiktok.internal.lookup.LookupEngine;
import io.github.cameltiktok.internal.lookup.metrics.CompositeLookupListener;
import io.github.cameltiktok.internal.lookup.metrics.LookupListener;
import io.github.cameltiktok.internal.lookup.metrics.LookupStatistics;
import io.github.cameltiktok.internal.lookup.metrics.TagCardinalityLimiter;
import java.util.List;
import org.apache.camel.CamelContext;
import org.jspecify.annotations.Nullable;

/** Passes the events of an engine to the statistics and, if the application has Micrometer, to meters. */
public final class LookupMonitoring {

    private final @Nullable Meters meters;
    private final LookupListener listener;

    public LookupMonitoring(LookupStatistics statistics, CamelContext context, String component) {
        this.meters = meters(context, component);
        this.listener = new TagCardinalityLimiter(
                new CompositeLookupListener(meters == null ? List.of(statistics) : List.of(statistics, meters)));
    }

    private static @Nullable Meters meters(CamelContext context, String component) {
        try {
            return Meters.in(context, component);
        } catch (NoClassDefFoundError e) {
            // The application runs without Micrometer.
            return null;
        }
    }

    public LookupListener listener() {
        return listener;
    }

    /** Registers gauges for queues and circuit breakers that the engine has created since the last call. */
    public void addGauges(LookupEngine engine) {
        if (meters != null) {
            meters.addGauges(engine);
        }
    }

    public void close() {
        if (meters != null) {
            meters.close();
        }
    }
}
