package io.github.cameltiktok.benchmark.cachehit;

import io.github.cameltiktok.TikTokComponent;
import io.github.cameltiktok.benchmark.process.Measurement;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.HdrHistogram.Histogram;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;

/** The process that is measured. */
final class CacheHitProgram {

    private static final String HIT_ENTRY = "direct:hit";
    private static final String RAW_ENTRY = "direct:raw";
    private static final String EMPTY_ENTRY = "direct:empty";
    private static final int IN_FLIGHT = 64;
    private static final int CLASSES = 15;
    private static final int HOT_VIDEOS = 1_000;

    private CacheHitProgram() {}

    /** @param arguments server address, videos, rounds, warm-up and measured time per round in ms */
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
        new CacheFiller(context.getEndpoint(HIT_ENTRY), IN_FLIGHT).run(videos);
        print(CacheHit.FILLING, CacheHit.FILL_TIME, (System.nanoTime() - start) / 1e9, "s");
        print(CacheHit.FILLING, CacheHit.ENTRIES, component.getCacheSize(), "answers");
        print(CacheHit.FILLING, CacheHit.HEAP, heap() - heapBefore, "B");
        byte[] answer = context.createProducerTemplate().requestBody(RAW_ENTRY, TimedRoute.link(0), byte[].class);
        print(CacheHit.FILLING, CacheHit.ANSWER, answer.length, "B");
        for (Map.Entry<String, Long> taken : ClassHistogram.largest(CLASSES).entrySet()) {
            print(CacheHit.CLASSES, taken.getKey(), taken.getValue(), "B");
        }
        hit(
                List.of(
                        TimedRoute.start(context, CacheHit.HIT, HIT_ENTRY, videos),
                        TimedRoute.start(context, CacheHit.HOT, HIT_ENTRY, Math.min(videos, HOT_VIDEOS)),
                        TimedRoute.start(context, CacheHit.EMPTY, EMPTY_ENTRY, videos)),
                rounds,
                warmUp,
                measured);
        // The raw answer needs one more call, because entries of other endpoints lack the bytes.
        if (component.getCalls() != videos + 1) {
            throw new IllegalStateException(component.getCalls() + " calls instead of " + (videos + 1)
                    + "; some measured lookups were not cache hits");
        }
        System.exit(0);
    }

    private static void hit(List<TimedRoute> routes, int rounds, Duration warmUp, Duration measured) {
        SplittableRandom random = new SplittableRandom(1);
        routes.forEach(route -> route.measure(warmUp, random));
        for (int round = 0; round < rounds; round++) {
            System.out.println("round " + (round + 1) + " of " + rounds);
            for (TimedRoute route : routes) {
                Histogram nanos = route.measure(measured, random);
                print(route.name(), CacheHit.MEDIAN, nanos.getValueAtPercentile(50), "ns");
                print(route.name(), CacheHit.P99, nanos.getValueAtPercentile(99), "ns");
                print(route.name(), CacheHit.MEAN, nanos.getMean(), "ns");
            }
        }
    }

    private static long heap() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    private static void print(String contender, String metric, double value, String unit) {
        new Measurement(contender + "/" + metric, value, unit).print();
    }
}
