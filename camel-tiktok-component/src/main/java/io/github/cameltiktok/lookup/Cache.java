package io.github.cameltiktok.lookup;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The lookups under way and the answers that may be used again, of all providers and resources. Bounded: an answer of
 * up to {@link #UNIT_BYTES} counts as one, a larger one as several. Thread-safe.
 */
final class Cache {

    static final int UNIT_BYTES = 16 * 1024;

    private final Clock clock;
    private volatile @Nullable AsyncCache<Key, Answer> flights;
    private int bound;

    /**
     * What makes two lookups the same.
     *
     * @param providers who is asked, in this order
     * @param resource what is looked up
     * @param failoverOnNotFound whether the search goes on after a not-found
     * @param subject in its canonical form, which all links to the same thing share
     */
    record Key(List<Asked> providers, String resource, boolean failoverOnNotFound, String subject) {}

    /**
     * Who is asked.
     *
     * @param provider itself, as two beans may have one name
     * @param baseUrl where
     * @param apiKeyDigest with which key; a digest, as keys should not lie about in memory
     */
    record Asked(Object provider, String baseUrl, String apiKeyDigest) {}

    /** @param clock by which answers age */
    Cache(Clock clock) {
        this.clock = clock;
    }

    /** Makes the map, if there is none yet. Takes a while the first time in a JVM. */
    AsyncCache<Key, Answer> flights() {
        AsyncCache<Key, Answer> made = flights;
        return made == null ? newFlights() : made;
    }

    private synchronized AsyncCache<Key, Answer> newFlights() {
        AsyncCache<Key, Answer> made = flights;
        if (made == null) {
            made = Caffeine.newBuilder()
                    .ticker(() -> TimeUnit.MILLISECONDS.toNanos(clock.millis()))
                    .executor(Runnable::run)
                    .maximumWeight(bound)
                    .weigher((Key key, Answer answer) -> 1 + answer.bytes() / UNIT_BYTES)
                    .expireAfter(Expiry.creating((Key key, Answer answer) -> answer.lifetime()))
                    .buildAsync();
            flights = made;
        }
        return made;
    }

    /** Makes room for this many answers at least. */
    synchronized void hold(int size) {
        if (size <= bound) {
            return;
        }
        bound = size;
        AsyncCache<Key, Answer> made = flights;
        if (made != null) {
            made.synchronous().policy().eviction().orElseThrow().setMaximum(bound);
        }
    }

    /** Returns the lookup that is under way or whose answer is kept. */
    @Nullable
    Flight get(Key key) {
        return (Flight) flights().getIfPresent(key);
    }

    /** Returns the one that is there already; {@code null} if this one is there now. */
    @Nullable
    Flight putIfAbsent(Key key, Flight flight) {
        return (Flight) flights().asMap().putIfAbsent(key, flight);
    }

    void remove(Key key, Flight flight) {
        flights().asMap().remove(key, flight);
    }

    /** Returns about how many it holds. */
    long size() {
        // What may not be used again is thrown away now and then only, and is not meant here.
        flights().synchronous().cleanUp();
        return flights().synchronous().estimatedSize();
    }

    /** Forgets all answers. Lookups under way go on. */
    void clear() {
        flights().asMap().values().removeIf(CompletableFuture::isDone);
    }
}
