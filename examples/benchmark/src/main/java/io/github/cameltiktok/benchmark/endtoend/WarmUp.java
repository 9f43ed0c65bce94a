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
 * @param standstill time without a compiled method that ends a pause; compilation time is counted only after each method,
 *     and some methods take long
 */
public record WarmUp(Duration burst, int lookups, Duration most, Duration standstill) {

    /** Maximum share of one core that compilation may use in the last burst. */
    private static final double QUIET = 0.03;

    private static final long CHECK_MILLIS = 50;

    /** Runs bursts until the process is warm, and returns their number. */
    int run(Lookups lookupsToWarm, int inFlight) throws InterruptedException {
        CompilationMXBean compiler = ManagementFactory.getCompilationMXBean();
        long end = System.nanoTime() + most.toNanos();
        long completed = 0;
        int bursts = 0;
        boolean isWarm;
        do {
            long before = compiler.getTotalCompilationTime();
            ClosedLoop loop = new ClosedLoop(lookupsToWarm, inFlight);
            loop.run(burst);
            completed += loop.completed();
            bursts++;
            awaitCompilation(compiler);
            boolean isQuiet = compiler.getTotalCompilationTime() - before <= burst.toMillis() * QUIET;
            isWarm = isQuiet && completed >= lookups;
        } while (!isWarm && System.nanoTime() < end);
        return bursts;
    }

    private void awaitCompilation(CompilationMXBean compiler) throws InterruptedException {
        long compiled = compiler.getTotalCompilationTime();
        long lastMethod = System.nanoTime();
        while (System.nanoTime() - lastMethod < standstill.toNanos()) {
            TimeUnit.MILLISECONDS.sleep(CHECK_MILLIS);
            if (compiler.getTotalCompilationTime() > compiled) {
                compiled = compiler.getTotalCompilationTime();
                lastMethod = System.nanoTime();
            }
        }
    }
}
