package io.github.cameltiktok.internal.lookup;

import java.util.List;
import java.util.concurrent.RunnableScheduledFuture;
import java.util.concurrent.ThreadPoolExecutor;

/** What a pool has still to do. */
public final class Tasks {

    private Tasks() {}

    /** Returns what lookups have left in the pool: all but what it does again and again anyway. */
    public static List<Runnable> of(ThreadPoolExecutor pool) {
        return pool.getQueue().stream()
                .filter(task -> !(task instanceof RunnableScheduledFuture<?> timed && timed.isPeriodic()))
                .toList();
    }
}
