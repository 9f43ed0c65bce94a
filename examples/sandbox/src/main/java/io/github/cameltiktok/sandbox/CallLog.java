package io.github.cameltiktok.sandbox;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The most recent provider calls and the counts of all calls. Thread-safe. */
final class CallLog {

    /** Longer bodies are truncated, which bounds the log's memory. */
    static final int LONGEST_BODY = 8_192;

    private static final int CAPACITY = 50_000;

    private final RecentEntries<ProviderCall> recent = new RecentEntries<>(CAPACITY);
    private final Map<String, Long> counts = new HashMap<>();
    private final Map<String, Long> billed = new HashMap<>();

    synchronized void add(ProviderCall call) {
        recent.add(call);
        counts.merge(call.provider(), 1L, Long::sum);
        if (call.billed()) {
            billed.merge(call.provider(), 1L, Long::sum);
        }
    }

    List<ProviderCall> entries() {
        return recent.list();
    }

    synchronized long count(String provider) {
        return counts.getOrDefault(provider, 0L);
    }

    synchronized long billed(String provider) {
        return billed.getOrDefault(provider, 0L);
    }

    synchronized void clear() {
        recent.clear();
        counts.clear();
        billed.clear();
    }
}
