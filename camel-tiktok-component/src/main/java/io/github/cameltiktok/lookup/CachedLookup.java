package io.github.cameltiktok.lookup;

import io.github.cameltiktok.lookup.LookupResult.Origin;
import io.github.cameltiktok.model.TikTokRecord;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Makes one lookup of those that ask the same at the same time, and answers from the cache what was asked before. */
final class CachedLookup<T extends TikTokRecord> implements Lookup<T> {

    private final Cache cache;
    private final Function<String, Cache.Key> keyOf;
    private final Duration ttl;
    private final Lookup<T> next;
    private final Executor worker;
    private final Clock clock;

    /**
     * @param keyOf a canonical subject
     * @param ttl how long answers may be used; zero for not at all
     * @param worker where those who waited for somebody else's lookup go on
     */
    CachedLookup(
            Cache cache,
            Function<String, Cache.Key> keyOf,
            Duration ttl,
            Lookup<T> next,
            Executor worker,
            Clock clock) {
        this.cache = cache;
        this.keyOf = keyOf;
        this.ttl = ttl;
        this.next = next;
        this.worker = worker;
        this.clock = clock;
    }

    @Override
    public CompletableFuture<LookupResult<T>> find(LookupQuery query) {
        Cache.Key key = keyOf.apply(query.subject().canonical());
        while (true) {
            Flight flight = cache.get(key);
            if (flight == null) {
                Flight own = new Flight(query);
                flight = cache.putIfAbsent(key, own);
                if (flight == null) {
                    return lead(key, own, query);
                }
            }
            CompletableFuture<LookupResult<T>> answer = join(flight, query);
            if (answer != null) {
                return answer;
            }
            cache.remove(key, flight);
        }
    }

    private CompletableFuture<LookupResult<T>> lead(Cache.Key key, Flight flight, LookupQuery query) {
        CompletableFuture<LookupResult<T>> result = new CompletableFuture<>();
        CompletableFuture<LookupResult<T>> found = next.find(query);
        flight.started(found);
        found.whenComplete((value, failure) -> {
            if (found.isCancelled()) {
                return;
            }
            Instant now = clock.instant();
            Answer answer = value != null
                    ? Answer.of(value, ttl, now)
                    : Answer.of((LookupException) Futures.cause(Objects.requireNonNull(failure)), ttl, now);
            // The others and the cache first: this one goes on right here, through its whole route.
            flight.land(answer);
            if (answer.lifetime().isZero()) {
                // Nobody may use it again, and so it must not take the room of those that may be.
                cache.remove(key, flight);
            }
            pass(answer, Origin.CALLED, result);
        });
        return leaving(result, flight);
    }

    /** Returns {@code null} if the answer is too old, or everybody has left. */
    private @Nullable CompletableFuture<LookupResult<T>> join(Flight flight, LookupQuery query) {
        CompletableFuture<LookupResult<T>> result = new CompletableFuture<>();
        if (flight.isDone()) {
            Answer answer = flight.isCancelled() ? null : flight.join();
            if (answer == null || !answer.isFresh(clock.instant(), ttl)) {
                return null;
            }
            pass(answer, Origin.CACHED, result);
            return result;
        }
        if (!flight.board(query)) {
            return null;
        }
        // Each on a worker of its own, lest one route keeps the next one waiting.
        flight.whenComplete((answer, abandoned) -> {
            if (!result.isDone()) {
                Futures.run(worker, () -> pass(answer, Origin.MERGED, result));
            }
        });
        return leaving(result, flight);
    }

    private static <T extends TikTokRecord> CompletableFuture<LookupResult<T>> leaving(
            CompletableFuture<LookupResult<T>> result, Flight flight) {
        result.whenComplete((value, failure) -> {
            if (result.isCancelled()) {
                flight.leave();
            }
        });
        return result;
    }

    /** The resource is part of the key, and so the record is of the type that was asked for. */
    @SuppressWarnings("unchecked")
    private void pass(@Nullable Answer answer, Origin origin, CompletableFuture<LookupResult<T>> result) {
        if (answer == null) {
            return;
        }
        if (answer.result() != null) {
            result.complete((LookupResult<T>) answer.result().from(origin));
        } else if (answer.failure() != null) {
            result.completeExceptionally(answer.failure());
        }
    }
}
