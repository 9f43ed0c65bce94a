package io.github.cameltiktok.internal.lookup;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * State that chains share, by key. It lives as long as a chain uses it, for a while longer in case another chain starts
 * at once, as with {@code toD}, and in any case until it may be disposed of. Thread-safe.
 */
final class SharedResources<K, V> {

    /** Starting and stopping a route, or one producer for each message, must not cost new connections each time. */
    static final Duration LINGER = Duration.ofMinutes(1);

    private final Predicate<V> isDisposable;
    private final Consumer<V> dispose;
    private final Map<K, Shared<V>> byKey = new HashMap<>();
    private boolean closed;

    private static final class Shared<V> {

        private final V value;
        private int users;
        private long unusedSince;

        Shared(V value) {
            this.value = value;
        }
    }

    /**
     * @param isDisposable whether a value that no chain uses may go
     * @param dispose ends a value; called outside of chains, once for each value
     */
    SharedResources(Predicate<V> isDisposable, Consumer<V> dispose) {
        this.isDisposable = isDisposable;
        this.dispose = dispose;
    }

    /**
     * Returns the value of a key, made now if there is none; once this is closed, one that has been disposed of. Each
     * call needs one of {@link #release}.
     */
    V acquire(K key, Supplier<V> maker) {
        synchronized (this) {
            if (!closed) {
                Shared<V> shared = byKey.computeIfAbsent(key, missing -> new Shared<>(maker.get()));
                shared.users++;
                return shared.value;
            }
        }
        V late = maker.get();
        dispose.accept(late);
        return late;
    }

    synchronized void release(K key) {
        Shared<V> shared = byKey.get(key);
        if (shared != null) {
            shared.users--;
            shared.unusedSince = System.nanoTime();
        }
    }

    /** Disposes of what has been unused for long enough. */
    void sweep(Duration linger) {
        List<V> unused = new ArrayList<>();
        synchronized (this) {
            if (closed) {
                return;
            }
            long now = System.nanoTime();
            byKey.values().removeIf(shared -> {
                boolean goes = shared.users == 0
                        && now - shared.unusedSince >= linger.toNanos()
                        && isDisposable.test(shared.value);
                if (goes) {
                    unused.add(shared.value);
                }
                return goes;
            });
        }
        unused.forEach(dispose);
    }

    /** Disposes of everything, what is made later included. */
    void close() {
        Map<K, V> all;
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
            all = all();
        }
        all.values().forEach(dispose);
    }

    /** Returns a copy of what is there now. */
    synchronized Map<K, V> all() {
        Map<K, V> all = new HashMap<>();
        byKey.forEach((key, shared) -> all.put(key, shared.value));
        return all;
    }
}
