package io.github.cameltiktok.gateway;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Lets a command end cleanly when the process is stopped, by Ctrl-C or SIGTERM. */
final class StopSignal {

    private static final long LONGEST_STOP_SECONDS = 60;

    private final CountDownLatch stopping = new CountDownLatch(1);
    private final CountDownLatch done = new CountDownLatch(1);

    StopSignal() {
        Runtime.getRuntime().addShutdownHook(new Thread(this::stop, "gateway-stop"));
    }

    /** Returns when the process is to stop. */
    void await() throws InterruptedException {
        stopping.await();
    }

    /** Lets the process end. */
    void done() {
        done.countDown();
    }

    private void stop() {
        stopping.countDown();
        try {
            done.await(LONGEST_STOP_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
