package io.github.cameltiktok.chaos;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Measures how late a thread of this process wakes up; 0.1 ms on a quiet machine. */
final class WakeUpLatency {

    private static final long PERIOD = TimeUnit.MILLISECONDS.toNanos(5);

    private final Thread thread = new Thread(this::measure, "wake-ups");
    private volatile boolean stopped;
    private long late;
    private long times;

    WakeUpLatency() {
        thread.setDaemon(true);
        thread.start();
    }

    private void measure() {
        while (!stopped) {
            long due = System.nanoTime() + PERIOD;
            LockSupport.parkNanos(PERIOD);
            late += Math.max(0, System.nanoTime() - due);
            times++;
        }
    }

    /** Ends the measurement and returns the mean in nanoseconds. */
    long stop() throws InterruptedException {
        stopped = true;
        thread.join();
        return times == 0 ? 0 : late / times;
    }
}
