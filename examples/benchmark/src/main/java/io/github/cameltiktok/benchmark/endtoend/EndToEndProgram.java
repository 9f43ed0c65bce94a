package io.github.cameltiktok.benchmark.endtoend;

import io.github.cameltiktok.benchmark.process.Measure;
import java.time.Duration;

/** One contender, measured once, in a process of its own. */
final class EndToEndProgram {

    private EndToEndProgram() {}

    /**
     * @param arguments contender, address of the stub server, lookups in flight, milliseconds to warm up and to measure;
     *     for a profile also the event, and the file's name without extension
     */
    public static void main(String[] arguments) throws Exception {
        Contender contender = Contender.valueOf(arguments[0]);
        int inFlight = Integer.parseInt(arguments[2]);
        Duration warmUp = Duration.ofMillis(Long.parseLong(arguments[3]));
        Duration measured = Duration.ofMillis(Long.parseLong(arguments[4]));
        try (Lookups lookups = contender.start(arguments[1], inFlight)) {
            ClosedLoop loop = new ClosedLoop(lookups, inFlight);
            if (arguments.length > 5) {
                Profile profile = Profile.startIn(warmUp, arguments[5], arguments[6]);
                loop.run(warmUp, measured);
                profile.write();
            } else {
                loop.run(warmUp, measured).forEach(Measure::print);
            }
        }
        // Some clients leave threads behind, and this process has nothing more to do.
        System.exit(0);
    }
}
