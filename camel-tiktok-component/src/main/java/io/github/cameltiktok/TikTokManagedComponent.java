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
 * The JMX attributes and operations of the component, in addition to those of every Camel component. Uses only types
 * of the JDK, so that clients need no classes of this project. Values of the engine are empty or 0 while the
 * component is stopped. Thread-safe.
 */
@ManagedResource(description = "Managed TikTok component")
public abstract class TikTokManagedComponent extends HealthCheckComponent {

    private final LookupStatistics statistics = new LookupStatistics();

    TikTokManagedComponent() {}

    /** Returns the engine, a new one after each start; {@code null} while the component is stopped. */
    @Nullable
    abstract LookupEngine engine();

    /** Returns the counts since the component was created, across its starts. */
    LookupStatistics statistics() {
        return statistics;
    }

    @ManagedAttribute(description = "Completed lookups")
    public long getLookupsTotal() {
        return statistics.total().lookups();
    }

    @ManagedAttribute(description = "Lookups that ended with an exception, not-found included")
    public long getLookupsFailed() {
        return statistics.total().failed();
    }

    @ManagedAttribute(description = "Lookups by outcome")
    public String[] getOutcomes() {
        return statistics.total().outcomes().entrySet().stream()
                .map(outcome -> outcome.getKey().tag() + ": " + outcome.getValue())
                .toArray(String[]::new);
    }

    @ManagedAttribute(description = "Calls to providers, including failed ones")
    public long getCalls() {
        return statistics.total().calls();
    }

    @ManagedAttribute(description = "Retries")
    public long getRetries() {
        return statistics.total().retries();
    }

    @ManagedAttribute(description = "Lookups answered from the cache")
    public long getCacheHits() {
        return statistics.total().cacheHits();
    }

    @ManagedAttribute(description = "Lookups that shared the call of an equal lookup in flight")
    public long getMerged() {
        return statistics.total().coalesced();
    }

    @ManagedAttribute(description = "Cost of the calls, by documented or configured prices")
    public String getSpend() {
        return JmxTables.spend(statistics.total());
    }

    @ManagedAttribute(description = "Counts by provider")
    public TabularData getProviders() {
        return JmxTables.of("provider", statistics.byProvider());
    }

    @ManagedAttribute(description = "Counts by request source; OTHER for those after the first 100")
    public TabularData getRequestSources() {
        return JmxTables.of("requestSource", statistics.byRequestSource());
    }

    @ManagedAttribute(description = "Remaining rate limits of providers that report them")
    public String[] getRateLimits() {
        return statistics.rateLimitRemaining().entrySet().stream()
                .map(limit -> limit.getKey() + ": " + limit.getValue())
                .toArray(String[]::new);
    }

    @ManagedAttribute(description = "Approximate number of cached answers and lookups in flight")
    public long getCacheSize() {
        LookupEngine running = engine();
        return running == null ? 0 : running.cacheSize();
    }

    @ManagedAttribute(description = "Calls in flight")
    public int getInFlight() {
        return queued(Bulkhead.Status::inUse);
    }

    @ManagedAttribute(description = "Lookups in the queue")
    public int getQueued() {
        return queued(Bulkhead.Status::waiting);
    }

    @ManagedAttribute(description = "Lookups waiting for a retry")
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

    @ManagedOperation(description = "Evicts all cached answers")
    public void clearCache() {
        LookupEngine running = engine();
        if (running != null) {
            running.clearCache();
        }
    }

    @ManagedOperation(description = "Closes all circuit breakers")
    public void closeCircuits() {
        LookupEngine running = engine();
        if (running != null) {
            running.closeCircuits();
        }
    }

    @ManagedOperation(description = "Resets the counts to 0; budgets and meters keep theirs")
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
