package io.github.cameltiktok.benchmark.contender;

/** Looks up videos. Thread-safe. */
public interface Lookups extends AutoCloseable {

    /** Returns whether a lookup blocks its calling thread. */
    boolean isBlocking();

    /** Starts the lookup of a link. */
    void find(String link, LookupCallback callback);

    @Override
    void close() throws Exception;
}
