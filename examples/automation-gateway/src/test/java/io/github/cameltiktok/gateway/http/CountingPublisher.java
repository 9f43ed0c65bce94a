package io.github.cameltiktok.gateway.http;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicInteger;

/** A stream without an end that sends 64 KiB for each demand. */
final class CountingPublisher implements Flow.Publisher<byte[]> {

    private static final byte[] PART = new byte[64 * 1024];

    final AtomicInteger subscribers = new AtomicInteger();
    final AtomicInteger sent = new AtomicInteger();
    private final ExecutorService thread = Executors.newSingleThreadExecutor(task -> {
        Thread one = new Thread(task, "parts");
        one.setDaemon(true);
        return one;
    });

    @Override
    public void subscribe(Flow.Subscriber<? super byte[]> subscriber) {
        subscribers.incrementAndGet();
        subscriber.onSubscribe(new Flow.Subscription() {
            private volatile boolean isCancelled;

            @Override
            public void request(long n) {
                thread.execute(() -> {
                    for (long i = 0; i < n && !isCancelled; i++) {
                        sent.incrementAndGet();
                        subscriber.onNext(PART);
                    }
                });
            }

            @Override
            public void cancel() {
                if (!isCancelled) {
                    isCancelled = true;
                    subscribers.decrementAndGet();
                }
            }
        });
    }
}
