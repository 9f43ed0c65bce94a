package io.github.cameltiktok.gateway.http;

import java.util.concurrent.Flow;

/** Cancels the stream of a client that has left before it began. */
final class CancellingSubscriber implements Flow.Subscriber<byte[]> {

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
        subscription.cancel();
    }

    @Override
    public void onNext(byte[] part) {}

    @Override
    public void onError(Throwable failure) {}

    @Override
    public void onComplete() {}
}
