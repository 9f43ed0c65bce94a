package io.github.cameltiktok.gateway.batch;

import java.util.Collection;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Flow;

/** Collects what a publisher sends. The test asks for it. */
final class Collector<T> implements Flow.Subscriber<T> {

    final Collection<T> items = new ConcurrentLinkedQueue<>();
    final CompletableFuture<Void> end = new CompletableFuture<>();
    final CompletableFuture<Flow.Subscription> subscription = new CompletableFuture<>();

    static <T> Collector<T> of(Flow.Publisher<T> publisher) {
        Collector<T> collector = new Collector<>();
        publisher.subscribe(collector);
        return collector;
    }

    void request(long number) {
        subscription.join().request(number);
    }

    void cancel() {
        subscription.join().cancel();
    }

    @Override
    public void onSubscribe(Flow.Subscription given) {
        subscription.complete(given);
    }

    @Override
    public void onNext(T item) {
        items.add(item);
    }

    @Override
    public void onError(Throwable failure) {
        end.completeExceptionally(failure);
    }

    @Override
    public void onComplete() {
        end.complete(null);
    }
}
