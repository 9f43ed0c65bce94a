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
 * Composes lookups, and owns the state that they share: connections, queues, circuit breakers, quotas and the cache.
 * Thread-safe.
 */
public final class LookupEngine implements AutoCloseable {

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
            new SharedResources<>(ProviderCircuitBreaker::isIdle, ProviderCircuitBreaker::endDelays);
    private final SharedResources<AccountKey, ApiKeyChecker> keyCheckers =
            new SharedResources<>(ApiKeyChecker::isIdle, idle -> {});
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
     * @param worker where answers are read and routes go on; stays the caller's to shut down, after this engine
     * @param timer for deadlines and delays; stays the caller's to shut down, after this engine
     * @param clock for the time of an answer, and by which cache entries age, circuits wait and quotas are reset
     * @param quotaStore where the counts of quotas are kept
     * @param listener of all that happens
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
                SharedResources.LINGER.toMillis(),
                SharedResources.LINGER.toMillis(),
                TimeUnit.MILLISECONDS);
    }

    /** The steps of every lookup, in the order in which it passes them. */
    private List<LookupStep> steps(LookupListener listener) {
        return List.of(
                new LookupMetrics(listener), // 1. report the outcome of the lookup
                new Deadline(timer, worker), // 2. end it when its deadline has passed
                cache, // 3. join an equal lookup in flight, or use a cached outcome
                new Failover(() -> closed), // 4. call one provider after the other
                new Retrying(worker, () -> closed), // 5. repeat a failed call after a delay
                new PermitQueue(timer, worker), // 6. wait for a permit, unless the answer would come too late
                new CircuitCheck(), // 7. with the permit: may the provider be called?
                new QuotaCheck(), // 8. ... is a call left?
                new CallMetrics(listener), // 9. report the outcome of the call
                new ProviderCall(timer, worker)); // 10. send one HTTP request and read the record
    }

    /** Returns a chain for a plan, to be closed when it is not needed any more; once this engine is closed, it fails. */
    public <T extends TikTokRecord> LookupChain<T> lookup(LookupPlan<T> plan) {
        if (!plan.cacheTtl().isZero()) {
            cache.hold(plan.cacheSize());
        }
        List<ProviderClient<T>> clients = new ArrayList<>();
        try {
            plan.providers().forEach(config -> clients.add(client(config)));
        } catch (RuntimeException e) {
            clients.forEach(this::release);
            throw e;
        }
        // Next to the rest of the start, which need not wait for it.
        clients.forEach(client -> CancellingFuture.run(worker, client.transport()::open));
        return new LookupChain<>(plan, clients, steps, () -> clients.forEach(this::release));
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

    /** Disposes of shared state that has been unused for so long. */
    void sweep(Duration linger) {
        bulkheads.sweep(linger);
        circuitBreakers.sweep(linger);
        transports.sweep(linger);
        keyCheckers.sweep(linger);
    }

    /**
     * Asks a provider whether it accepts an API key, through a call that costs nothing. It is asked once a minute at
     * most with each key; meanwhile its last answer is returned.
     *
     * @return never fails, but is cancelled if another caller has cancelled the same check; cancelling it closes the
     *     connection
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

    /** Returns the calls in flight and the lookups in the queues, by provider, address, key and resource. */
    public List<Bulkhead.Status> queues() {
        List<Bulkhead.Status> all = new ArrayList<>();
        bulkheads
                .all()
                .forEach(
                        (key, bulkhead) -> all.add(bulkhead.status(key.account().provider(), key.resource())));
        all.sort(Comparator.comparing(Bulkhead.Status::provider).thenComparing(Bulkhead.Status::resource));
        return all;
    }

    /** Returns the state of the circuits, by provider, address and key. */
    public List<ProviderCircuitBreaker.Status> circuits() {
        return circuitBreakers.all().values().stream()
                .map(ProviderCircuitBreaker::status)
                .sorted(Comparator.comparing(ProviderCircuitBreaker.Status::provider))
                .toList();
    }

    /** Returns the state of the circuit of each provider of a plan, in its order. */
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

    /** Returns how many lookups wait to call again. */
    public int waitingForRetry() {
        return circuitBreakers.all().values().stream()
                .mapToInt(ProviderCircuitBreaker::delayed)
                .sum();
    }

    /** Returns about how many cached outcomes and lookups in flight there are. */
    public long cacheSize() {
        return cache.size();
    }

    /** Evicts all cached outcomes. */
    public void clearCache() {
        cache.clear();
    }

    /** Closes all circuits, whatever opened them. */
    public void closeCircuits() {
        circuitBreakers.all().values().forEach(ProviderCircuitBreaker::reset);
    }

    /** Ends what waits and what is in flight, each as a failure, and closes all connections. */
    @Override
    public void close() {
        closed = true;
        sweeps.cancel(false);
        bulkheads.close();
        circuitBreakers.close();
        transports.close();
    }
}
