package io.github.cameltiktok.internal.lookup;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The outcome of one call, for the steps after the queue. Cancelling it only requests the end of the call. It completes
 * when the call ends, because until then the call counts against the provider's limit. Thread-safe.
 */
final class CallFuture<T> extends CompletableFuture<T> {

    private @Nullable Future<?> source;
    private boolean cancelRequested;

    /** Returns a future that completes like the call, after an action that receives the outcome first. */
    static <T> CallFuture<T> after(
            CompletableFuture<T> call, BiConsumer<? super @Nullable T, ? super @Nullable Throwable> action) {
        CallFuture<T> after = new CallFuture<>();
        after.propagateCancelTo(call);
        call.whenComplete((value, fault) -> {
            action.accept(value, fault);
            after.completeLike(call, value, fault);
        });
        return after;
    }

    /** Sets the future that cancelling is passed on to, at once if it was requested before. */
    void propagateCancelTo(Future<?> newSource) {
        boolean cancel;
        synchronized (this) {
            source = newSource;
            cancel = cancelRequested;
        }
        if (cancel) {
            newSource.cancel(true);
        }
    }

    @Override
    public boolean cancel(boolean mayInterrupt) {
        Future<?> target;
        synchronized (this) {
            cancelRequested = true;
            target = source;
        }
        if (target != null) {
            target.cancel(mayInterrupt);
        }
        return isCancelled();
    }

    synchronized boolean isCancelRequested() {
        return cancelRequested;
    }

    /** Completes this future as cancelled: the call has ended, or was not sent. */
    void completeCancelled() {
        super.cancel(false);
    }

    void completeLike(CompletableFuture<T> call, @Nullable T value, @Nullable Throwable fault) {
        if (call.isCancelled()) {
            completeCancelled();
        } else {
            CancellingFuture.copyTo(this, value, fault);
        }
    }
}
