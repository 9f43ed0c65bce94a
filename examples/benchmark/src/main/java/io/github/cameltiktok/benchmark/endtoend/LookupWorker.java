package io.github.cameltiktok.benchmark.endtoend;

import io.github.cameltiktok.benchmark.contender.LookupCallback;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Runs one lookup after another, each on the thread on which the previous one completes. */
final class LookupWorker implements Runnable, LookupCallback {

    private final ClosedLoop loop;

    /** Lookups to start; a loop over them keeps the stack flat if lookups complete synchronously. */
    private final AtomicInteger pending = new AtomicInteger();

    private String id = "";
    private long start;

    LookupWorker(ClosedLoop loop) {
        this.loop = loop;
    }

    @Override
    public void run() {
        if (pending.getAndIncrement() != 0) {
            return;
        }
        do {
            if (loop.isStopped()) {
                loop.leave();
                return;
            }
            id = loop.nextId();
            start = System.nanoTime();
            loop.lookups().find("https://www.tiktok.com/@some.cook/video/" + id, this);
        } while (pending.decrementAndGet() != 0);
    }

    @Override
    public void completed(@Nullable String found, @Nullable Throwable failure) {
        loop.record(System.nanoTime() - start, id.equals(found), failure);
        run();
    }
}
