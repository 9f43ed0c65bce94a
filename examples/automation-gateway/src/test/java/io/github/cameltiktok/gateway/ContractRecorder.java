package io.github.cameltiktok.gateway;

import io.github.cameltiktok.gateway.api.OpenApiDocument;
import io.github.cameltiktok.gateway.http.ApiListener;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;

/** Records which statuses each operation has answered in this JVM. Thread-safe. */
public final class ContractRecorder implements ApiListener {

    /** The default answer of the document. */
    private static final Set<Integer> OF_THE_GATEWAY_ITSELF = Set.of(500, 503);

    private static final Map<String, Set<Integer>> DOCUMENTED =
            OpenApiDocument.load().statuses();
    private static final Map<String, Set<Integer>> SEEN = new ConcurrentHashMap<>();

    /** Returns the statuses seen so far by operation id. */
    public static Map<String, Set<Integer>> seen() {
        return new TreeMap<>(SEEN);
    }

    /** Returns the statuses that the OpenAPI document does not have, by operation id. */
    public static Map<String, Set<Integer>> undocumented() {
        Map<String, Set<Integer>> undocumented = new TreeMap<>();
        SEEN.forEach((operation, statuses) -> {
            Set<Integer> more = new TreeSet<>(statuses);
            more.removeAll(DOCUMENTED.getOrDefault(operation, statuses));
            more.removeAll(OF_THE_GATEWAY_ITSELF);
            if (!more.isEmpty()) {
                undocumented.put(operation, more);
            }
        });
        return undocumented;
    }

    @Override
    public void onReply(String operationId, int status) {
        SEEN.computeIfAbsent(operationId, id -> new ConcurrentSkipListSet<>()).add(status);
    }
}
