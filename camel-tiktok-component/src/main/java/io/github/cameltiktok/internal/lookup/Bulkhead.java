package io.github.cameltiktok.internal.lookup;

import io.github.cameltiktok.internal.lookup.LookupResult.Reason;
import io.github.cameltiktok.internal.lookup.http.TransportFailures;
import io.github.cameltiktok.provider.ErrorKind;
import io.github.cameltiktok.provider.ProviderFailure;
import io.github.cameltiktok.provider.RetryAdvice;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Limits concurrent calls by permits, with a first-come, first-served queue that holds no thread. A lookup without time
 * for a response before its deadline is refused at once. Thread-safe.
 */
public final class Bulkhead {

    /** Longer than most pauses of a JVM or a scheduler. */
    static final Duration MARGIN = Duration.ofMillis(50);

    private static final Duration SHORTEST_RETRY_AFTER = Duration.ofMillis(100);

    private final int permits;
    private final int maxQueued;
    private final ResponseTimes times = new ResponseTimes();
    private final Set<CompletableFuture<Admission>> waiting = new LinkedHashSet<>();
    private int inUse;
    private boolean closed;

    /**
     * @param permits maximum of concurrent calls
     * @param maxQueued maximum of waiting lookups
     */
    Bulkhead(int permits, int maxQueued) {
        this.permits = permits;
        this.maxQueued = maxQueued;
    }

    /**
     * State of the bulkhead of one provider, API key and resource.
     *
     * @param provider name of the provider
     * @param resource {@code video} or {@code user}
     * @param permits maximum of concurrent calls
     * @param inUse calls in flight, aborted ones included until they end
     * @param waiting lookups in the queue
     */
    public record Status(String provider, String resource, int permits, int inUse, int waiting) {}

    /** Result of a wait for a permit. */
    sealed interface Admission permits Permit, Refusal {}

    /** @param outOfTime whether more time might have brought another outcome */
    record Refusal(ProviderFailure failure, boolean outOfTime, Reason reason) implements Admission {

        Refusal(ProviderFailure failure, boolean outOfTime) {
            this(failure, outOfTime, Reason.PROVIDER);
        }
    }

    /**
     * Takes a permit, or queues the lookup.
     *
     * @param left time until the lookup's deadline
     * @return completed with a permit or a refusal. Cancelling it leaves the queue. Its dependents run on the thread that
     *     releases the permit and must be short
     */
    synchronized CompletableFuture<Admission> acquire(Duration left) {
        if (closed) {
            return CompletableFuture.completedFuture(new Refusal(TransportFailures.stopping(), false));
        }
        // While a permit is free the queue is empty.
        if (inUse < permits) {
            if (inUse > 0 && left.compareTo(times.median()) < 0) {
                // Without another call in flight, the call is sent as a probe for a provider that has become faster.
                return CompletableFuture.completedFuture(tooLate(left));
            }
            inUse++;
            return CompletableFuture.completedFuture(new Permit());
        }
        Duration wait = times.mean().multipliedBy(waiting.size()).dividedBy(permits);
        if (waiting.size() >= maxQueued) {
            return CompletableFuture.completedFuture(new Refusal(
                    rateLimited(
                            "queue full: " + inUse + " in flight, " + waiting.size()
                                    + " waiting (raise maxConcurrentRequests or maxQueuedRequests)",
                            wait),
                    false));
        }
        Duration needed = wait.plus(responseTime());
        if (needed.compareTo(left) > 0) {
            return CompletableFuture.completedFuture(new Refusal(
                    rateLimited(
                            waiting.size() + " lookups waiting, too many for a response before the deadline",
                            needed.minus(left)),
                    true));
        }
        Waiter waiter = new Waiter();
        waiting.add(waiter);
        return waiter;
    }

    /** Returns a refusal if the remaining time is too short for a response; otherwise {@code null}. */
    synchronized @Nullable Refusal refusalIfTooLate(Duration left) {
        return left.compareTo(responseTime()) < 0 ? tooLate(left) : null;
    }

    /**
     * Returns the expected response time: the recent maximum and {@link #MARGIN}. Without the margin, up to 3 % of the
     * responses of an overloaded provider came after the deadline on a busy machine.
     */
    synchronized Duration responseTime() {
        return times.longest().plus(MARGIN);
    }

    /** Returns a refusal for lack of time. */
    synchronized Refusal tooLate(Duration left) {
        return new Refusal(
                rateLimited(
                        Math.max(0, left.toMillis()) + " ms left until the deadline, recent responses took up to "
                                + times.longest().toMillis() + " ms",
                        times.longest()),
                true);
    }

    private static ProviderFailure rateLimited(String why, Duration retryAfter) {
        return new ProviderFailure(
                ErrorKind.RATE_LIMIT,
                RetryAdvice.YES,
                "was not called: " + why,
                null,
                null,
                null,
                retryAfter.compareTo(SHORTEST_RETRY_AFTER) < 0 ? SHORTEST_RETRY_AFTER : retryAfter);
    }

    /** Refuses all queued and future lookups. */
    void close() {
        List<CompletableFuture<Admission>> leaving;
        synchronized (this) {
            closed = true;
            leaving = List.copyOf(waiting);
        }
        leaving.forEach(admission -> admission.complete(new Refusal(TransportFailures.stopping(), false)));
    }

    synchronized boolean isUnused() {
        return inUse == 0;
    }

    synchronized Status status(String provider, String resource) {
        return new Status(provider, resource, permits, inUse, waiting.size());
    }

    private void release() {
        CompletableFuture<Admission> next = next();
        while (next != null && !next.complete(new Permit())) {
            next = next();
        }
    }

    private synchronized void add(Duration responseTime) {
        times.add(responseTime);
    }

    /** Passes the permit to the first waiting lookup, or frees it. */
    private synchronized @Nullable CompletableFuture<Admission> next() {
        if (waiting.isEmpty()) {
            inUse--;
            return null;
        }
        CompletableFuture<Admission> first = waiting.iterator().next();
        waiting.remove(first);
        return first;
    }

    private synchronized void leave(CompletableFuture<Admission> admission) {
        waiting.remove(admission);
    }

    /** A queued lookup. Leaves the queue before its dependents run. */
    private final class Waiter extends CompletableFuture<Admission> {

        @Override
        public boolean complete(Admission end) {
            leave(this);
            return super.complete(end);
        }

        @Override
        public boolean cancel(boolean mayInterrupt) {
            leave(this);
            return super.cancel(mayInterrupt);
        }
    }

    /** The right to one call. A second release has no effect. */
    final class Permit implements Admission {

        private final AtomicBoolean held = new AtomicBoolean(true);

        /** Records the response time of the call. */
        void onResponse(Duration responseTime) {
            add(responseTime);
        }

        /** Releases the permit to the first queued lookup. */
        void release() {
            if (held.getAndSet(false)) {
                Bulkhead.this.release();
            }
        }
    }
}
