package io.github.cameltiktok.lookup;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/** What {@link CompletableFuture} leaves to its users. */
final class Futures {

    private Futures() {}

    /** Does for a stage of {@link CompletableFuture}'s own making what {@link Relay} does: cancels its source along with it. */
    static <T> CompletableFuture<T> cancelling(CompletableFuture<T> result, Future<?> source) {
        result.whenComplete((value, failure) -> {
            if (result.isCancelled()) {
                source.cancel(true);
            }
        });
        return result;
    }

    /** Completes a future the way another one was completed. */
    static <T> void pass(@Nullable T value, @Nullable Throwable failure, CompletableFuture<T> result) {
        if (failure == null) {
            result.complete(value);
        } else {
            result.completeExceptionally(cause(failure));
        }
    }

    /** Returns what really went wrong, without what a future wraps around it. */
    static Throwable cause(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }

    /**
     * Runs a task, here if the executor has been shut down: on the wrong thread is better than never. It is asked before,
     * as some executors drop without a word what comes too late.
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
