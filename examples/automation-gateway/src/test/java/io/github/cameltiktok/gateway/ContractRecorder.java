package io.github.cameltiktok.gateway;

import io.github.cameltiktok.gateway.http.ApiListener;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;

/** Records which statuses each operation has answered in this JVM. Thread-safe. */
public final class ContractRecorder implements ApiListener {

    private static final Map<String, Set<Integer>> SEEN = new ConcurrentHashMap<>();

    /** Returns the statuses seen so far by operation id. */
    public static Map<String, Set<Integer>> seen() {
        return new TreeMap<>(SEEN);
    }

    @Override
    public void onReply(String operationId, int status) {
        SEEN.computeIfAbsent(operationId, id -> new ConcurrentSkipListSet<>()).add(status);
    }
}
