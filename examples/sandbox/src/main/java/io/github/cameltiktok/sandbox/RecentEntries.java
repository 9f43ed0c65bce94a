package io.github.cameltiktok.sandbox;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** A bounded log that drops its oldest entry when full. Thread-safe. */
final class RecentEntries<T> {

    private final int capacity;
    private final Deque<T> entries = new ArrayDeque<>();

    RecentEntries(int capacity) {
        this.capacity = capacity;
    }

    synchronized void add(T entry) {
        if (entries.size() == capacity) {
            entries.removeFirst();
        }
        entries.addLast(entry);
    }

    synchronized List<T> list() {
        return List.copyOf(entries);
    }

    synchronized void clear() {
        entries.clear();
    }
}
