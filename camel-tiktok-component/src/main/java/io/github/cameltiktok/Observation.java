package io.github.cameltiktok;

import io.github.cameltiktok.internal.lookup.LookupEngine;
import io.github.cameltiktok.internal.lookup.metrics.CompositeLookupListener;
import io.github.cameltiktok.internal.lookup.metrics.LookupListener;
import io.github.cameltiktok.internal.lookup.metrics.LookupStatistics;
import io.github.cameltiktok.internal.lookup.metrics.TagCardinalityLimiter;
import java.util.List;
import org.apache.camel.CamelContext;
import org.jspecify.annotations.Nullable;

/** Who is told what an engine does: the statistics always, Micrometer where it is. */
final class Observation {

    private final @Nullable Meters meters;
    private final LookupListener observer;

    Observation(LookupStatistics statistics, CamelContext context, String component) {
        this.meters = meters(context, component);
        this.observer = new TagCardinalityLimiter(
                new CompositeLookupListener(meters == null ? List.of(statistics) : List.of(statistics, meters)));
    }

    private static @Nullable Meters meters(CamelContext context, String component) {
        try {
            return Meters.in(context, component);
        } catch (NoClassDefFoundError e) {
            // An application without Micrometer, which is none the worse for it.
            return null;
        }
    }

    LookupListener observer() {
        return observer;
    }

    /** The engine has made something new, of which there may be gauges. */
    void watch(LookupEngine engine) {
        if (meters != null) {
            meters.watch(engine);
        }
    }

    void close() {
        if (meters != null) {
            meters.close();
        }
    }
}
