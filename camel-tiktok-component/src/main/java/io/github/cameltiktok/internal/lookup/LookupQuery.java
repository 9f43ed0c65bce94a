package io.github.cameltiktok.internal.lookup;

import io.github.cameltiktok.link.TikTokLink;
import java.time.Duration;

/**
 * The input of one lookup.
 *
 * @param subject to look up
 * @param requestSource calling platform, such as {@code ZAPIER}
 * @param deadline for the whole lookup from its start, including queueing, retries and failover
 * @param onlyIfCached whether to fail instead of making a call
 */
public record LookupQuery(TikTokLink subject, String requestSource, Duration deadline, boolean onlyIfCached) {

    /** Creates the input of a lookup that may make calls. */
    public LookupQuery(TikTokLink subject, String requestSource, Duration deadline) {
        this(subject, requestSource, deadline, false);
    }
}
