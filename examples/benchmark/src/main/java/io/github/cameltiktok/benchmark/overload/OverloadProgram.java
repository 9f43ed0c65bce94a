package io.github.cameltiktok.benchmark.overload;

import io.github.cameltiktok.benchmark.overload.OpenLoop.Lookup;
import io.github.cameltiktok.benchmark.overload.OpenLoop.Outcome;
import io.github.cameltiktok.benchmark.process.Measurement;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** The process of one contender. All loads run at the same time, each with its own context and server. */
final class OverloadProgram {

    private static final int FIXED_ARGUMENTS = 5;

    /** The duration relative to the same load before it, in which classes load and the busiest methods are compiled. */
    private static final int MEASURED_TO_WARM_UP = 10;

    private OverloadProgram() {}

    /**
     * Runs all loads. The arguments are: contender, permits, answer time, deadline and duration in ms. Lookups per second
     * and server address of each load follow.
     */
    public static void main(String[] arguments) throws Exception {
        Contender contender = Contender.valueOf(arguments[0]);
        Limits limits = new Limits(
                Integer.parseInt(arguments[1]), Integer.parseInt(arguments[2]), Integer.parseInt(arguments[3]));
        int millis = Integer.parseInt(arguments[4]);
        ExecutorService callers = Executors.newCachedThreadPool();
        List<OpenLoop> loops = new ArrayList<>();
        for (int i = FIXED_ARGUMENTS; i < arguments.length; i += 2) {
            loops.add(new OpenLoop(contender, arguments[i + 1], limits, callers));
        }
        run(loops, arguments, callers, millis / MEASURED_TO_WARM_UP);
        for (int i = FIXED_ARGUMENTS; i < arguments.length; i += 2) {
            reset(arguments[i + 1]);
        }
        List<List<Lookup>> measured = run(loops, arguments, callers, millis);
        for (int i = 0; i < measured.size(); i++) {
            report(i, measured.get(i));
        }
        System.exit(0);
    }

    /** Runs all loads and returns their lookups. */
    private static List<List<Lookup>> run(List<OpenLoop> loops, String[] arguments, ExecutorService callers, int millis)
            throws Exception {
        List<Future<List<Lookup>>> loads = new ArrayList<>();
        for (int i = 0; i < loops.size(); i++) {
            OpenLoop loop = loops.get(i);
            double perSecond = Double.parseDouble(arguments[FIXED_ARGUMENTS + 2 * i]);
            loads.add(callers.submit(() -> loop.run(perSecond, millis)));
        }
        List<List<Lookup>> lookups = new ArrayList<>();
        for (Future<List<Lookup>> load : loads) {
            lookups.add(load.get());
        }
        return lookups;
    }

    private static void reset(String server) throws Exception {
        HttpRequest reset = HttpRequest.newBuilder(URI.create(server + "/counters"))
                .DELETE()
                .build();
        HttpClient.newHttpClient().send(reset, HttpResponse.BodyHandlers.discarding());
    }

    private static void report(int load, List<Lookup> lookups) {
        long[] served = lookups.stream()
                .filter(lookup -> lookup.outcome() == Outcome.SERVED)
                .mapToLong(Lookup::nanos)
                .sorted()
                .toArray();
        print(load, Overload.LOOKUPS, lookups.size(), "lookups");
        print(load, Overload.SERVED, served.length, "lookups");
        print(load, Overload.LATE, count(lookups, Outcome.LATE), "lookups");
        print(load, Overload.REFUSED, count(lookups, Outcome.REFUSED), "lookups");
        print(load, Overload.FAILED, count(lookups, Outcome.FAILED), "lookups");
        print(load, Overload.P50, percentile(served, 0.5) / 1e6, "ms");
        print(load, Overload.P99, percentile(served, 0.99) / 1e6, "ms");
        double last = lookups.stream()
                .filter(lookup -> lookup.outcome() == Outcome.SERVED)
                .mapToLong(Lookup::ended)
                .max()
                .orElse(0);
        print(load, Overload.LAST, last / 1e9, "s");
    }

    private static long count(List<Lookup> lookups, Outcome outcome) {
        return lookups.stream().filter(lookup -> lookup.outcome() == outcome).count();
    }

    private static double percentile(long[] sorted, double share) {
        return sorted.length == 0 ? 0 : sorted[(int) Math.ceil(share * sorted.length) - 1];
    }

    private static void print(int load, String metric, double value, String unit) {
        new Measurement(load + "/" + metric, value, unit).print();
    }
}
