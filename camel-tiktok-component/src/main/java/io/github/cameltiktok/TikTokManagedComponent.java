package io.github.cameltiktok;

import io.github.cameltiktok.internal.lookup.Bulkhead;
import io.github.cameltiktok.internal.lookup.CallQuota;
import io.github.cameltiktok.internal.lookup.LookupEngine;
import io.github.cameltiktok.internal.lookup.ProviderCircuitBreaker;
import io.github.cameltiktok.internal.lookup.metrics.LookupStatistics;
import io.github.cameltiktok.internal.monitoring.JmxTables;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;
import javax.management.openmbean.TabularData;
import org.apache.camel.api.management.ManagedAttribute;
import org.apache.camel.api.management.ManagedOperation;
import org.apache.camel.api.management.ManagedResource;
import org.apache.camel.support.HealthCheckComponent;
import org.jspecify.annotations.Nullable;

/**
 * What JMX shows of the component, beside what Camel shows of every component. Only types of the JDK, so that clients
 * need no classes of ours. Everything that comes from the engine is empty or 0 while the component is stopped. Safe for
 * any thread.
 */
@ManagedResource(description = "Managed TikTok component")
public abstract class TikTokManagedComponent extends HealthCheckComponent {

    private final LookupStatistics statistics = new LookupStatistics();

    TikTokManagedComponent() {}

    /** Returns what carries the lookups out, another one after each start; {@code null} while the component is stopped. */
    @Nullable
    abstract LookupEngine engine();

    /** Returns what has been counted, over all starts of the component. */
    LookupStatistics statistics() {
        return statistics;
    }

    @ManagedAttribute(description = "Lookups that have ended")
    public long getLookupsTotal() {
        return statistics.total().lookups();
    }

    @ManagedAttribute(description = "Lookups that ended with an exception, not-found included")
    public long getLookupsFailed() {
        return statistics.total().failed();
    }

    @ManagedAttribute(description = "Lookups by how they ended")
    public String[] getOutcomes() {
        return statistics.total().outcomes().entrySet().stream()
                .map(outcome -> outcome.getKey().tag() + ": " + outcome.getValue())
                .toArray(String[]::new);
    }

    @ManagedAttribute(description = "Calls to providers, those that failed included")
    public long getCalls() {
        return statistics.total().calls();
    }

    @ManagedAttribute(description = "Calls that were made once more")
    public long getRetries() {
        return statistics.total().retries();
    }

    @ManagedAttribute(description = "Lookups answered from the cache")
    public long getCacheHits() {
        return statistics.total().cacheHits();
    }

    @ManagedAttribute(description = "Lookups answered by the call of another one for the same")
    public long getMerged() {
        return statistics.total().coalesced();
    }

    @ManagedAttribute(description = "What the calls cost by the providers' documented prices")
    public String getSpend() {
        return JmxTables.spend(statistics.total());
    }

    @ManagedAttribute(description = "Counts by provider")
    public TabularData getProviders() {
        return JmxTables.of("provider", statistics.byProvider());
    }

    @ManagedAttribute(description = "Counts by the platform that asked; OTHER for those after the first 100")
    public TabularData getRequestSources() {
        return JmxTables.of("requestSource", statistics.byRequestSource());
    }

    @ManagedAttribute(description = "Remaining rate limits of providers that report them")
    public String[] getRateLimits() {
        return statistics.rateLimitRemaining().entrySet().stream()
                .map(limit -> limit.getKey() + ": " + limit.getValue())
                .toArray(String[]::new);
    }

    @ManagedAttribute(description = "About how many answers and lookups under way the cache holds")
    public long getCacheSize() {
        LookupEngine running = engine();
        return running == null ? 0 : running.cacheSize();
    }

    @ManagedAttribute(description = "Calls under way")
    public int getInFlight() {
        return queued(Bulkhead.Status::inUse);
    }

    @ManagedAttribute(description = "Lookups in the queue")
    public int getQueued() {
        return queued(Bulkhead.Status::waiting);
    }

    @ManagedAttribute(description = "Lookups that wait for a retry")
    public int getWaitingForRetry() {
        LookupEngine running = engine();
        return running == null ? 0 : running.waitingForRetry();
    }

    @ManagedAttribute(description = "Open circuit breakers: until when, and why")
    public String[] getOpenCircuits() {
        return all(LookupEngine::circuits)
                .filter(circuit -> circuit.state() == ProviderCircuitBreaker.State.OPEN)
                .map(circuit -> "circuit breaker of " + circuit.provider() + " open until " + circuit.until() + ": it "
                        + circuit.reason())
                .toArray(String[]::new);
    }

    @ManagedAttribute(description = "Calls that count against maxRequestsPerDay and maxRequestsPerMonth, by provider")
    public String[] getBudgets() {
        return all(LookupEngine::quotas).map(TikTokManagedComponent::text).toArray(String[]::new);
    }

    @ManagedOperation(description = "Forgets all answers in the cache")
    public void clearCache() {
        LookupEngine running = engine();
        if (running != null) {
            running.clearCache();
        }
    }

    @ManagedOperation(description = "Asks every provider again, whatever was wrong with it")
    public void closeCircuits() {
        LookupEngine running = engine();
        if (running != null) {
            running.closeCircuits();
        }
    }

    @ManagedOperation(description = "Begins to count from zero; budgets and meters stay as they are")
    public void resetStatistics() {
        statistics.reset();
    }

    private static String text(CallQuota.Status budget) {
        return budget.provider() + ": " + of(budget.today(), budget.perDay()) + " today, "
                + of(budget.thisMonth(), budget.perMonth()) + " this month";
    }

    private static String of(int used, @Nullable Integer allowed) {
        return allowed == null ? String.valueOf(used) : used + " of " + allowed;
    }

    private int queued(ToIntFunction<Bulkhead.Status> number) {
        return all(LookupEngine::queues).mapToInt(number).sum();
    }

    private <T> Stream<T> all(Function<LookupEngine, List<T>> part) {
        LookupEngine running = engine();
        return running == null ? Stream.empty() : part.apply(running).stream();
    }
}
