package io.github.cameltiktok.internal.lookup;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * A future that depends on a source. Cancelling it completes it at once and then cancels the source, as {@link
 * CompletableFuture} does not. Thread-safe.
 */
final class CancellingFuture<T> extends CompletableFuture<T> {

    private volatile @Nullable Future<?> source;

    /** Sets or replaces the source, and returns it. A source set after the cancelling is cancelled at once. */
    <S extends Future<?>> S propagateCancelTo(S newSource) {
        source = newSource;
        if (isCancelled()) {
            newSource.cancel(true);
        }
        return newSource;
    }

    @Override
    public boolean cancel(boolean mayInterrupt) {
        boolean cancelled = super.cancel(mayInterrupt);
        Future<?> target = source;
        if (cancelled && target != null) {
            target.cancel(true);
        }
        return cancelled;
    }

    /** Completes a future with a value or a fault. */
    static <T> void copyTo(CompletableFuture<T> target, @Nullable T value, @Nullable Throwable fault) {
        if (fault == null) {
            target.complete(value);
        } else {
            target.completeExceptionally(fault);
        }
    }

    /**
     * Runs a task on an executor, or on this thread if the executor is shut down. {@code isShutdown} comes first, because
     * some executors discard late tasks without an exception.
     */
    static void run(Executor executor, Runnable task) {
        if (executor instanceof ExecutorService service && service.isShutdown()) {
            task.run();
            return;
        }
        try {
            executor.execute(task);
        } catch (RejectedExecutionException e) {
            task.run();
        }
    }
}
