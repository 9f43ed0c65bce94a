package io.github.cameltiktok.internal.lookup;

import java.util.List;
import java.util.concurrent.RunnableScheduledFuture;
import java.util.concurrent.ThreadPoolExecutor;

/** The queued tasks of a pool. */
public final class PendingTasks {

    private PendingTasks() {}

    /** Returns all queued tasks but the periodic ones. */
    public static List<Runnable> of(ThreadPoolExecutor pool) {
        return pool.getQueue().stream()
                .filter(task -> !(task instanceof RunnableScheduledFuture<?> timed && timed.isPeriodic()))
                .toList();
    }
}
