package io.github.cameltiktok.lookup;

import io.github.cameltiktok.model.TikTokRecord;
import java.util.concurrent.CompletableFuture;

/**
 * One step of a lookup, which adds its own concern and leaves the rest to the next step. Thread-safe.
 *
 * @param <T> the record looked up
 */
@FunctionalInterface
public interface Lookup<T extends TikTokRecord> {

    /**
     * Starts a lookup and returns at once.
     *
     * @return completed with the result, or with a {@code ProviderException}, either before this method returns or on a
     *     thread of the engine's worker pool, never on a thread that does the network's work. Cancelling it gives up the
     *     lookup and frees all that it holds.
     */
    CompletableFuture<LookupResult<T>> find(LookupQuery query);
}
