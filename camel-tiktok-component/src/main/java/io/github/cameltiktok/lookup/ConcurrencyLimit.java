package io.github.cameltiktok.lookup;

import io.github.cameltiktok.model.TikTokRecord;
import io.github.cameltiktok.provider.FailureClass;
import io.github.cameltiktok.provider.ProviderException;
import io.github.cameltiktok.provider.ProviderFailure;
import io.github.cameltiktok.provider.Retry;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** Lets only so many lookups go on at the same time; the others wait in line. */
final class ConcurrencyLimit<T extends TikTokRecord> implements Lookup<T> {

    private final RequestSlots slots;
    private final Lookup<T> next;
    private final Executor worker;

    /**
     * @param slots shared by all lookups with the same API key and resource
     * @param worker where those who waited go on
     */
    ConcurrencyLimit(RequestSlots slots, Lookup<T> next, Executor worker) {
        this.slots = slots;
        this.next = next;
        this.worker = worker;
    }

    @Override
    public CompletableFuture<LookupResult<T>> find(LookupQuery query) {
        CompletableFuture<RequestSlots.Permit> turn = slots.acquire();
        if (turn == null) {
            return CompletableFuture.failedFuture(new ProviderException(ProviderFailure.withoutAnswer(
                    FailureClass.RATE_LIMIT,
                    Retry.YES,
                    "was not asked: " + slots.places() + " lookups are under way and " + slots.maxWaiting()
                            + " wait already (maxConcurrentRequests, maxQueuedRequests)")));
        }
        Relay<LookupResult<T>> result = new Relay<>();
        if (turn.isDone()) {
            turn.whenComplete((place, failure) -> go(query, place, failure, result));
            return result;
        }
        // Whoever gives the place back must not have to carry this lookup out, nor the route after it.
        turn.whenComplete((place, failure) -> Futures.run(worker, () -> go(query, place, failure, result)));
        result.from(turn);
        return result;
    }

    private void go(
            LookupQuery query,
            RequestSlots.@Nullable Permit place,
            @Nullable Throwable failure,
            CompletableFuture<LookupResult<T>> result) {
        if (place == null) {
            Futures.pass(null, failure, result);
            return;
        }
        CompletableFuture<LookupResult<T>> found = result.isDone() ? new CompletableFuture<>() : start(query, place);
        found.whenComplete((value, trouble) -> {
            if (!result.isCancelled()) {
                place.release();
                Futures.pass(value, trouble, result);
            }
        });
        result.whenComplete((value, trouble) -> {
            if (result.isCancelled()) {
                // In this order: the next in line must not call while this call is still open.
                found.cancel(true);
                place.release();
            }
        });
    }

    /** Not even an Error may take the place with it, nor leave the exchange waiting. */
    private CompletableFuture<LookupResult<T>> start(LookupQuery query, RequestSlots.Permit place) {
        try {
            query.onceAnswered(place::release);
            return next.find(query);
        } catch (Throwable e) {
            return CompletableFuture.failedFuture(e);
        }
    }
}
