package io.github.cameltiktok.benchmark.contender;

import org.jspecify.annotations.Nullable;

/** Receives the result of a lookup. */
public interface LookupCallback {

    /**
     * Called once, on any thread.
     *
     * @param id id of the video; null after a failure
     */
    void completed(@Nullable String id, @Nullable Throwable failure);
}
