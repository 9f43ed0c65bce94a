package io.github.cameltiktok.benchmark.inflight;

import io.github.cameltiktok.TikTokComponent;
import io.github.cameltiktok.benchmark.process.Measure;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;

/** The process with the lookups. */
final class InFlightProgram {

    private static final String WARM_UP = "direct:quick";
    private static final String ENTRY = "direct:slow";

    private InFlightProgram() {}

    /** @param arguments address of a quick server and of the slow one, lookups, milliseconds to start them in */
    public static void main(String[] arguments) throws Exception {
        int lookups = Integer.parseInt(arguments[2]);
        int rampMillis = Integer.parseInt(arguments[3]);
        TikTokComponent component = new TikTokComponent();
        component.getDumplingai().setApiKey("sk_benchmark");
        component.getDumplingai().setMaxConcurrentRequests((long) lookups);
        DefaultCamelContext context = new DefaultCamelContext();
        context.addComponent("tiktok", component);
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from(WARM_UP).to("tiktok:video?provider=dumplingai&baseUrl=" + arguments[0]);
                from(ENTRY).to("tiktok:video?provider=dumplingai&baseUrl=" + arguments[1]);
            }
        });
        context.start();
        for (int i = 0; i < 3; i++) {
            new Wave(context.getEndpoint(WARM_UP), lookups, 4 * rampMillis).run();
        }
        ManagementFactory.getThreadMXBean().resetPeakThreadCount();
        Wave first = new Wave(context.getEndpoint(ENTRY), lookups, rampMillis);
        first.run();
        report(InFlight.NEW, first);
        Wave second = new Wave(context.getEndpoint(ENTRY), lookups, rampMillis);
        second.run();
        report(InFlight.KEPT, second);
        System.exit(0);
    }

    private static void report(String setting, Wave wave) throws IOException {
        print(setting, InFlight.RAMP, wave.rampSeconds(), "s");
        print(setting, InFlight.AFTER_RAMP, wave.secondsAfterRamp(), "s");
        print(setting, InFlight.FAILED, wave.failed(), "lookups");
        print(setting, InFlight.THREADS, ManagementFactory.getThreadMXBean().getPeakThreadCount(), "threads");
        print(setting, InFlight.SYSTEM_THREADS, systemThreads(), "threads");
        print(setting, InFlight.HEAP, wave.mostHeap() / 1e6, "MB");
    }

    private static void print(String setting, String metric, double value, String unit) {
        new Measure(setting + "/" + metric, value, unit).print();
    }

    /** As Linux tells; NaN elsewhere. */
    private static double systemThreads() throws IOException {
        Path status = Path.of("/proc/self/status");
        if (!Files.isReadable(status)) {
            return Double.NaN;
        }
        return Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("Threads:"))
                .mapToDouble(line ->
                        Double.parseDouble(line.substring("Threads:".length()).strip()))
                .findFirst()
                .orElse(Double.NaN);
    }
}
