package io.github.cameltiktok.internal.lookup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.github.cameltiktok.internal.lookup.metrics.CompositeLookupListener;
import io.github.cameltiktok.internal.lookup.metrics.LookupListener;
import io.github.cameltiktok.internal.lookup.metrics.LookupListener.Call;
import io.github.cameltiktok.internal.lookup.metrics.LookupListener.Finished;
import io.github.cameltiktok.internal.lookup.metrics.LookupListener.Origin;
import io.github.cameltiktok.internal.lookup.metrics.LookupListener.Outcome;
import io.github.cameltiktok.internal.lookup.metrics.LookupStatistics;
import io.github.cameltiktok.internal.lookup.metrics.StatisticsSnapshot;
import io.github.cameltiktok.internal.lookup.metrics.TagCardinalityLimiter;
import io.github.cameltiktok.provider.Price;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Statistics behind the tag limiter and a failing listener. */
final class LookupStatisticsTest {

    private final LookupStatistics statistics = new LookupStatistics();
    private final LookupListener listener =
            new TagCardinalityLimiter(new CompositeLookupListener(List.of(new Throwing(), statistics)));

    /** A listener that always throws. */
    private static final class Throwing implements LookupListener {

        @Override
        public void called(Call call) {
            throw new IllegalStateException("no calls here");
        }

        @Override
        public void retrying(String provider, String resource, String requestSource) {
            throw new NoClassDefFoundError("no retries here");
        }

        @Override
        public void finished(Finished lookup) {
            throw new IllegalStateException("no lookups here");
        }
    }

    private void called(String provider, String source, @Nullable Price price, @Nullable Long remaining) {
        listener.called(new Call(provider, "video", source, Outcome.FOUND, Duration.ofMillis(3), price, remaining));
    }

    private void finished(String source, Outcome outcome, @Nullable Origin origin) {
        listener.finished(new Finished("apidirect", "video", source, outcome, Duration.ofMillis(5), origin));
    }

    @Test
    void spendIsExactPerUnit() {
        for (int i = 0; i < 1_000; i++) {
            called("apidirect", "API", Price.parse("0.006 USD"), null);
        }
        called("dumplingai", "API", Price.parse("1 credit"), 59L);
        called("peekalink", "API", null, null);

        assertThat(statistics.total().spend().get("USD")).isEqualByComparingTo(new BigDecimal("6"));
        assertThat(statistics.total().spend()).containsOnlyKeys("USD", "credit");
        assertThat(statistics.total().calls()).isEqualTo(1_002);
        assertThat(statistics.rateLimitRemaining()).containsExactly(entry("dumplingai", 59L));
    }

    @Test
    void exceptionOfOneListenerDoesNotAffectTheNext() {
        called("apidirect", "API", null, null);
        listener.retrying("apidirect", "video", "API");
        finished("API", Outcome.FOUND, Origin.CALLED);

        assertThat(statistics.total().calls()).isOne();
        assertThat(statistics.total().retries()).isOne();
        assertThat(statistics.total().lookups()).isOne();
    }

    @Test
    void cachedAndCoalescedLookupsAreCountedSeparately() {
        finished("API", Outcome.FOUND, Origin.CALLED);
        finished("API", Outcome.FOUND, Origin.CACHED);
        finished("API", Outcome.FOUND, Origin.COALESCED);
        finished("API", Outcome.NOT_FOUND, null);

        StatisticsSnapshot total = statistics.total();
        assertThat(total.lookups()).isEqualTo(4);
        assertThat(total.failed()).isOne();
        assertThat(total.cacheHits()).isOne();
        assertThat(total.coalesced()).isOne();
        assertThat(total.outcomes()).containsEntry(Outcome.NOT_FOUND, 1L).containsEntry(Outcome.QUOTA, 0L);
    }

    @Test
    void requestSourcesAreLimitedExceptDocumentedOnes() {
        for (int i = 0; i < 10_000; i++) {
            finished("PLATFORM_" + i, Outcome.FOUND, Origin.CALLED);
        }
        finished("ZAPIER", Outcome.FOUND, Origin.CALLED);
        finished("MAKE_DOT_COM", Outcome.FOUND, Origin.CALLED);

        assertThat(statistics.byRequestSource())
                .hasSizeLessThanOrEqualTo(TagCardinalityLimiter.MAX + 1)
                .containsKeys("PLATFORM_0", "ZAPIER", "MAKE_DOT_COM");
        assertThat(statistics.byRequestSource().get(TagCardinalityLimiter.OTHER).lookups())
                .isEqualTo(10_000 - 97);
        assertThat(statistics.total().lookups()).isEqualTo(10_002);
    }

    @Test
    void concurrentCountsAreExact() throws InterruptedException {
        int threads = 8;
        int each = 1_000;
        CountDownLatch start = new CountDownLatch(1);
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        IntStream.range(0, threads)
                .forEach(number -> pool.execute(() -> {
                    Latches.await(start);
                    for (int i = 0; i < each; i++) {
                        called("apidirect", "SOURCE_" + i % 200, Price.parse("0.006 USD"), null);
                        finished("SOURCE_" + i % 200, Outcome.FOUND, Origin.CALLED);
                    }
                }));
        start.countDown();
        pool.shutdown();
        assertThat(pool.awaitTermination(30, TimeUnit.SECONDS)).isTrue();

        assertThat(statistics.total().calls()).isEqualTo(threads * each);
        assertThat(statistics.total().lookups()).isEqualTo(threads * each);
        assertThat(statistics.total().spend().get("USD")).isEqualByComparingTo("48");
        assertThat(statistics.byRequestSource()).hasSizeLessThanOrEqualTo(TagCardinalityLimiter.MAX + 1);
    }

    @Test
    void resetKeepsTheRateLimits() {
        called("dumplingai", "API", Price.parse("1 credit"), 59L);

        statistics.reset();

        assertThat(statistics.total()).isEqualTo(StatisticsSnapshot.NONE);
        assertThat(statistics.rateLimitRemaining()).containsKey("dumplingai");
    }
}
