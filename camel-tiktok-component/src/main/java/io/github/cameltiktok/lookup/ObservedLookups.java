package io.github.cameltiktok.lookup;

import io.github.cameltiktok.lookup.LookupResult.Origin;
import io.github.cameltiktok.model.TikTokRecord;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Tells the observer of each lookup. */
final class ObservedLookups<T extends TikTokRecord> implements Lookup<T> {

    private final String resource;
    private final Lookup<T> next;
    private final LookupObserver observer;

    ObservedLookups(String resource, Lookup<T> next, LookupObserver observer) {
        this.resource = resource;
        this.next = next;
        this.observer = observer;
    }

    @Override
    public CompletableFuture<LookupResult<T>> find(LookupQuery query) {
        long start = System.nanoTime();
        CompletableFuture<LookupResult<T>> found = next.find(query);
        Relay<LookupResult<T>> result = new Relay<>();
        found.whenComplete((value, trouble) -> {
            if (value != null) {
                tell(query, value.record().source().provider(), Outcome.FOUND, start, value.origin());
            } else if (trouble != null && Futures.cause(trouble) instanceof LookupException failure) {
                Outcome outcome = Outcome.of(failure.failure().failureClass());
                tell(query, failure.provider(), outcome, start, null);
            }
            Futures.pass(value, trouble, result);
        });
        result.from(found);
        return result;
    }

    private void tell(LookupQuery query, String provider, Outcome outcome, long start, @Nullable Origin origin) {
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        observer.finished(
                new LookupObserver.Finished(provider, resource, query.requestSource(), outcome, took, origin));
    }
}
