package io.github.cameltiktok.lookup;

import io.github.cameltiktok.model.TikTokRecord;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;

/**
 * Composes lookups, and owns what they share: HTTP clients and the queues for the providers' concurrency limits.
 * Thread-safe.
 */
public final class LookupEngine implements AutoCloseable {

    private final ExecutorService worker;
    private final ScheduledExecutorService timer;
    private final Clock clock;
    private final Map<TransportSettings, HttpTransport> transports = new HashMap<>();
    private final Map<QueueKey, RequestSlots> queues = new HashMap<>();
    private boolean closed;

    /**
     * @param worker where answers are read and routes go on; stays the caller's to shut down, after this engine
     * @param timer for deadqueues; stays the caller's to shut down, after this engine
     * @param clock for the time of an answer
     */
    public LookupEngine(ExecutorService worker, ScheduledExecutorService timer, Clock clock) {
        this.worker = worker;
        this.timer = timer;
        this.clock = clock;
    }

    /** Returns the chain that looks one resource up at one provider; once this engine is closed, one that fails. */
    public synchronized <T extends TikTokRecord> Lookup<T> lookup(ProviderAccess<T> access) {
        if (closed) {
            return query -> CompletableFuture.failedFuture(TransportFailures.stopping());
        }
        HttpTransport transport =
                transports.computeIfAbsent(access.transport(), settings -> new HttpTransport(settings, clock));
        RequestSlots slots = queues.computeIfAbsent(
                new QueueKey(access.provider().name(), access.resource(), access.apiKey()),
                key -> new RequestSlots(access.maxConcurrentRequests(), access.maxQueuedRequests()));
        Lookup<T> http = new HttpLookup<>(access, transport, worker);
        Lookup<T> limited = new ConcurrencyLimit<>(slots, http, worker);
        return new Deadline<>(access.deadline(), limited, timer, worker);
    }

    /** Ends what waits and what is in flight, each as a failure, and closes all connections. */
    @Override
    public void close() {
        synchronized (this) {
            closed = true;
        }
        // From here on nothing is added.
        queues.values().forEach(RequestSlots::close);
        transports.values().forEach(HttpTransport::close);
    }

    private record QueueKey(String provider, String resource, ApiKey apiKey) {}
}
