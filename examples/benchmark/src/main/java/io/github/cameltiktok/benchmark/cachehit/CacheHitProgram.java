package io.github.cameltiktok.benchmark.cachehit;

import io.github.cameltiktok.TikTokComponent;
import io.github.cameltiktok.benchmark.process.Measure;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.HdrHistogram.Histogram;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;

/** The process with the cache. */
final class CacheHitProgram {

    private static final String HIT_ENTRY = "direct:hit";
    private static final String RAW_ENTRY = "direct:raw";
    private static final String EMPTY_ENTRY = "direct:empty";
    private static final int IN_FLIGHT = 64;
    private static final int CLASSES = 15;
    private static final int HOT_VIDEOS = 1_000;

    private CacheHitProgram() {}

    /** @param arguments address of the server, videos, rounds, milliseconds to warm up and to measure each round */
    public static void main(String[] arguments) throws Exception {
        int videos = Integer.parseInt(arguments[1]);
        int rounds = Integer.parseInt(arguments[2]);
        Duration warmUp = Duration.ofMillis(Long.parseLong(arguments[3]));
        Duration measured = Duration.ofMillis(Long.parseLong(arguments[4]));
        TikTokComponent component = new TikTokComponent();
        component.getDumplingai().setBaseUrl(arguments[0]);
        component.getDumplingai().setApiKey("sk_benchmark");
        component.getDumplingai().setMaxConcurrentRequests((long) IN_FLIGHT);
        component.getConfiguration().setCacheSize(videos);
        DefaultCamelContext context = new DefaultCamelContext();
        context.addComponent("tiktok", component);
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from(HIT_ENTRY).to("tiktok:video?provider=dumplingai&cacheTtl=1h");
                from(RAW_ENTRY).to("tiktok:video?provider=dumplingai&cacheTtl=1h&outputFormat=raw");
                from(EMPTY_ENTRY).process(exchange -> {});
            }
        });
        context.start();
        long heapBefore = heap();
        long start = System.nanoTime();
        new Filling(context.getEndpoint(HIT_ENTRY), IN_FLIGHT).run(videos);
        print(CacheHit.FILLING, CacheHit.FILL_TIME, (System.nanoTime() - start) / 1e9, "s");
        print(CacheHit.FILLING, CacheHit.ENTRIES, component.getCacheSize(), "answers");
        print(CacheHit.FILLING, CacheHit.HEAP, heap() - heapBefore, "B");
        byte[] answer = context.createProducerTemplate().requestBody(RAW_ENTRY, Hop.link(0), byte[].class);
        print(CacheHit.FILLING, CacheHit.ANSWER, answer.length, "B");
        for (Map.Entry<String, Long> taken : ClassHistogram.largest(CLASSES).entrySet()) {
            print(CacheHit.CLASSES, taken.getKey(), taken.getValue(), "B");
        }
        hit(
                List.of(
                        Hop.start(context, CacheHit.HIT, HIT_ENTRY, videos),
                        Hop.start(context, CacheHit.HOT, HIT_ENTRY, Math.min(videos, HOT_VIDEOS)),
                        Hop.start(context, CacheHit.EMPTY, EMPTY_ENTRY, videos)),
                rounds,
                warmUp,
                measured);
        // The raw answer is one more: entries of other endpoints are kept without the bytes.
        if (component.getCalls() != videos + 1) {
            throw new IllegalStateException("there were " + component.getCalls() + " calls for " + videos
                    + " videos and a raw answer, so that not all that was measured were hits");
        }
        System.exit(0);
    }

    private static void hit(List<Hop> hops, int rounds, Duration warmUp, Duration measured) {
        SplittableRandom random = new SplittableRandom(1);
        hops.forEach(hop -> hop.measure(warmUp, random));
        for (int round = 0; round < rounds; round++) {
            for (Hop hop : hops) {
                Histogram nanos = hop.measure(measured, random);
                print(hop.name(), CacheHit.MEDIAN, nanos.getValueAtPercentile(50), "ns");
                print(hop.name(), CacheHit.P99, nanos.getValueAtPercentile(99), "ns");
                print(hop.name(), CacheHit.MEAN, nanos.getMean(), "ns");
            }
        }
    }

    private static long heap() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    private static void print(String contender, String metric, double value, String unit) {
        new Measure(contender + "/" + metric, value, unit).print();
    }
}
