package io.github.cameltiktok.pipeline.deadletters;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Delays the end of the process after Ctrl-C or SIGTERM until this is closed, by at most 30 s. Thread-safe. */
final class StopSignal implements AutoCloseable {

    private static final int TIMEOUT_SECONDS = 30;

    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread hook = new Thread(this::stop, "stop");
    private volatile boolean stopped;

    /** Creates a listener for both signals. */
    StopSignal() {
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /** Returns whether a signal was received. */
    boolean isReceived() {
        return stopped;
    }

    @Override
    public void close() {
        closed.countDown();
        if (!stopped) {
            try {
                Runtime.getRuntime().removeShutdownHook(hook);
            } catch (IllegalStateException e) {
                // The process is ending already; the hook returns at once.
            }
        }
    }

    private void stop() {
        stopped = true;
        try {
            if (!closed.await(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
                Runtime.getRuntime().halt(1);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
