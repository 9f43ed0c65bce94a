package io.github.cameltiktok.gateway;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs the periodic jobs, which do not block, on one thread. */
final class Jobs implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Jobs.class);

    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(job -> {
        Thread one = new Thread(job, "gateway-jobs");
        one.setDaemon(true);
        return one;
    });

    /** Runs a job until this is closed, first after one interval. A failure does not end it. */
    void every(Duration interval, String name, Runnable job) {
        long millis = interval.toMillis();
        thread.scheduleWithFixedDelay(() -> runSafely(name, job), millis, millis, TimeUnit.MILLISECONDS);
    }

    private static void runSafely(String name, Runnable job) {
        try {
            job.run();
        } catch (RuntimeException e) {
            LOG.error("Job {} failed, and runs again", name, e);
        }
    }

    /** Starts no more runs, and waits for the current one. */
    @Override
    public void close() {
        thread.shutdownNow();
        try {
            if (!thread.awaitTermination(5, TimeUnit.SECONDS)) {
                LOG.warn("A job has not ended within 5 s");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
