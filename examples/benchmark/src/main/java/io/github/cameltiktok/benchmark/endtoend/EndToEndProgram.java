package io.github.cameltiktok.benchmark.endtoend;

import io.github.cameltiktok.benchmark.contender.Contender;
import io.github.cameltiktok.benchmark.contender.Lookups;
import io.github.cameltiktok.benchmark.process.Measurement;
import java.time.Duration;

/** The process of one contender, measured once. */
final class EndToEndProgram {

    /** With one lookup in flight, compilation would take minutes to start. */
    private static final int WARM_UP_IN_FLIGHT = 32;

    private EndToEndProgram() {}

    /**
     * Runs one measurement. The arguments start with contender, server address and lookups in flight. The warm-up follows:
     * duration of a burst in ms, lookups, maximum bursts. The measured time in ms is next. A profile also needs its event
     * and its file name without extension.
     */
    public static void main(String[] arguments) throws Exception {
        Contender contender = Contender.valueOf(arguments[0]);
        int inFlight = Integer.parseInt(arguments[2]);
        WarmUp warmUp = new WarmUp(
                Duration.ofMillis(Long.parseLong(arguments[3])),
                Integer.parseInt(arguments[4]),
                Integer.parseInt(arguments[5]));
        Duration measured = Duration.ofMillis(Long.parseLong(arguments[6]));
        int warmUpInFlight = Math.max(inFlight, WARM_UP_IN_FLIGHT);
        try (Lookups lookups = contender.start(arguments[1], warmUpInFlight)) {
            long start = System.nanoTime();
            warmUp.run(lookups, warmUpInFlight);
            new Measurement(EndToEnd.WARM_UP, (System.nanoTime() - start) / 1e9, "s").print();
            ClosedLoop loop = new ClosedLoop(lookups, inFlight);
            if (arguments.length > 7) {
                Profile profile = new Profile(arguments[7], arguments[8]);
                profile.start();
                loop.run(measured);
                profile.write();
            } else {
                loop.run(measured).forEach(Measurement::print);
            }
        }
        // Some clients leave threads running.
        System.exit(0);
    }
}
