package io.github.cameltiktok.gateway.event;

import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Reads events behind a position, oldest first. */
@FunctionalInterface
interface EventSource {

    CompletableFuture<List<Event>> after(long position, int limit);
}
