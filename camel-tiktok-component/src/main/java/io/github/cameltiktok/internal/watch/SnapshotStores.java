package io.github.cameltiktok.internal.watch;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.apache.camel.spi.StateRepository;
import org.apache.camel.support.processor.state.MemoryStateRepository;
import org.apache.camel.util.URISupport;
import org.jspecify.annotations.Nullable;

/**
 * Opens for each consumer of a component a snapshot store that no other consumer uses. Without a repository, this
 * class holds the snapshots, so that they survive a stop of their route. Thread-safe.
 */
public final class SnapshotStores {

    /** Bytes of a hash: 64 bits distinguish the URIs of one application. */
    private static final int HASH_BYTES = 8;

    private final StateRepository<String, String> memory = new MemoryStateRepository();

    /** Open stores of consumers without a route id, by owner. */
    private final ConcurrentMap<String, SnapshotStore> withoutRoute = new ConcurrentHashMap<>();

    /**
     * Opens the store of a consumer.
     *
     * @param repository holds the snapshots; {@code null} for memory
     * @param routeId owner of the snapshots; {@code null} outside a route, such as with {@code master:}, where a hash
     *     of the endpoint's URI without its secrets replaces it
     * @throws IllegalStateException if another consumer without a route id has the same URI and a repository
     */
    public SnapshotStore open(
            @Nullable StateRepository<String, String> repository, @Nullable String routeId, String endpointUri) {
        StateRepository<String, String> states = repository == null ? memory : repository;
        if (routeId != null) {
            return new SnapshotStore(states, routeId);
        }
        String uri = URISupport.sanitizeUri(endpointUri);
        SnapshotStore store = new SnapshotStore(states, "uri-" + hash(uri));
        if (withoutRoute.putIfAbsent(store.owner(), store) == null) {
            return store;
        }
        if (repository == null) {
            return new SnapshotStore(new MemoryStateRepository(), store.owner());
        }
        throw new IllegalStateException("Another consumer without a route id watches " + uri
                + " already: both would share their snapshots in the state repository, and each would miss the changes"
                + " emitted by the other. Watch it in a route with an id, or give the two URIs a different option.");
    }

    /** Lets another consumer without a route id use the same URI. */
    public void close(SnapshotStore store) {
        withoutRoute.remove(store.owner(), store);
    }

    private static String hash(String uri) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(uri.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, HASH_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Each Java platform has SHA-256", e);
        }
    }
}
