package io.github.cameltiktok.lookup;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * A result that is worked out from a source, and ends that when it is cancelled itself: a future does not tell where it
 * comes from. Thread-safe.
 */
final class Relay<T> extends CompletableFuture<T> {

    private volatile @Nullable Future<?> source;

    /** Names the source, which may change; one that comes too late is cancelled at once. */
    void from(Future<?> from) {
        source = from;
        if (isCancelled()) {
            from.cancel(true);
        }
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
}
