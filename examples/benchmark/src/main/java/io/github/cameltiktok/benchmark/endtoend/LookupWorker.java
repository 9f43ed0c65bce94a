package io.github.cameltiktok.benchmark.endtoend;

import io.github.cameltiktok.benchmark.contender.Ending;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** One lookup after the other: the next begins where the one before ends, on whichever thread that is. */
final class Lane implements Runnable, Ending {

    private final ClosedLoop loop;

    /** How many endings are to be followed by a beginning; keeps the stack from growing with lookups that end at once. */
    private final AtomicInteger due = new AtomicInteger();

    private String id = "";
    private long start;

    Lane(ClosedLoop loop) {
        this.loop = loop;
    }

    @Override
    public void run() {
        if (due.getAndIncrement() != 0) {
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
        } while (due.decrementAndGet() != 0);
    }

    @Override
    public void ended(@Nullable String found, @Nullable Throwable failure) {
        loop.ended(System.nanoTime() - start, id.equals(found), failure);
        run();
    }
}
