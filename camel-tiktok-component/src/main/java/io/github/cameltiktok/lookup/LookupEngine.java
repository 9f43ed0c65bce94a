package io.github.cameltiktok.lookup;

import io.github.cameltiktok.model.TikTokRecord;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Composes lookups, and owns what they share: HTTP clients, the queues for the providers' concurrency limits, circuits,
 * budgets and the cache. Thread-safe.
 */
public final class LookupEngine implements AutoCloseable {

    private static final long HEARTBEAT_MILLIS = 1_000;

    private final ExecutorService worker;
    private final ScheduledExecutorService timer;
    private final Clock clock;
    private final BudgetStore budgetStore;
    private final LookupObserver observer;
    private final Pauses pauses;
    private final Future<?> heartbeat;
    private final Cache cache;
    private final Map<TransportSettings, HttpTransport> transports = new HashMap<>();

    // Both live as long as a chain or a call uses them: an application may have a key for each of its customers.
    private final WeakValues<QueueKey, RequestSlots> queues = new WeakValues<>();
    private final WeakValues<CircuitKey, Circuit> circuits = new WeakValues<>();
    private final Map<String, Budget> budgets = new TreeMap<>();
    private final Map<CircuitKey, KeyChecks> keyChecks = new HashMap<>();
    private volatile boolean closed;

    private record QueueKey(String provider, String resource, ApiKey apiKey) {

        @Override
        public int hashCode() {
            return Objects.hash(provider, resource, apiKey);
        }
    }

    private record CircuitKey(String provider, String baseUrl, ApiKey apiKey) {

        static CircuitKey of(ProviderAccess<?> access) {
            return new CircuitKey(access.provider().name(), access.baseUrl().toString(), access.apiKey());
        }

        @Override
        public int hashCode() {
            return Objects.hash(provider, baseUrl, apiKey);
        }
    }

    /**
     * @param worker where answers are read and routes go on; stays the caller's to shut down, after this engine
     * @param timer for deadlines and waits; stays the caller's to shut down, after this engine
     * @param clock for the time of an answer, and by which answers age, circuits wait and budgets turn the page
     * @param budgetStore where the counts of budgets are kept
     * @param observer is told of all that happens
     */
    public LookupEngine(
            ExecutorService worker,
            ScheduledExecutorService timer,
            Clock clock,
            BudgetStore budgetStore,
            LookupObserver observer) {
        this.worker = worker;
        this.timer = timer;
        this.clock = clock;
        this.budgetStore = budgetStore;
        this.observer = observer;
        this.pauses = new Pauses(timer);
        // Whatever is due before all else wakes the timer's thread when it is set; with this in front, a deadline does
        // not.
        this.heartbeat =
                timer.scheduleWithFixedDelay(() -> {}, HEARTBEAT_MILLIS, HEARTBEAT_MILLIS, TimeUnit.MILLISECONDS);
        this.cache = new Cache(clock);
    }

    /** Returns the chain that looks one resource up; once this engine is closed, one that fails. */
    public synchronized <T extends TikTokRecord> Lookup<T> lookup(LookupPlan<T> plan) {
        if (closed) {
            return query -> CompletableFuture.failedFuture(
                    LookupException.of(plan.firstProvider(), TransportFailures.stopping(), 0));
        }
        List<Failover.Candidate<T>> candidates = new ArrayList<>();
        for (ProviderAccess<T> access : plan.providers()) {
            candidates.add(new Failover.Candidate<>(access.provider().name(), atProvider(access)));
        }
        if (!plan.cacheTtl().isZero()) {
            cache.hold(plan.cacheSize());
        }
        Lookup<T> failover = new Failover<>(candidates, plan.failoverOnNotFound(), () -> closed);
        CacheKeys keys = new CacheKeys(plan);
        Lookup<T> cached = new CachedLookup<>(cache, keys, plan.cacheTtl(), failover, worker, clock);
        Lookup<T> limited = new Deadline<>(plan.firstProvider(), cached, timer, worker);
        // Beside the rest of the start, which need not wait for it; whatever goes wrong is told to the first lookup.
        // As the last step, for the two would be in each other's way.
        Futures.run(worker, new FutureTask<>(() -> load(plan, keys), null));
        return new ObservedLookups<>(plan.resource(), limited, observer);
    }

    /** Makes what the first lookup would have to make, in the order of the time it takes. */
    private void load(LookupPlan<?> plan, CacheKeys keys) {
        plan.providers().forEach(access -> transport(access).open());
        cache.flights();
        plan.providers().forEach(access -> circuit(access).breaker());
        keys.load();
    }

    private <T extends TikTokRecord> Lookup<T> atProvider(ProviderAccess<T> access) {
        String provider = access.provider().name();
        HttpTransport transport = transport(access);
        RequestSlots slots = queues.get(
                new QueueKey(provider, access.resource(), access.apiKey()),
                () -> new RequestSlots(access.maxConcurrentRequests(), access.maxQueuedRequests()));
        Circuit circuit = circuit(access);
        Budget budget =
                budgets.computeIfAbsent(provider, name -> new Budget(name, access.budget(), budgetStore, clock));
        Lookup<T> calls = new ObservedCalls<>(access, new HttpLookup<>(access, transport, worker), observer);
        Lookup<T> paid = new SpendingLimit<>(budget, calls);
        Lookup<T> queued = new ConcurrencyLimit<>(slots, paid, worker);
        Lookup<T> retried = new Retries<>(access, queued, pauses, worker, observer);
        return new SubjectCheck<>(access.operation(), new CircuitGuard<>(circuit, retried));
    }

    private synchronized HttpTransport transport(ProviderAccess<?> access) {
        return transports.computeIfAbsent(access.transport(), settings -> new HttpTransport(settings, clock));
    }

    private synchronized Circuit circuit(ProviderAccess<?> access) {
        return circuits.get(
                CircuitKey.of(access), () -> new Circuit(access.provider().name(), clock));
    }

    /**
     * Asks a provider whether it accepts an API key, through a call that costs nothing. It is asked once a minute at
     * most, with each key; meanwhile its last answer stands.
     *
     * @return never fails, but is cancelled if somebody else has given the same check up; cancelling it closes the
     *     connection
     */
    public synchronized CompletableFuture<KeyCheck> checkKey(ProviderAccess<?> access) {
        if (closed) {
            return CompletableFuture.completedFuture(new KeyCheck(
                    KeyCheck.Verdict.UNKNOWN,
                    TransportFailures.stopping().failure().message()));
        }
        return keyChecks
                .computeIfAbsent(CircuitKey.of(access), key -> new KeyChecks(access, transport(access), clock))
                .latest();
    }

    /** Returns the calls under way and the lookups in line, by provider, key and resource. */
    public synchronized List<QueueStatus> queues() {
        List<QueueStatus> all = new ArrayList<>();
        queues.all()
                .forEach((key, slots) -> all.add(new QueueStatus(
                        key.provider(), key.resource(), slots.places(), slots.taken(), slots.waiting())));
        all.sort(Comparator.comparing(QueueStatus::provider).thenComparing(QueueStatus::resource));
        return all;
    }

    /** Returns the state of the circuits, by provider and key. */
    public synchronized List<CircuitStatus> circuits() {
        return circuits.all().values().stream()
                .map(Circuit::status)
                .sorted(Comparator.comparing(CircuitStatus::provider))
                .toList();
    }

    /** Returns the state of the circuit of each provider of a plan, in its order. */
    public synchronized List<CircuitStatus> circuits(LookupPlan<?> plan) {
        return plan.providers().stream().map(access -> circuit(access).status()).toList();
    }

    /** Returns the calls so far, by provider. */
    public synchronized List<BudgetStatus> budgets() {
        return budgets.values().stream().map(Budget::status).toList();
    }

    /** Returns how many lookups wait to ask again. */
    public int waitingForRetry() {
        return pauses.running();
    }

    /** Returns about how many answers and lookups under way the cache holds. */
    public long cacheSize() {
        return cache.size();
    }

    /** Forgets all answers. */
    public void clearCache() {
        cache.clear();
    }

    /** Asks every provider again, whatever was wrong with it. */
    public synchronized void closeCircuits() {
        circuits.all().values().forEach(Circuit::reset);
    }

    /** Ends what waits and what is in flight, each as a failure, and closes all connections. */
    @Override
    public void close() {
        Collection<RequestSlots> lines;
        synchronized (this) {
            closed = true;
            lines = queues.all().values();
        }
        // From here on nothing is added.
        heartbeat.cancel(false);
        pauses.close();
        lines.forEach(RequestSlots::close);
        transports.values().forEach(HttpTransport::close);
    }
}
