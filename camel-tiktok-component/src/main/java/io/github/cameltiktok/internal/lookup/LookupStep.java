package io.github.cameltiktok.internal.lookup;

import io.github.cameltiktok.model.TikTokRecord;
import java.util.concurrent.CompletableFuture;

/**
 * One step of a lookup, which delegates to the next one through {@link LookupExecution#proceed()}. Thread-safe, without
 * state of a single lookup.
 */
@FunctionalInterface
interface LookupStep {

    /**
     * Starts this step and returns at once.
     *
     * @return completed with the result, failures included. It completes before this method returns, or on a worker of
     *     the engine, never on a thread of the HTTP client or the timer. It completes exceptionally only for a bug in
     *     this package. Cancelling it ends the lookup and frees its resources. A call in flight keeps its permit until it
     *     ends.
     */
    <T extends TikTokRecord> CompletableFuture<LookupResult<T>> find(LookupExecution<T> execution);
}
