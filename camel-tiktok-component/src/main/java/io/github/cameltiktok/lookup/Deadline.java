package io.github.cameltiktok.lookup;

import io.github.cameltiktok.model.TikTokRecord;
import io.github.cameltiktok.provider.FailureClass;
import io.github.cameltiktok.provider.ProviderFailure;
import io.github.cameltiktok.provider.Retry;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Ends a lookup that takes too long, whatever it is waiting for, and frees what it holds. */
final class Deadline<T extends TikTokRecord> implements Lookup<T> {

    private final String firstProvider;
    private final Lookup<T> next;
    private final ScheduledExecutorService timer;
    private final Executor worker;

    /** @param firstProvider who is to blame for a lookup that waits for somebody else's answer */
    Deadline(String firstProvider, Lookup<T> next, ScheduledExecutorService timer, Executor worker) {
        this.firstProvider = firstProvider;
        this.next = next;
        this.timer = timer;
        this.worker = worker;
    }

    @Override
    public CompletableFuture<LookupResult<T>> find(LookupQuery query) {
        CompletableFuture<LookupResult<T>> found = next.find(query);
        if (found.isDone()) {
            return found;
        }
        Relay<LookupResult<T>> result = new Relay<>();
        Future<?> alarm;
        try {
            alarm = timer.schedule(
                    () -> expire(query, found, result), query.remaining().toNanos(), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            found.cancel(true);
            return CompletableFuture.failedFuture(
                    LookupException.of(firstProvider, TransportFailures.stopping(), query.attempts()));
        }
        found.whenComplete((value, failure) -> {
            alarm.cancel(false);
            if (!found.isCancelled()) {
                Futures.pass(value, failure, result);
            }
        });
        result.from(found);
        return result;
    }

    /**
     * Frees everything at once, even while all workers are busy with routes. The route goes on only afterwards, and on a
     * worker.
     */
    private void expire(
            LookupQuery query, CompletableFuture<LookupResult<T>> found, CompletableFuture<LookupResult<T>> result) {
        if (found.cancel(true)) {
            Futures.run(worker, () -> result.completeExceptionally(passed(query)));
        }
    }

    private LookupException passed(LookupQuery query) {
        return new LookupException(
                Objects.requireNonNullElse(query.provider(), firstProvider),
                ProviderFailure.withoutAnswer(
                        FailureClass.UPSTREAM,
                        Retry.YES,
                        "gave no result within the deadline of "
                                + query.deadline().toMillis() + " ms"),
                query.attempts(),
                null);
    }
}
