package io.github.cameltiktok.benchmark.endtoend;

import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * How long a process runs before it is measured: until its compiler is through. On few cores that competes with what it
 * compiles, and more code takes it longer.
 *
 * @param atLeast time
 * @param lookups that many at least, because the compiler counts calls
 */
public record WarmUp(Duration atLeast, int lookups) {

    /** Who is not through by then is measured all the same. */
    private static final int PATIENCE = 6;

    /** In how many parts of the time the compiler is looked at. */
    private static final int PARTS = 5;

    /** The share of one core that the compiler may still take, in a part, to be through. */
    private static final double QUIET = 0.03;

    /**
     * Waits.
     *
     * @param made lookups so far
     * @param isBroken whether there is nothing more to wait for
     */
    void await(LongSupplier made, BooleanSupplier isBroken) throws InterruptedException {
        CompilationMXBean compiler = ManagementFactory.getCompilationMXBean();
        long part = atLeast.toMillis() / PARTS;
        long compiled = compiler.getTotalCompilationTime();
        boolean isQuiet = false;
        for (int parts = 0;
                !isBroken.getAsBoolean()
                        && parts < PARTS * PATIENCE
                        && !(parts >= PARTS && isQuiet && made.getAsLong() >= lookups);
                parts++) {
            TimeUnit.MILLISECONDS.sleep(part);
            long before = compiled;
            compiled = compiler.getTotalCompilationTime();
            isQuiet = compiled - before <= part * QUIET;
        }
    }
}
