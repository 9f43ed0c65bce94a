package io.github.cameltiktok.lookup;

import io.github.cameltiktok.link.TikTokLink;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** What one lookup asks, how long it may take, and how far it has come. Its time runs from when it is made. Thread-safe. */
public final class LookupQuery {

    private final TikTokLink subject;
    private final String requestSource;
    private final Duration deadline;
    private final AtomicLong end;
    private final AtomicInteger attempts = new AtomicInteger();
    private volatile @Nullable String provider;
    private volatile Runnable onceAnswered = () -> {};
    private volatile boolean needsNewConnection;

    /**
     * @param subject what is asked for
     * @param requestSource which platform asks
     * @param deadline for the whole lookup, whatever it waits for
     */
    public LookupQuery(TikTokLink subject, String requestSource, Duration deadline) {
        this.subject = subject;
        this.requestSource = requestSource;
        this.deadline = deadline;
        this.end = new AtomicLong(System.nanoTime() + deadline.toNanos());
    }

    /** Returns what is asked for. */
    public TikTokLink subject() {
        return subject;
    }

    /** Returns which platform asks. */
    public String requestSource() {
        return requestSource;
    }

    /** Returns how many calls were made for it so far; 0 if it was refused or given up before the first. */
    public int attempts() {
        return attempts.get();
    }

    /** Returns how long it may take in all. */
    Duration deadline() {
        return deadline;
    }

    /** Returns how much time is left; not positive once it has passed. */
    Duration remaining() {
        return Duration.ofNanos(end.get() - System.nanoTime());
    }

    /** Lets this one go on for as long as somebody who waits for the same answer would. */
    void waitAsLongAs(LookupQuery other) {
        long latest = other.end.get();
        end.accumulateAndGet(latest, (own, others) -> others - own > 0 ? others : own);
    }

    /** Returns who is being asked, or was last; {@code null} before the first. */
    @Nullable
    String provider() {
        return provider;
    }

    void asks(String name) {
        provider = name;
    }

    void countAttempt() {
        attempts.incrementAndGet();
    }

    /** Lets its further calls use no connection that has served others, as one may be spoiled and so may be all. */
    void distrustConnections() {
        needsNewConnection = true;
    }

    boolean needsNewConnection() {
        return needsNewConnection;
    }

    /** Says what to do as soon as the next call has got its answer, before anybody reads that. */
    void onceAnswered(Runnable action) {
        onceAnswered = action;
    }

    /**
     * Returns what the call that begins now has to do when it is over: whoever waits for its place need not wait until its
     * answer is read.
     */
    Runnable onceAnswered() {
        return onceAnswered;
    }
}
