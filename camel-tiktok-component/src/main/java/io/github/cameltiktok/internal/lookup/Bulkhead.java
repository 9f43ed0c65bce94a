package io.github.cameltiktok.internal.lookup;

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
 * The permits for calls at the same time, and the queue of lookups that wait for one: first come, first served, no
 * thread held. A lookup whose turn cannot come before its deadline is refused at once. Thread-safe.
 */
public final class Bulkhead {

    /** Longer than most pauses of a JVM or of a thread that waits for a processor. */
    static final Duration MARGIN = Duration.ofMillis(50);

    private static final Duration SHORTEST_RETRY_AFTER = Duration.ofMillis(100);

    private final int permits;
    private final int maxQueued;
    private final AnswerTimes times = new AnswerTimes();
    private final Set<CompletableFuture<Turn>> waiting = new LinkedHashSet<>();
    private int inUse;
    private boolean closed;

    /**
     * @param permits calls at the same time
     * @param maxQueued lookups that may wait
     */
    Bulkhead(int permits, int maxQueued) {
        this.permits = permits;
        this.maxQueued = maxQueued;
    }

    /**
     * The calls to a provider with one of its API keys, for one resource.
     *
     * @param provider that is called
     * @param resource that is looked up
     * @param permits calls at the same time
     * @param inUse permits of calls that are not over
     * @param waiting lookups in the queue
     */
    public record Status(String provider, String resource, int permits, int inUse, int waiting) {}

    /** The end of the wait for a permit. */
    sealed interface Turn permits Permit, Refusal {}

    /** No permit, and the reason. */
    record Refusal(ProviderFailure failure, boolean outOfTime) implements Turn {}

    /**
     * Takes a permit, or a place in the queue.
     *
     * @param left time until the lookup's deadline
     * @return completed with the permit or a refusal. Cancelling it leaves the queue. Its dependents run in the call
     *     that returns the permit, and so must be short
     */
    synchronized CompletableFuture<Turn> acquire(Duration left) {
        if (closed) {
            return CompletableFuture.completedFuture(new Refusal(TransportFailures.stopping(), false));
        }
        // While a permit is free the queue is empty.
        if (inUse < permits) {
            if (inUse > 0 && left.compareTo(times.median()) < 0) {
                // With no other call in flight it is sent all the same, so that a provider that is quick again is
                // noticed.
                return CompletableFuture.completedFuture(tooLate(left));
            }
            inUse++;
            return CompletableFuture.completedFuture(new Permit());
        }
        Duration wait = times.mean().multipliedBy(waiting.size()).dividedBy(permits);
        if (waiting.size() >= maxQueued) {
            return CompletableFuture.completedFuture(new Refusal(
                    refused(
                            "queue full: " + inUse + " in flight, " + waiting.size()
                                    + " waiting (raise maxConcurrentRequests or maxQueuedRequests)",
                            wait),
                    false));
        }
        Duration needed = wait.plus(answerTime());
        if (needed.compareTo(left) > 0) {
            return CompletableFuture.completedFuture(new Refusal(
                    refused(
                            waiting.size() + " lookups are waiting already, so that its turn would come too late for"
                                    + " an answer within the deadline",
                            needed.minus(left)),
                    true));
        }
        Place place = new Place();
        waiting.add(place);
        return place;
    }

    /** Returns why a lookup with so much time left is not sent when its turn comes; {@code null} if it is. */
    synchronized @Nullable Refusal refusal(Duration left) {
        return left.compareTo(answerTime()) < 0 ? tooLate(left) : null;
    }

    /**
     * Returns the time that an answer may take: as long as the longest recent one and a little more. Without that, up to
     * three calls in a hundred to an overloaded provider were answered too late on a busy machine.
     */
    synchronized Duration answerTime() {
        return times.longest().plus(MARGIN);
    }

    /** Returns the refusal of a lookup whose deadline is too near. */
    synchronized Refusal tooLate(Duration left) {
        return new Refusal(
                refused(
                        Math.max(0, left.toMillis()) + " ms are left until the deadline, but answers took up to "
                                + times.longest().toMillis() + " ms",
                        times.longest()),
                true);
    }

    private static ProviderFailure refused(String why, Duration retryAfter) {
        return new ProviderFailure(
                ErrorKind.RATE_LIMIT,
                RetryAdvice.YES,
                "was not called: " + why,
                null,
                null,
                null,
                retryAfter.compareTo(SHORTEST_RETRY_AFTER) < 0 ? SHORTEST_RETRY_AFTER : retryAfter);
    }

    /** Refuses all lookups in the queue, those to come as well. */
    void close() {
        List<CompletableFuture<Turn>> leaving;
        synchronized (this) {
            closed = true;
            leaving = List.copyOf(waiting);
        }
        leaving.forEach(turn -> turn.complete(new Refusal(TransportFailures.stopping(), false)));
    }

    synchronized boolean isUnused() {
        return inUse == 0;
    }

    synchronized Status status(String provider, String resource) {
        return new Status(provider, resource, permits, inUse, waiting.size());
    }

    private void release(@Nullable Duration answerTime) {
        CompletableFuture<Turn> next = next(answerTime);
        while (next != null && !next.complete(new Permit())) {
            next = next(null);
        }
    }

    /** The permit stays in use if a lookup is waiting for it. */
    private synchronized @Nullable CompletableFuture<Turn> next(@Nullable Duration answerTime) {
        if (answerTime != null) {
            times.add(answerTime);
        }
        if (waiting.isEmpty()) {
            inUse--;
            return null;
        }
        CompletableFuture<Turn> first = waiting.iterator().next();
        waiting.remove(first);
        return first;
    }

    private synchronized void leave(CompletableFuture<Turn> turn) {
        waiting.remove(turn);
    }

    /** A place in the queue, left before any dependent of it runs. */
    private final class Place extends CompletableFuture<Turn> {

        @Override
        public boolean complete(Turn end) {
            leave(this);
            return super.complete(end);
        }

        @Override
        public boolean cancel(boolean mayInterrupt) {
            leave(this);
            return super.cancel(mayInterrupt);
        }
    }

    /** The right to one call. Returned once; returning it again does nothing. */
    final class Permit implements Turn {

        private final AtomicBoolean held = new AtomicBoolean(true);

        /** Returns the permit after a call that got no answer, or was not made. */
        void release() {
            answered(null);
        }

        /**
         * Returns the permit, to the first lookup in the queue if there is one.
         *
         * @param answerTime of the call; {@code null} if there was no answer
         */
        void answered(@Nullable Duration answerTime) {
            if (held.getAndSet(false)) {
                Bulkhead.this.release(answerTime);
            }
        }
    }
}
