package io.github.cameltiktok.internal.lookup;

import io.github.cameltiktok.model.TikTokRecord;
import java.util.concurrent.CompletableFuture;

/**
 * One step of a lookup: adds its own concern and leaves the rest to {@link LookupExecution#proceed()}. Thread-safe, and
 * without state of a single lookup.
 */
@FunctionalInterface
interface LookupStep {

    /**
     * Starts this step and returns at once.
     *
     * @return completed with the result, failures included, either before this method returns or on a worker of the
     *     engine, never on a thread of the HTTP client or the timer. It completes exceptionally only for a fault in
     *     this package. Cancelling it ends the lookup and frees what the lookup holds; a call that has been sent keeps
     *     its permit until the call is over.
     */
    <T extends TikTokRecord> CompletableFuture<LookupResult<T>> find(LookupExecution<T> execution);
}
