package io.github.cameltiktok.benchmark.contender;

import org.jspecify.annotations.Nullable;

/** Who is told of the end of a lookup. */
public interface Ending {

    /**
     * Called once, on any thread.
     *
     * @param id of what was found; {@code null} for a failure
     */
    void ended(@Nullable String id, @Nullable Throwable failure);
}
