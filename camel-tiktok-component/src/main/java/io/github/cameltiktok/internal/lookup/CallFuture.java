package io.github.cameltiktok.internal.lookup;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The outcome of one call, for the steps behind the queue. Cancelling it only requests the end of the call: it
 * completes when the call is over, because until then the call takes up a place at the provider. Thread-safe.
 */
final class CallFuture<T> extends CompletableFuture<T> {

    private @Nullable Future<?> source;
    private boolean cancelRequested;

    /** Returns an outcome that completes as another one does, after an action that must see the outcome first. */
    static <T> CallFuture<T> after(
            CompletableFuture<T> call, BiConsumer<? super @Nullable T, ? super @Nullable Throwable> action) {
        CallFuture<T> after = new CallFuture<>();
        after.from(call);
        call.whenComplete((value, fault) -> {
            action.accept(value, fault);
            after.endLike(call, value, fault);
        });
        return after;
    }

    /** Sets what cancelling is passed on to. */
    void from(Future<?> from) {
        boolean cancel;
        synchronized (this) {
            source = from;
            cancel = cancelRequested;
        }
        if (cancel) {
            from.cancel(true);
        }
    }

    @Override
    public boolean cancel(boolean mayInterrupt) {
        Future<?> from;
        synchronized (this) {
            cancelRequested = true;
            from = source;
        }
        if (from != null) {
            from.cancel(mayInterrupt);
        }
        return isCancelled();
    }

    synchronized boolean isCancelRequested() {
        return cancelRequested;
    }

    /** Completes it as cancelled: the call is over, or was never made. */
    void endCancelled() {
        super.cancel(false);
    }

    void endLike(CompletableFuture<T> call, @Nullable T value, @Nullable Throwable fault) {
        if (call.isCancelled()) {
            endCancelled();
        } else {
            CancellingFuture.copyTo(this, value, fault);
        }
    }
}
