package io.github.cameltiktok.pipeline;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.distribution.DistributionStatisticConfig;

/** Adds a histogram to the timer of lookups. All other meters stay unchanged. Immutable. */
final class LookupBuckets implements MeterFilter {

    private static final String LOOKUPS = "tiktok.lookups";

    /** Upper bounds in nanoseconds, 0.1 s to 25 s. The last bound is the deadline of a lookup. */
    private static final DistributionStatisticConfig BUCKETS = DistributionStatisticConfig.builder()
            .serviceLevelObjectives(0.1e9, 0.25e9, 0.5e9, 1e9, 2.5e9, 5e9, 10e9, 25e9)
            .build();

    @Override
    public DistributionStatisticConfig configure(Meter.Id id, DistributionStatisticConfig config) {
        return id.getName().equals(LOOKUPS) ? BUCKETS.merge(config) : config;
    }
}
