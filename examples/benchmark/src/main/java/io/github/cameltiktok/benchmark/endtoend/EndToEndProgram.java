package io.github.cameltiktok.benchmark.endtoend;

import io.github.cameltiktok.benchmark.contender.Contender;
import io.github.cameltiktok.benchmark.contender.Lookups;
import io.github.cameltiktok.benchmark.process.Measurement;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** The process of one contender, warmed up once and measured with each number of lookups in flight. */
final class EndToEndProgram {

    /** With one lookup in flight, compilation would take minutes to start. */
    private static final int WARM_UP_IN_FLIGHT = 32;

    /** Duration of a measurement, relative to the lookups before it with the same number in flight. */
    private static final int MEASURED_TO_REPEATED_WARM_UP = 4;

    private EndToEndProgram() {}

    /**
     * Runs the measurements. The arguments start with contender, server address and numbers of lookups in flight, separated
     * by commas. The warm-up follows: duration of a burst in ms, lookups, maximum duration in ms, standstill in ms. The
     * measured time in ms is next. A profile also needs its event and its file name without extension.
     */
    public static void main(String[] arguments) throws Exception {
        Contender contender = Contender.valueOf(arguments[0]);
        List<Integer> inFlight =
                Stream.of(arguments[2].split(",")).map(Integer::valueOf).toList();
        WarmUp warmUp = new WarmUp(
                Duration.ofMillis(Long.parseLong(arguments[3])),
                Integer.parseInt(arguments[4]),
                Duration.ofMillis(Long.parseLong(arguments[5])),
                Duration.ofMillis(Long.parseLong(arguments[6])));
        Duration measured = Duration.ofMillis(Long.parseLong(arguments[7]));
        int most = inFlight.stream().reduce(WARM_UP_IN_FLIGHT, Math::max);
        try (Lookups lookups = contender.start(arguments[1], most)) {
            long start = System.nanoTime();
            int bursts = warmUp.run(lookups, most);
            print(EndToEnd.PROCESS, new Measurement(EndToEnd.WARM_UP, (System.nanoTime() - start) / 1e9, "s"));
            print(EndToEnd.PROCESS, new Measurement(EndToEnd.BURSTS, bursts, "bursts"));
            for (int number : inFlight) {
                // The compiler optimizes for the number in flight, so code may be compiled again.
                new ClosedLoop(lookups, number).run(measured.dividedBy(MEASURED_TO_REPEATED_WARM_UP));
                ClosedLoop loop = new ClosedLoop(lookups, number);
                if (arguments.length > 8) {
                    Profile profile = new Profile(arguments[8], arguments[9]);
                    profile.start();
                    loop.run(measured);
                    profile.write();
                } else {
                    loop.run(measured).forEach(measurement -> print(Integer.toString(number), measurement));
                }
            }
        }
        // Some clients leave threads running.
        System.exit(0);
    }

    private static void print(String setting, Measurement measurement) {
        new Measurement(setting + "/" + measurement.metric(), measurement.value(), measurement.unit()).print();
    }
}
