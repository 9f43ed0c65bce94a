package io.github.cameltiktok.benchmark.endtoend;

import io.github.cameltiktok.benchmark.contender.Lookups;
import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Warms up a process until JIT compilation has nearly stopped. On few cores the compiler competes with the lookups. A
 * pause for compilation therefore follows each burst of lookups.
 *
 * @param burst duration of lookups without a pause
 * @param lookups minimum number of lookups; the compiler counts invocations
 * @param most time after which no burst starts and measuring begins regardless
 */
public record WarmUp(Duration burst, int lookups, Duration most) {

    /** Maximum share of one core that compilation may use in the last burst. */
    private static final double QUIET = 0.03;

    /** Compilation time is counted only after each method, and some methods take long. */
    private static final long STANDSTILL_MILLIS = 1_000;

    /** Runs bursts until the process is warm. */
    void run(Lookups lookupsToWarm, int inFlight) throws InterruptedException {
        CompilationMXBean compiler = ManagementFactory.getCompilationMXBean();
        long end = System.nanoTime() + most.toNanos();
        long completed = 0;
        boolean isWarm;
        do {
            long before = compiler.getTotalCompilationTime();
            ClosedLoop loop = new ClosedLoop(lookupsToWarm, inFlight);
            loop.run(burst);
            completed += loop.completed();
            awaitCompilation(compiler);
            boolean isQuiet = compiler.getTotalCompilationTime() - before <= burst.toMillis() * QUIET;
            isWarm = isQuiet && completed >= lookups;
        } while (!isWarm && System.nanoTime() < end);
    }

    private static void awaitCompilation(CompilationMXBean compiler) throws InterruptedException {
        long before;
        do {
            before = compiler.getTotalCompilationTime();
            TimeUnit.MILLISECONDS.sleep(STANDSTILL_MILLIS);
        } while (compiler.getTotalCompilationTime() > before);
    }
}
