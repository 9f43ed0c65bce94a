package io.github.cameltiktok.internal.lookup;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Writes one byte every 50 ms until the other side has had enough. */
public final class Trickle {

    private static final int PAUSE_MILLIS = 50;

    private Trickle() {}

    public static void into(Peer.Line line) throws IOException {
        CountDownLatch never = new CountDownLatch(1);
        try {
            while (!never.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS)) {
                line.write(" ");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
