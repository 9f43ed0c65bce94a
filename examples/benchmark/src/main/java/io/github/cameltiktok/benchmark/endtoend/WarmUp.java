package io.github.cameltiktok.benchmark.endtoend;

import io.github.cameltiktok.benchmark.contender.Lookups;
import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * What a process does before it is measured, until its compiler is through. On few cores the compiler competes with what
 * it compiles, and so it gets a pause after each burst of lookups, in which it catches up.
 *
 * @param burst how long lookups are made without a pause
 * @param lookups that many at least, because the compiler counts calls
 * @param mostBursts who is not through after so many is measured all the same
 */
public record WarmUp(Duration burst, int lookups, int mostBursts) {

    /** The share of one core that a burst may still make the compiler take, if it is through. */
    private static final double QUIET = 0.03;

    /** Some methods take it long, and it tells of each only at its end. */
    private static final long STANDSTILL_MILLIS = 300;

    /** Makes lookups, so many at a time, for as long as it takes. */
    void run(Lookups way, int inFlight) throws InterruptedException {
        CompilationMXBean compiler = ManagementFactory.getCompilationMXBean();
        long made = 0;
        for (int bursts = 0; bursts < mostBursts; bursts++) {
            long before = compiler.getTotalCompilationTime();
            ClosedLoop loop = new ClosedLoop(way, inFlight);
            loop.run(burst);
            made += loop.made();
            letCatchUp(compiler);
            boolean isQuiet = compiler.getTotalCompilationTime() - before <= burst.toMillis() * QUIET;
            if (isQuiet && made >= lookups) {
                return;
            }
        }
    }

    private static void letCatchUp(CompilationMXBean compiler) throws InterruptedException {
        long before;
        do {
            before = compiler.getTotalCompilationTime();
            TimeUnit.MILLISECONDS.sleep(STANDSTILL_MILLIS);
        } while (compiler.getTotalCompilationTime() > before);
    }
}
