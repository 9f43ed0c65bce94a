package io.github.cameltiktok.gateway.event;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A client of a stream that asks for parts when a test says so. */
final class Client implements Flow.Subscriber<byte[]> {

    final List<String> parts = new CopyOnWriteArrayList<>();
    final AtomicBoolean isComplete = new AtomicBoolean();
    final AtomicInteger overlaps = new AtomicInteger();
    private final AtomicBoolean isBusy = new AtomicBoolean();
    private volatile Flow.@Nullable Subscription subscription;

    static Client of(Flow.Publisher<byte[]> stream, long demand) {
        Client client = new Client();
        stream.subscribe(client);
        client.request(demand);
        return client;
    }

    void request(long demand) {
        Flow.Subscription current = subscription;
        if (current != null && demand > 0) {
            current.request(demand);
        }
    }

    void leave() {
        Flow.Subscription current = subscription;
        if (current != null) {
            current.cancel();
        }
    }

    /** Returns the ids in the data of the events. */
    List<String> events() {
        List<String> ids = new ArrayList<>();
        for (String part : parts) {
            int start = part.indexOf("\"id\":\"");
            if (start >= 0) {
                ids.add(part.substring(start + 6, part.indexOf('"', start + 6)));
            }
        }
        return ids;
    }

    /** Returns the id that a browser would send as {@code Last-Event-ID}. */
    String lastId() {
        String last = "";
        for (String part : parts) {
            for (String line : part.split("\n", -1)) {
                last = line.startsWith("id: ") ? line.substring(4) : last;
            }
        }
        return last;
    }

    @Override
    public void onSubscribe(Flow.Subscription given) {
        subscription = given;
    }

    @Override
    public void onNext(byte[] part) {
        if (!isBusy.compareAndSet(false, true)) {
            overlaps.incrementAndGet();
        }
        parts.add(new String(part, UTF_8));
        isBusy.set(false);
    }

    @Override
    public void onError(Throwable failure) {
        parts.add("error: " + failure);
    }

    @Override
    public void onComplete() {
        isComplete.set(true);
    }
}
