package io.github.cameltiktok.internal.lookup;

import io.github.cameltiktok.model.TikTokRecord;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Looks up the subjects of one plan. Keeps queues, circuit breakers and connections of its providers until it is closed.
 * Lookups in flight then continue. Thread-safe.
 */
public final class LookupChain<T extends TikTokRecord> implements AutoCloseable {

    private final LookupPlan<T> plan;
    private final List<ProviderClient<T>> clients;
    private final List<LookupStep> steps;
    private final CoalescingCache.Scope scope;
    private final Runnable onClose;
    private final AtomicBoolean closed = new AtomicBoolean();

    /** @param onClose releases the shared resources; run once */
    LookupChain(LookupPlan<T> plan, List<ProviderClient<T>> clients, List<LookupStep> steps, Runnable onClose) {
        this.plan = plan;
        this.clients = List.copyOf(clients);
        this.steps = steps;
        this.scope = CoalescingCache.Scope.of(plan);
        this.onClose = onClose;
    }

    /**
     * Starts a lookup and returns at once.
     *
     * @return completed with the record or the failure, before this method returns or on a worker of the engine;
     *     cancelling it ends the lookup
     */
    public CompletableFuture<LookupResult<T>> find(LookupQuery query) {
        return LookupExecution.start(this, query, steps).proceed();
    }

    LookupPlan<T> plan() {
        return plan;
    }

    List<ProviderClient<T>> clients() {
        return clients;
    }

    CoalescingCache.Scope scope() {
        return scope;
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            onClose.run();
        }
    }
}
