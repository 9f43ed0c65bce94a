package io.github.cameltiktok.benchmark.contender;

/** A way to look videos up. Thread-safe. */
public interface Lookups extends AutoCloseable {

    /** Tells whether a lookup holds the thread that starts it until it has ended. */
    boolean isBlocking();

    /** Starts a lookup of the video behind a link. */
    void find(String link, Ending ending);

    @Override
    void close() throws Exception;
}
