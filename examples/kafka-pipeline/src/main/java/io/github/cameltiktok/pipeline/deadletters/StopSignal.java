package io.github.cameltiktok.pipeline.deadletters;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Makes Ctrl-C and SIGTERM wait, 30 s at most, until this is closed, so that a transaction can end. Thread-safe.
 */
final class StopSignal implements AutoCloseable {

    private static final int PATIENCE_SECONDS = 30;

    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread hook = new Thread(this::stop, "stop");
    private volatile boolean stopped;

    /** Begins to watch for signals. */
    StopSignal() {
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /** Returns whether the process is to end. */
    boolean isGiven() {
        return stopped;
    }

    @Override
    public void close() {
        closed.countDown();
        if (!stopped) {
            try {
                Runtime.getRuntime().removeShutdownHook(hook);
            } catch (IllegalStateException e) {
                // The signal has come just now; the hook ends at once.
            }
        }
    }

    private void stop() {
        stopped = true;
        try {
            if (!closed.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                Runtime.getRuntime().halt(1);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
