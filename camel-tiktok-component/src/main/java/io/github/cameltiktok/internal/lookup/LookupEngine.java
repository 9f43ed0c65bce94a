package io.github.cameltiktok.internal.lookup;

import io.github.cameltiktok.internal.lookup.http.ApiKey;
import io.github.cameltiktok.internal.lookup.http.HttpTransport;
import io.github.cameltiktok.internal.lookup.http.TransportFailures;
import io.github.cameltiktok.internal.lookup.metrics.LookupListener;
import io.github.cameltiktok.model.TikTokRecord;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Composes the steps of lookups, and owns their shared state: connections, queues, circuit breakers, quotas and the
 * cache. Thread-safe.
 */
public final class LookupEngine implements AutoCloseable {

    /**
     * Shorter than nearly all deadlines: an alarm that comes first in the timer's queue wakes its thread, which took a
     * tenth of the CPU of a lookup without others in flight.
     */
    private static final Duration SWEEP_INTERVAL = Duration.ofSeconds(1);

    private final ExecutorService worker;
    private final ScheduledExecutorService timer;
    private final Clock clock;
    private final CallQuota.Store quotaStore;
    private final CoalescingCache cache;
    private final List<LookupStep> steps;
    private final Future<?> sweeps;

    private final SharedResources<HttpTransport.Settings, HttpTransport> transports =
            new SharedResources<>(HttpTransport::isUnused, HttpTransport::close);
    private final SharedResources<BulkheadKey, Bulkhead> bulkheads =
            new SharedResources<>(Bulkhead::isUnused, Bulkhead::close);
    private final SharedResources<AccountKey, ProviderCircuitBreaker> circuitBreakers =
            new SharedResources<>(ProviderCircuitBreaker::isIdle, ProviderCircuitBreaker::close);
    private final SharedResources<AccountKey, ApiKeyChecker> keyCheckers =
            new SharedResources<>(ApiKeyChecker::isExpired, expired -> {});
    private final Map<String, CallQuota> quotas = new TreeMap<>();
    private volatile boolean closed;

    private record AccountKey(String provider, String baseUrl, ApiKey apiKey) {

        static AccountKey of(ProviderCallConfig<?> config) {
            return new AccountKey(config.provider().name(), config.baseUrl().toString(), config.apiKey());
        }
    }

    private record BulkheadKey(AccountKey account, String resource) {

        static BulkheadKey of(ProviderCallConfig<?> config) {
            return new BulkheadKey(AccountKey.of(config), config.resource());
        }
    }

    /**
     * @param worker parses responses and continues routes; the caller shuts it down, after this engine
     * @param timer for deadlines and delays; the caller shuts it down, after this engine
     * @param clock for the timestamps of responses, and for cache entries, circuit breakers and quotas
     * @param quotaStore for the counts of quotas
     * @param listener for lookups, calls and retries
     */
    public LookupEngine(
            ExecutorService worker,
            ScheduledExecutorService timer,
            Clock clock,
            CallQuota.Store quotaStore,
            LookupListener listener) {
        this.worker = worker;
        this.timer = timer;
        this.clock = clock;
        this.quotaStore = quotaStore;
        this.cache = new CoalescingCache(clock, worker);
        this.steps = steps(listener);
        this.sweeps = timer.scheduleWithFixedDelay(
                () -> sweep(SharedResources.LINGER),
                SWEEP_INTERVAL.toMillis(),
                SWEEP_INTERVAL.toMillis(),
                TimeUnit.MILLISECONDS);
    }

    /** Returns the steps of each lookup in order. docs/images/lookup-path.svg shows them. */
    private List<LookupStep> steps(LookupListener listener) {
        return List.of(
                new LookupMetrics(listener), // 1. report the outcome of the lookup
                new Deadline(timer, worker), // 2. end the lookup at its deadline
                cache, // 3. join an equal lookup in flight, or use a cached outcome
                new Failover(() -> closed), // 4. call one provider after the other
                new Retrying(worker, () -> closed), // 5. repeat a failed call after a delay
                new PermitQueue(timer, worker), // 6. wait for a permit, unless the response would come too late
                new CircuitCheck(), // 7. refuse the call if the circuit is open
                new QuotaCheck(), // 8. refuse the call if the quota is used up
                new CallMetrics(listener), // 9. report the outcome of the call
                new ProviderCall(timer, worker)); // 10. send one HTTP request and read the record
    }

    /** Returns the steps of this engine in order. */
    List<LookupStep> steps() {
        return steps;
    }

    /** Returns a chain for a plan, for the caller to close. Its lookups fail once this engine is closed. */
    public <T extends TikTokRecord> LookupChain<T> lookup(LookupPlan<T> plan) {
        if (!plan.cacheTtl().isZero()) {
            cache.ensureCapacity(plan.cacheSize());
        }
        List<ProviderClient<T>> clients = new ArrayList<>();
        try {
            plan.providers().forEach(config -> clients.add(client(config)));
        } catch (RuntimeException e) {
            clients.forEach(this::release);
            throw e;
        }
        clients.forEach(this::warmUp);
        return new LookupChain<>(plan, clients, steps, () -> clients.forEach(this::release));
    }

    /** Prepares the first call in the background. In a new JVM that takes longer than the rest of a route's start. */
    private void warmUp(ProviderClient<?> client) {
        CancellingFuture.run(worker, client.transport()::open);
        if (client.config().baseUrl().isHttps()) {
            CancellingFuture.run(worker, client.transport()::loadCertificates);
        }
    }

    private <T extends TikTokRecord> ProviderClient<T> client(ProviderCallConfig<T> config) {
        String provider = config.provider().name();
        CallQuota quota = quota(config);
        return new ProviderClient<>(
                config,
                bulkheads.acquire(
                        BulkheadKey.of(config),
                        () -> new Bulkhead(config.maxConcurrentRequests(), config.maxQueuedRequests())),
                circuitBreakers.acquire(
                        AccountKey.of(config), () -> new ProviderCircuitBreaker(provider, clock, timer)),
                quota,
                transports.acquire(config.transport(), () -> new HttpTransport(config.transport(), clock)));
    }

    private synchronized CallQuota quota(ProviderCallConfig<?> config) {
        return quotas.computeIfAbsent(
                config.provider().name(), name -> new CallQuota(name, config.quota(), quotaStore, clock, worker));
    }

    private void release(ProviderClient<?> client) {
        ProviderCallConfig<?> config = client.config();
        bulkheads.release(BulkheadKey.of(config));
        circuitBreakers.release(AccountKey.of(config));
        transports.release(config.transport());
    }

    /** Disposes of shared state that is unused for this long. */
    void sweep(Duration linger) {
        bulkheads.sweep(linger);
        circuitBreakers.sweep(linger);
        transports.sweep(linger);
        keyCheckers.sweep(linger);
    }

    /**
     * Checks an API key through a free call to its provider. Each key is checked once a minute at most; in between, the
     * latest result is returned.
     *
     * @return never completed exceptionally, but cancelled if another caller cancels the same check. Cancelling it closes
     *     the connection
     */
    public CompletableFuture<ApiKeyChecker.Status> checkKey(ProviderCallConfig<?> config) {
        if (closed) {
            return CompletableFuture.completedFuture(new ApiKeyChecker.Status(
                    ApiKeyChecker.Status.Verdict.UNKNOWN,
                    TransportFailures.stopping().message()));
        }
        HttpTransport transport =
                transports.acquire(config.transport(), () -> new HttpTransport(config.transport(), clock));
        try {
            return keyCheckers
                    .acquire(AccountKey.of(config), () -> new ApiKeyChecker(config, clock))
                    .latest(transport);
        } finally {
            keyCheckers.release(AccountKey.of(config));
            transports.release(config.transport());
        }
    }

    /** Returns the state of all bulkheads, by provider, base URL, API key and resource. */
    public List<Bulkhead.Status> queues() {
        List<Bulkhead.Status> all = new ArrayList<>();
        bulkheads
                .all()
                .forEach(
                        (key, bulkhead) -> all.add(bulkhead.status(key.account().provider(), key.resource())));
        all.sort(Comparator.comparing(Bulkhead.Status::provider).thenComparing(Bulkhead.Status::resource));
        return all;
    }

    /** Returns the state of all circuits, by provider, base URL and API key. */
    public List<ProviderCircuitBreaker.Status> circuits() {
        return circuitBreakers.all().values().stream()
                .map(ProviderCircuitBreaker::status)
                .sorted(Comparator.comparing(ProviderCircuitBreaker.Status::provider))
                .toList();
    }

    /** Returns the state of the circuits of a plan's providers, in order. */
    public List<ProviderCircuitBreaker.Status> circuits(LookupPlan<?> plan) {
        return plan.providers().stream().map(this::circuit).toList();
    }

    private ProviderCircuitBreaker.Status circuit(ProviderCallConfig<?> config) {
        AccountKey key = AccountKey.of(config);
        try {
            return circuitBreakers
                    .acquire(key, () -> new ProviderCircuitBreaker(key.provider(), clock, timer))
                    .status();
        } finally {
            circuitBreakers.release(key);
        }
    }

    /** Returns the calls so far, by provider. */
    public synchronized List<CallQuota.Status> quotas() {
        return quotas.values().stream().map(CallQuota::status).toList();
    }

    /** Returns the number of lookups in the delay before a retry. */
    public int waitingForRetry() {
        return circuitBreakers.all().values().stream()
                .mapToInt(ProviderCircuitBreaker::pendingRetries)
                .sum();
    }

    /** Returns the approximate number of cached outcomes and lookups in flight. */
    public long cacheSize() {
        return cache.size();
    }

    /** Evicts all cached outcomes. */
    public void clearCache() {
        cache.clear();
    }

    /** Closes all circuits. */
    public void closeCircuits() {
        circuitBreakers.all().values().forEach(ProviderCircuitBreaker::reset);
    }

    /** Ends all waiting lookups and calls in flight as failures, and closes all connections. */
    @Override
    public void close() {
        closed = true;
        sweeps.cancel(false);
        bulkheads.close();
        circuitBreakers.close();
        transports.close();
    }
}
