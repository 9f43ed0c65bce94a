package io.github.cameltiktok;

import io.github.cameltiktok.lookup.KnownSources;
import io.github.cameltiktok.lookup.LookupEngine;
import io.github.cameltiktok.lookup.LookupObserver;
import io.github.cameltiktok.lookup.LookupStatistics;
import io.github.cameltiktok.lookup.Observers;
import java.util.List;
import org.apache.camel.spi.Registry;
import org.jspecify.annotations.Nullable;

/** Who is told what an engine does: the statistics always, Micrometer where it is. */
final class Observation {

    private final @Nullable Meters meters;
    private final LookupObserver observer;

    Observation(LookupStatistics statistics, Registry beans) {
        this.meters = meters(beans);
        this.observer =
                new KnownSources(new Observers(meters == null ? List.of(statistics) : List.of(statistics, meters)));
    }

    private static @Nullable Meters meters(Registry beans) {
        try {
            return Meters.in(beans);
        } catch (NoClassDefFoundError e) {
            // An application without Micrometer, which is none the worse for it.
            return null;
        }
    }

    LookupObserver observer() {
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
