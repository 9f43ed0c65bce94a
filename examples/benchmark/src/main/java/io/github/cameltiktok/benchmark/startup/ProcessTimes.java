package io.github.cameltiktok.benchmark.startup;

import io.github.cameltiktok.benchmark.process.Measurement;
import java.lang.management.ManagementFactory;
import java.time.Duration;

/** Measurements of the current process. */
final class ProcessTimes {

    private ProcessTimes() {}

    /**
     * Returns the time from JVM start.
     *
     * @param end in ms since 1970; taken before this call, which loads Java's management classes
     */
    static Measurement startUntil(long end) {
        long start = ManagementFactory.getRuntimeMXBean().getStartTime();
        return new Measurement(StartUp.START, end - start, "ms");
    }

    /** Returns the user and system time so far. */
    static Measurement cpu() {
        Duration cpu = ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
        return new Measurement(StartUp.CPU, cpu.toMillis(), "ms");
    }
}
