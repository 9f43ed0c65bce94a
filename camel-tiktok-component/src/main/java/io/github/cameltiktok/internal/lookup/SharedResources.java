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
 * Reference-counted state that chains share, by key. An unused value stays for a linger time, for chains that start and
 * stop per message ({@code toD}), and until it may be disposed of. Thread-safe.
 */
final class SharedResources<K, V> {

    /** Long enough to keep connections across a route restart, or between the producers of {@code toD}. */
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
     * @param isDisposable whether an unused value may be disposed of
     * @param dispose called once for each value, without a lock
     */
    SharedResources(Predicate<V> isDisposable, Consumer<V> dispose) {
        this.isDisposable = isDisposable;
        this.dispose = dispose;
    }

    /**
     * Returns the value of a key, created if absent. After {@link #close} it returns a value that is already disposed of.
     * Each call needs one of {@link #release}.
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

    /** Disposes of values that are unused for this long. */
    void sweep(Duration linger) {
        List<V> unused = new ArrayList<>();
        synchronized (this) {
            if (closed) {
                return;
            }
            long now = System.nanoTime();
            byKey.values().removeIf(shared -> {
                boolean isRemoved = shared.users == 0
                        && now - shared.unusedSince >= linger.toNanos()
                        && isDisposable.test(shared.value);
                if (isRemoved) {
                    unused.add(shared.value);
                }
                return isRemoved;
            });
        }
        unused.forEach(dispose);
    }

    /** Disposes of all values, and of each one created later. */
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

    /** Returns a copy of the current values. */
    synchronized Map<K, V> all() {
        Map<K, V> all = new HashMap<>();
        byKey.forEach((key, shared) -> all.put(key, shared.value));
        return all;
    }
}
