package io.github.cameltiktok.lookup;

import io.github.cameltiktok.link.TikTokLink;
import java.util.concurrent.atomic.AtomicInteger;

/** What one lookup asks, and how often it has asked so far. Thread-safe. */
public final class LookupQuery {

    private final TikTokLink subject;
    private final String requestSource;
    private final AtomicInteger attempts = new AtomicInteger();

    /**
     * @param subject what is asked for
     * @param requestSource which platform asks
     */
    public LookupQuery(TikTokLink subject, String requestSource) {
        this.subject = subject;
        this.requestSource = requestSource;
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

    void countAttempt() {
        attempts.incrementAndGet();
    }
}
