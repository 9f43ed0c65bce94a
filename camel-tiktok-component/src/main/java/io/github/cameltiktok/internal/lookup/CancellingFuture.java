package io.github.cameltiktok.internal.lookup;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * A result that is derived from a source. Cancelling it completes it at once and cancels the source, which
 * {@link CompletableFuture} leaves to its users. Thread-safe.
 */
final class CancellingFuture<T> extends CompletableFuture<T> {

    private volatile @Nullable Future<?> source;

    /** Sets the source, which may change; one that comes too late is cancelled at once. */
    <S extends Future<?>> S from(S from) {
        source = from;
        if (isCancelled()) {
            from.cancel(true);
        }
        return from;
    }

    @Override
    public boolean cancel(boolean mayInterrupt) {
        boolean cancelled = super.cancel(mayInterrupt);
        Future<?> from = source;
        if (cancelled && from != null) {
            from.cancel(true);
        }
        return cancelled;
    }

    /** Completes a future the way another one was completed. */
    static <T> void copyTo(CompletableFuture<T> target, @Nullable T value, @Nullable Throwable fault) {
        if (fault == null) {
            target.complete(value);
        } else {
            target.completeExceptionally(fault);
        }
    }

    /**
     * Runs a task, here if the executor has been shut down: on the wrong thread is better than never. The executor is
     * asked first, as some discard late tasks without an exception.
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
