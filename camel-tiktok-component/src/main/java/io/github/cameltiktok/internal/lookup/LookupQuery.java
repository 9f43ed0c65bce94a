package io.github.cameltiktok.internal.lookup;

import io.github.cameltiktok.link.TikTokLink;
import java.time.Duration;

/**
 * The subject of one lookup, and how long the lookup may take.
 *
 * @param subject to look up
 * @param requestSource platform that asks, such as {@code ZAPIER}
 * @param deadline for the whole lookup, from the moment it starts: queueing, retries and fallbacks included
 */
public record LookupQuery(TikTokLink subject, String requestSource, Duration deadline) {}
