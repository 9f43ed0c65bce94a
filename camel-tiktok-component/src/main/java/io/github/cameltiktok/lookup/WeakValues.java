package io.github.cameltiktok.lookup;

import java.lang.ref.WeakReference;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/** Values that live as long as somebody else holds them, by key. Not thread-safe. */
final class WeakValues<K, V> {

    private final Map<K, WeakReference<V>> references = new HashMap<>();

    /** Returns the value of a key, made now if there is none or it is gone. */
    V get(K key, Supplier<V> maker) {
        WeakReference<V> reference = references.get(key);
        V value = reference == null ? null : reference.get();
        if (value == null) {
            references.values().removeIf(other -> other.get() == null);
            value = maker.get();
            references.put(key, new WeakReference<>(value));
        }
        return value;
    }

    /** Returns what is there now; it holds the values, and does not change any more. */
    Map<K, V> all() {
        Map<K, V> all = new HashMap<>();
        references.forEach((key, reference) -> {
            V value = reference.get();
            if (value != null) {
                all.put(key, value);
            }
        });
        return all;
    }
}
