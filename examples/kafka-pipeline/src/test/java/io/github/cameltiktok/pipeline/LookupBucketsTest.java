package io.github.cameltiktok.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.distribution.CountAtBucket;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class LookupBucketsTest {

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

    LookupBucketsTest() {
        registry.config().meterFilter(new LookupBuckets());
    }

    @Test
    void lookupsHaveBucketsUpToTheirDeadline() {
        assertThat(buckets("tiktok.lookups")).containsExactly(0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 25.0);
    }

    @Test
    void otherTimersHaveNoBuckets() {
        assertThat(buckets("tiktok.requests")).isEmpty();
    }

    private DoubleStream buckets(String timer) {
        CountAtBucket[] buckets =
                Timer.builder(timer).register(registry).takeSnapshot().histogramCounts();
        return Arrays.stream(buckets).mapToDouble(bucket -> bucket.bucket(TimeUnit.SECONDS));
    }
}
